import { expect, test } from 'vitest';
import { requestDigest } from '../../../../scheduler/loops/request-digest.ts';
import type { Command } from '../../../../shared/model/command.ts';
import { aRunRequest, machineIdOf } from '../../../support/a-cloud.ts';
import { cloudId } from '../../../support/log-writer.ts';

const run = { kind: 'run', ...aRunRequest() } as const;
const command: Command = {
  ...{ cloudId, actor: 'admin', projectId: 'p1', key: 'k', administrator: true, request: run },
};
const first = requestDigest(command, 'ab');

test.each<readonly [string, Partial<Command>]>([
  ['other ids for its machines', { request: { ...run, machineIds: [machineIdOf(7)] } }],
  ['an asker who is an administrator no more', { administrator: false }],
])('a repeat with %s is the same request', (_which, changes) => {
  expect(requestDigest({ ...command, ...changes }, 'ab')).toBe(first);
});

test.each<readonly [string, Partial<Command>, string]>([
  ['more machines', { request: { ...run, machineIds: [1, 2].map(machineIdOf) } }, 'ab'],
  ['another size', { request: { ...run, memoryMiB: 513 } }, 'ab'],
  ['another actor', { actor: 'other' }, 'ab'],
  ['another project', { projectId: 'p2' }, 'ab'],
  ['another context', {}, 'cd'],
  ['another verb', { request: { kind: 'kill', machines: ['m'] } }, 'ab'],
])('a request with %s is another one', (_which, changes, given) => {
  expect(requestDigest({ ...command, ...changes }, given)).not.toBe(first);
});

test('is 32 bytes in hexadecimal, and does not depend on the order of fields', () => {
  const turned = Object.fromEntries(Object.entries(run).reverse()) as unknown as typeof run;
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(requestDigest({ ...command, request: turned }, 'ab')).toBe(first);
});
