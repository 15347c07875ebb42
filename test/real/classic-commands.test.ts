// Do StratusLab's commands do what they say, typed by a user, on a real cloud with real guests?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aClassicUser } from '../support/real-cloud/classic-user.ts';
import type { ClassicUser } from '../support/real-cloud/classic-user.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';

const why = await whySkipped('the classic commands on a real cloud');

describe.skipIf(why !== null)('a user of the classic commands', () => {
  let cloud: RealCloud;
  let user: ClassicUser;
  let machines: readonly { readonly id: string; readonly address: string }[];

  beforeAll(async () => {
    cloud = await startRealCloud({ stopDeadlineMs: 20_000 });
    user = aClassicUser(cloud);
  });
  afterAll(async () => {
    user?.leaves();
    await cloud?.end();
  });

  it('starts two machines with all that he may say of them', async () => {
    const ids = join(user.home, 'ids');
    machines = await user.starts([
      ...['-n', '2', '-t', 'tiny', '--ram', '96', '--swap', '32', '--vm-cpu-amount', '0.25'],
      ...['--vm-name', 'web', '--vm-requirements', 'HYPERVISOR = "kvm" | NAME = "host-*"'],
      ...['--context', 'GREETING=it is me#SECOND=$(id)', '--volatile-disk', '1', '-o', ids],
      ...['--qcow-disk-format', '--vm-disks-bus', 'virtio', '--context-method', 'one'],
    ]);
    expect(machines.map(({ id }) => id)).toEqual(['1', '2']);
    for (const { address } of machines) expect(address).toMatch(/^\d+(\.\d+){3}$/);
    expect(readFileSync(ids, 'utf8')).toBe('1\n2\n');
    await user.sees(['1', '2'], 'Running');
  });

  it('sees them in the table, all of one when he asks, and the room that is left', async () => {
    const asPrinted = await user.says('stratus-describe-instance -n');
    // How busy they are just now nobody knows.
    const table = asPrinted.replaceAll(/(?<= 98304 {5})[0-9]+ */g, '0    ');
    const [first, second] = machines;
    expect(table).toBe(
      'id  state     vcpu memory    cpu% host/ip                 name\n' +
        `1   Running   1    98304     0    ${first!.address.padEnd(24)}web-1\n` +
        `2   Running   1    98304     0    ${second!.address.padEnd(24)}web-2\n`,
    );
    const all = await user.says('stratus-describe-instance -vvv 1');
    expect(all).toContain(`${'-'.repeat(25)}\n1 (all attributes)\n`);
    expect(all).toContain('\n  cpu = 0.25\n');
    expect(all).toContain('\n  volatileMiB = 1024\n');
    const load = await (await fetch(`${cloud.endpoint}/load/load.txt`)).text();
    expect(load).toMatch(/^\S+\+0000\n +ID NAME .*\n\S{8} host-1 +2 +1600 +\d+ +1550 .* on\n$/);
  });

  it('logs in, finds what he gave, and halts one from within', async () => {
    // Where nobody listens yet, the command waits long before it tries again.
    await cloud.shell(machines[0]!);
    const key = join(user.home, 'key');
    const input = 'cd /run/context; echo "$(cat GREETING)/$(cat SECOND)"; poweroff\n';
    const connect = ['-k', key, '1'];
    const greeting = await user.run('stratus-connect-instance', connect, input);
    expect(greeting).toMatchObject({ out: 'it is me/$(id)\n', err: '' });
    await user.sees(['1'], 'Unknown');
    expect(await user.says('stratus-describe-instance -v 1')).toContain('\n    halted');
  });

  it('kills the one, shuts the other down, and they are gone', async () => {
    expect(await user.says('stratus-kill-instance 1')).toBe('');
    expect(await user.says('stratus-shutdown-instance 2')).toBe('');
    await user.sees(['1', '2'], 'Done');
    expect((await user.says('stratus-describe-instance')).split('\n')).toHaveLength(2);
    const connect = await user.run('stratus-connect-instance', ['1']);
    expect(connect).toEqual({
      ...{ exitCode: 1, out: '' },
      err: "  [ERROR] Couldn't find enough information to connect to VM '1'\n",
    });
  });

  it('hears what is wrong in the words and exit codes that he knows', async () => {
    const unknown = await user.run('stratus-kill-instance', ['99']);
    expect(unknown.exitCode).toBe(255);
    expect(unknown.out).toMatch(/^Error: .*99.* \(code 404\)\n$/);
    const types = await user.says('stratus-run-instance --list-types');
    expect(types).toContain('\n* tiny            1 CPU     128 MB       0 MB\n');
    const hashed = await user.run('stratus-hash-password', ['me'], 'geheim\n');
    expect(hashed.out).toMatch(/^MD5:[0-9a-f]{32}\nCRYPT:\$6\$[^\s$]+\$\S{86}\n$/);
    const again = await user.run('stratus-copy-config');
    expect(again.exitCode).toBe(1);
    expect(again.err).toMatch(/^ {2}\[ERROR\] won't overwrite file \(.*stratuslab-user\.cfg\)/);
  });
});
