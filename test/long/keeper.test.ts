// What does a running cloud do by itself? A private host that is removed goes with its key, its agent and its power, and no
// start brings it back; a switch that ended is started again, and machines are reached as before.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  isThere,
  layParts,
  prepareParts,
  starter,
  succeeds,
} from '../support/own-machine/cloud-there.ts';
import { anOwnMachine } from '../support/own-machine/own-machine.ts';
import type { OwnMachine } from '../support/own-machine/own-machine.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('what the keeper of a cloud looks after');
const start = (...more: string[]) => starter('start', '--yes', '--detach', ...more);
const mendedWithinMs = 30_000;

interface Listed {
  readonly name: string;
  readonly machines: number;
}

describe.skipIf(why !== null)('a cloud that runs', () => {
  let machine: OwnMachine;
  beforeAll(async () => {
    await prepareParts();
    machine = await anOwnMachine();
    await layParts(machine);
    await succeeds(machine, start('--hosts', '2'));
  });
  afterAll(() => machine?.end());

  const stratus = (...words: string[]): Promise<string> =>
    succeeds(machine, ['node', 'cli/stratus.mjs', ...words]);
  const inState = (path: string): string =>
    readFileSync(join(machine.stateRoot, 'local', path), 'utf8');
  const status = async (): Promise<string> => (await machine.run(starter('status'))).out;
  const reached = async (): Promise<string> =>
    (await stratus('ssh', 'first', '--', 'echo', 'here')).trim();
  const keys = (): number => inState('config/nats-users.conf').match(/nkey: /g)!.length;

  test('takes a removed host away, with its key, its agent and its power', async () => {
    const { hosts } = JSON.parse(await stratus('host', 'list', '-o', 'json')) as {
      hosts: Listed[];
    };
    const { name } = hosts.find(({ machines }) => machines === 0)!;
    const before = keys();
    await stratus('host', 'remove', name, '--why', 'a test');
    const isOff = async (): Promise<boolean> =>
      new RegExp(`^ +${name} +removed from the cloud$`, 'm').test(await status());
    await until(`${name} is off`, isOff, mendedWithinMs);
    expect(keys()).toBe(before - 1);
    expect(isThere(machine, 'local/hosts', name, 'agent/agent.seed')).toBe(false);
    expect(await status()).not.toContain(`agent-${name}`);
    expect(inState('logs/nats-server.log')).toMatch(/Reloaded/);
    expect((await machine.run(starter('status'))).code).toBe(0);
    expect(await reached()).toBe('here');
    expect(await succeeds(machine, start())).toContain('Starting the private hypervisor ');
    expect(await status()).toMatch(new RegExp(`^ +${name} +removed from the cloud$`, 'm'));
    expect(keys()).toBe(before - 1);
  });

  test('starts a switch again that ended, with its cables', async () => {
    const switchPid = (): number =>
      (JSON.parse(inState('switch/switch.json')) as { init: { pid: number } }).init.pid;
    const before = switchPid();
    await machine.says('kill', '-KILL', String(before));
    await until('another switch runs', () => switchPid() !== before, mendedWithinMs);
    await until(
      'the keeper says so',
      () => inState('logs/keeper.log').includes('runs again'),
      mendedWithinMs,
    );
    expect(await status()).not.toContain('switch');
    expect(await reached()).toBe('here');
  });

  test('leaves nothing', async () => {
    await succeeds(machine, starter('clean', '--yes'));
    expect(await machine.says('ls', '/var/lib/stratus')).toBe('');
  });
});
