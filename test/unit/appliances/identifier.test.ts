// The identifier of an image: StratusLab's rule, held to its published vectors.

import { expect, test } from 'vitest';
import { imageIdentifier } from '../../../appliances/identifier.mjs';

test.each([
  ['c319bbd5afc0a22ba3eaed0507c39383ec28eeff', 'MMZu9WvwKIro-rtBQfDk4PsKO7_'],
  ['1104f3e30c030f8b93f220b04131032dddf51f21', 'BEE8-MMAw-Lk_IgsEExAy3d9R8h'],
  ['22596363b3de40b06f981fb85d82312e8c0ed511', 'CJZY2Oz3kCwb5gfuF2CMS6MDtUR'],
  ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'No5o-5ea0sNMlW_75VgGJCv2AcJ'],
  ['0'.repeat(40), 'A'.repeat(27)],
  ['f'.repeat(40), `P${'_'.repeat(26)}`],
])('%s is %s', (sha1, identifier) => {
  expect(imageIdentifier(sha1)).toBe(identifier);
});

test.each(['', 'abc', 'F'.repeat(40), `${'0'.repeat(40)}\n`])('%j is no SHA-1', (text) => {
  expect(() => imageIdentifier(text)).toThrow('not a SHA-1');
});
