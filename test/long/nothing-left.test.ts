// Is a machine after `npm run clean` what it was before `npm start`? On a machine of the test's own everything is compared:
// interfaces, routes, packet rules, mounts, processes, sockets, every sysctl, files. Also when the starter was killed.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anOwnMachine, checkoutThere, homeOf } from '../support/own-machine/own-machine.ts';
import type { OwnMachine } from '../support/own-machine/own-machine.ts';
import { layParts, prepareParts, starter, succeeds } from '../support/own-machine/cloud-there.ts';
import { differences, tracesOn } from '../support/own-machine/traces.ts';
import type { Traces } from '../support/own-machine/traces.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('what a cloud leaves behind');
const start = (...more: string[]) => starter('start', '--yes', '--detach', ...more);
const clean = starter('clean', '--yes');

describe.skipIf(why !== null)('after `npm run clean` nothing is left', () => {
  let machine: OwnMachine;
  let before: Traces;

  beforeAll(prepareParts);
  beforeEach(async () => {
    machine = await anOwnMachine();
    await makeItOld();
    before = await tracesOn(machine);
    await layParts(machine);
  });
  afterEach(() => machine?.end());

  /** A machine that somebody has hardened and uses: what he has set must be so afterwards. */
  async function makeItOld(): Promise<void> {
    await machine.says('ip', 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan1');
    await machine.says('ip', 'address', 'add', '198.18.5.1/24', 'dev', 'lan0');
    await machine.says('ip', 'link', 'set', 'lan0', 'up');
    await machine.says('sysctl', '-w', 'net.ipv4.conf.all.accept_redirects=0');
    await machine.says('sysctl', '-w', 'net.ipv4.conf.lan1.forwarding=1');
    await machine.says('nft', 'add', 'table', 'inet', 'somebodys');
    for (const user of ['ada', 'root'] as const) {
      const folder = join(homeOf(user), '.ssh');
      const key = ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'id_ed25519')];
      await succeeds(machine, ['mkdir', '-m', '700', folder], { user, cwd: '/' });
      await succeeds(machine, ['ssh-keygen', ...key], { user, cwd: '/' });
    }
  }

  async function nothingIsLeft(): Promise<void> {
    await until(
      'what is left',
      async () => differences(before, await tracesOn(machine)).length === 0,
      10_000,
      500,
    ).catch(() => undefined);
    expect(differences(before, await tracesOn(machine))).toEqual([]);
  }

  test('of one host', async () => {
    await succeeds(machine, start());
    await succeeds(machine, clean);
    await nothingIsLeft();
  });

  test('of two hosts and a way out, for another user who used the cloud, stopped first', async () => {
    await succeeds(machine, start('--hosts', '2', '--nat', '--for', 'ada'));
    const asAda = (...words: string[]) =>
      succeeds(machine, [`${checkoutThere}/node_modules/.bin/stratus`, ...words], { user: 'ada' });
    expect(await asAda('ssh', 'first', '--', 'uname')).toBe('Linux\n');
    await asAda('run', '--wait');
    await succeeds(machine, starter('stop'));
    await succeeds(machine, clean);
    await nothingIsLeft();
  });

  test.each([
    ['the folder of the cloud is there', 'settings.json'],
    ['the switch is about to come up', 'switch/init.log'],
    ['the switch is written down', 'switch/switch.json'],
    ['the hosts are about to come up', 'hosts/host-1/log/init.log'],
    ['a host is written down', 'hosts/host-1/host.json'],
    ['the parts are about to come up', 'keeper.json'],
    ['the parts come up', 'run.json'],
    ['the log is made', 'genesis.done'],
  ])('of a start that was killed when %s', async (_moment, file) => {
    const starting = machine.start(start('--hosts', '2', '--nat'));
    await until(file, () => existsSync(join(machine.stateRoot, 'local', file)), 180_000, 1);
    await starting.kill();
    await succeeds(machine, clean);
    await nothingIsLeft();
  });

  test('of a start that was killed and made again, and killed when all ran', async () => {
    for (const file of ['switch/init.log', 'switch/switch.json', 'hosts/host-1/host.json']) {
      const starting = machine.start(start('--hosts', '2', '--nat'));
      await until(file, () => existsSync(join(machine.stateRoot, 'local', file)), 180_000, 1);
      await starting.kill();
    }
    const attending = machine.start(starter('start', '--yes'));
    await until('the machine answers', () => attending.said().includes('answers'), 300_000);
    await attending.kill();
    expect(readFileSync(join(machine.stateRoot, 'local/run.json'), 'utf8')).toContain('keeper');
    await succeeds(machine, clean);
    await nothingIsLeft();
  });
});
