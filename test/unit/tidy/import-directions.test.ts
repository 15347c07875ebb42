import { expect, test } from 'vitest';
import { importDirections } from '../../tidy/import-directions.ts';

const allowed: [string, string][] = [
  ['scheduler/loops/commit.ts', '../../shared/log/log.ts'],
  ['shared/wire/commit.ts', '../../proto/gen/stratus.js'],
  ['scheduler/main.ts', '../shared/log/nats-log.ts'],
  ['scheduler/genesis.ts', '../shared/log/nats-vault.ts'],
  ['cli/ask-main.ts', '../shared/bus/nats-bus.ts'],
  ['shared/log/nats-log.ts', '../bus/connect.ts'],
  ['test/sim/cloud.ts', '../../scheduler/loops/commit.ts'],
  ['test/sim/cloud.ts', '../../shared/log/memory-log.ts'],
  ['shared/log/memory-log.ts', './memory-follow.ts'],
  ['test/real/host.ts', '../../lab/private-host.mjs'],
  ['start/start.mjs', '../lab/private-host.mjs'],
  ['start/start.mjs', 'node:fs'],
];

test.each(allowed)('%s may import %s', (path, specifier) => {
  expect(importDirections({ path, text: `import { x } from '${specifier}';` })).toEqual([]);
});

const refused: [string, string, string][] = [
  ['agent/steps/start.ts', '../../scheduler/decide/run.ts', 'meet only on the bus'],
  ['api/routes/machines.ts', '../../cli/render/table.ts', 'meet only on the bus'],
  ['shared/model/state.ts', '../../agent/steps/start.ts', 'shared/ knows no part'],
  ['shared/log/seal.ts', '../../proto/gen/stratus.js', 'only shared/wire'],
  ['test/unit/wire.test.ts', '../../proto/gen/stratus.js', 'only shared/wire'],
  ['agent/loop.ts', './libvirt/libvirt-hypervisor.ts', 'only main.ts names adapters'],
  ['api/routes/machines.ts', '../../shared/time/system-clock.ts', 'only main.ts names adapters'],
  ['scheduler/main.ts', '../shared/log/memory-log.ts', 'only test/ may use it'],
  ['test/sim/cloud.ts', '../../agent/main.ts', 'nothing imports'],
  ['agent/loop.ts', '../test/fakes/hypervisor.ts', 'production never imports test/'],
  ['agent/loop.ts', '../lab/private-host.mjs', 'is not shipped'],
  ['start/start.mjs', '../shared/base/bytes.ts', 'before anything is built'],
  ['start/start.mjs', 'commander', 'before the first install'],
];

test.each(refused)('%s may not import %s', (path, specifier, message) => {
  const text = `// head\nimport { x } from '${specifier}';`;
  expect(importDirections({ path, text })).toMatchObject([
    { path, line: 2, message: expect.stringContaining(message) as string },
  ]);
});

test.each([
  [`import type { x } from '../../cli/x.ts';`],
  [`export { x } from '../../cli/x.ts';`],
  [`const x = await import('../../cli/x.ts');`],
])('every form of import is seen: %s', (text) => {
  expect(importDirections({ path: 'api/routes/x.ts', text })).toHaveLength(1);
});

test('a file that is started or read, not loaded, may lie anywhere', () => {
  const text = `const script = join(import.meta.dirname, '..', 'dist', 'agent', 'main.js');`;
  expect(importDirections({ path: 'start/launch.mjs', text })).toEqual([]);
});

test('the operating system is asked for randomness only where parts are wired', () => {
  const text = `import { systemRandom } from '../shared/base/random.ts';`;
  expect(importDirections({ path: 'scheduler/main.ts', text })).toEqual([]);
  expect(importDirections({ path: 'scheduler/lead.ts', text })).toHaveLength(1);
});

test('a file listed by hand may wire adapters', () => {
  const file = { path: 'api/x.ts', text: `import { c } from '../shared/bus/connect.ts';` };
  expect(importDirections(file, {})).toHaveLength(1);
  expect(importDirections(file, { 'api/x.ts': 'why' })).toEqual([]);
});
