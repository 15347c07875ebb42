// Does a printed command, typed as it stands, mean the cloud that printed it? And where may that cloud be?

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isInterfaceTaken } from '../../../start/hosts/launch-hosts.mjs';
import { readOptions } from '../../../start/terminal/options.mjs';
import { makePlan } from '../../../start/plan/plan.mjs';
import { typedCommand, typedIn } from '../../../start/terminal/typed-command.mjs';
import { aMachine } from '../../support/a-plan.ts';

const ofOptions = (...args: string[]) => readOptions('start', args);

test.each([
  [[], 'npm start'],
  [['--instance', 'lab'], 'npm start -- --instance lab'],
  [['--instance', 'lab', '--state', '/var/lib/stratus/lab'], 'npm start -- --instance lab'],
  [['--state', '/srv/a b'], "npm start -- --state '/srv/a b'"],
])('%j', (args, typed) => {
  expect(typedCommand(ofOptions(...args), 'start')).toBe(typed);
});

test('words of the command come before its cloud', () => {
  const typed = typedCommand(ofOptions('--instance', 'lab'), 'host', ['host-2', 'reboot']);
  expect(typed).toBe('npm run host -- host-2 reboot --instance lab');
});

test('the folder says which instance it is of', () => {
  const state = mkdtempSync(join(tmpdir(), 'typed-'));
  writeFileSync(join(state, 'instance.json'), JSON.stringify({ instance: 'lab' }));
  expect(typedIn(state, 'stop')).toBe(`npm run stop -- --instance lab --state ${state}`);
  rmSync(state, { recursive: true });
});

test.each(['/run/stratus', '/var/lib/libvirt/stratus'])('%s is refused', (folder) => {
  const covered = makePlan(aMachine({}), ofOptions('--state', folder));
  expect(covered.problems.join()).toMatch(/would cover it/);
  expect(makePlan(aMachine({}), ofOptions('--state', `/tmp${folder}`)).problems).toEqual([]);
});

test('an interface of our name that is not ours is taken; then another is planned', () => {
  const state = '/no/cloud/is/here';
  expect(isInterfaceTaken(state, { interface: 'lo' })).toBe(true);
  expect(isInterfaceTaken(state, { interface: 'no-such-one' })).toBe(false);
  const settings = { hosts: [], interface: null };
  const facts = { ...aMachine({}), interfaces: ['lo', 'stratus0'] };
  expect(makePlan(facts, ofOptions(), settings).interface).toBe('stratus1');
});
