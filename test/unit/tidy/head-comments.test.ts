import { expect, test } from 'vitest';
import { headComments } from '../../tidy/head-comments.ts';

test.each([
  ['first of all', `/** Why. */\nimport 'a';\nexport const x = 1;`],
  ['on the first declaration', `import 'a';\n/** Why. */\nexport const x = 1;`],
  ['after the line that starts it', `#!/usr/bin/env node\n// Why.\nrun();`],
])('a comment %s is a head comment', (_where, text) => {
  expect(headComments({ path: 'agent/x.ts', text })).toEqual([]);
});

test('a file without one is reported, also when something later is explained', () => {
  const text = `import 'a';\nexport const x = 1;\n/** Why. */\nexport const y = 1;`;
  expect(headComments({ path: 'agent/x.ts', text })).toMatchObject([{ line: 2 }]);
});

test('a test tells by its name', () => {
  expect(headComments({ path: 'test/unit/x.test.ts', text: 'f();' })).toEqual([]);
});
