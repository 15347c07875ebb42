// Where do machines go, and what do they wait for? Three real hosts, placed on by each policy, and everything typed as
// StratusLab's users type it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aClassicUser } from '../support/real-cloud/classic-user.ts';
import type { ClassicUser } from '../support/real-cloud/classic-user.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud, RealCloudOptions } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';

const why = await whySkipped('the classic commands over three hosts');
const small = { cpuHundredths: 1_600, memoryMiB: 16_384, diskMiB: 65_536 };

interface Setting {
  cloud: RealCloud;
  user: ClassicUser;
}

function eachWith(options: RealCloudOptions): Setting {
  const setting = {} as Setting;
  beforeAll(async () => {
    setting.cloud = await startRealCloud({ hosts: 3, ...options });
    setting.user = aClassicUser(setting.cloud);
  });
  afterAll(async () => {
    setting.user?.leaves();
    await setting.cloud?.end();
  });
  return setting;
}

/** What `-vvv` says of a machine. */
async function fact({ user }: Setting, id: string, name: string): Promise<string> {
  const text = await user.says(`stratus-describe-instance -n -vvv ${id}`);
  return new RegExp(`^ {2}${name} = (.*)$`, 'm').exec(text)?.[1] ?? '';
}

/** The hosts of new machines, in the order of their ids. */
async function placed(setting: Setting, options: readonly string[]): Promise<readonly string[]> {
  const started = await setting.user.starts(options);
  return Promise.all(started.map(({ id }) => fact(setting, id, 'host_name')));
}

const onHost = (name: string): readonly string[] => ['--vm-requirements', `NAME = "${name}"`];

describe.skipIf(why !== null)('packing', () => {
  const setting = eachWith({ policy: 'packing' });

  it('puts machines where machines are', async () => {
    expect(await placed(setting, onHost('host-3'))).toEqual(['host-3']);
    expect(await placed(setting, ['-n', '3'])).toEqual(['host-3', 'host-3', 'host-3']);
  });
});

describe.skipIf(why !== null)('load-aware placement', () => {
  // What is measured is the same on every private host of one machine: the largest has most to spare.
  const setting = eachWith({
    policy: 'loadAware',
    capacities: { 'host-2': { ...small, cpuHundredths: 3_200 } },
  });

  it('puts machines where most CPU is idle, whatever runs there', async () => {
    expect(await placed(setting, onHost('host-3'))).toEqual(['host-3']);
    expect(await placed(setting, ['-n', '3'])).toEqual(['host-2', 'host-2', 'host-2']);
  });
});

describe.skipIf(why !== null)('striping, with all classes of addresses', () => {
  const setting = eachWith({ policy: 'striping', allClasses: true });
  const running: string[] = [];

  it('spreads machines over the hosts', async () => {
    const started = await setting.user.starts(['-n', '3']);
    running.push(...started.map(({ id }) => id));
    const hosts = await Promise.all(running.map((id) => fact(setting, id, 'host_name')));
    expect([...hosts].sort()).toEqual(['host-1', 'host-2', 'host-3']);
    await setting.user.sees(running, 'Running');
    const load = await (await fetch(`${setting.cloud.endpoint}/load/load.txt`)).text();
    expect(load.match(/ host-\d +1 .* on$/gm)).toHaveLength(3);
  });

  it('obeys a requirement', async () => {
    expect(await placed(setting, ['-n', '2', ...onHost('host-2')])).toEqual(['host-2', 'host-2']);
    const other = ['--vm-requirements', '!(NAME = "host-2") & NAME != "host-1"'];
    expect(await placed(setting, other)).toEqual(['host-3']);
  });

  it.each([
    ['Public', [], 0],
    ['Local', ['--local-ip'], 10],
    ['Private', ['--private-ip'], 20],
  ])('gives a %s address', async (word, options, offset) => {
    const args = [...options, 'small.json'].map((arg) => arg.replace(/^small/, imageOf(setting)));
    const { exitCode, out } = await setting.user.run('stratus-run-instance', args);
    expect(exitCode).toBe(0);
    const [, address = ''] = new RegExp(`\\n\\t${word} ip: (\\S+)\\n :: Done!\\n$`).exec(out) ?? [];
    const place = lastOctet(address) - lastOctet(setting.cloud.range.first) - offset;
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThan(10);
  });

  it('gives the address that is asked for, and to nobody else', async () => {
    const { first } = setting.cloud.range;
    const wanted = first.replace(/\d+$/, String(lastOctet(first) + 9));
    const [machine] = await setting.user.starts(['--address', wanted]);
    expect(machine!.address).toBe(wanted);
    const image = `${imageOf(setting)}.json`;
    const again = await setting.user.run('stratus-run-instance', ['--address', wanted, image]);
    // Either it is refused, or it waits and says what for; it never gets the address.
    expect(again.out).toMatch(/Error: .*\(code 4\d\d\)|\tWaiting: /);
    expect(again.out).not.toContain(`ip: ${wanted}`);
  });

  it.each([
    ['no host of that name', onHost('nowhere'), /requirement|NAME/],
    ['more memory than a host has', ['--ram', '30000'], /MiB|memory/],
  ])('lets a machine wait, and says why: %s', async (_what, options, text) => {
    const args = [...options, `${imageOf(setting)}.json`];
    const { exitCode, out } = await setting.user.run('stratus-run-instance', args);
    expect(exitCode).toBe(0);
    const [, id = '', reason = ''] = /\(vm ID: (\d+)\)\n.*\n\tWaiting: (.+)\n/.exec(out) ?? [];
    expect(reason).toMatch(text);
    const table = await setting.user.says(`stratus-describe-instance -v ${id}`);
    expect(table).toMatch(new RegExp(`\\n${id} +Pending .*\\n {4,}\\S.*`));
    expect(await setting.user.says(`stratus-kill-instance ${id}`)).toBe('');
    await setting.user.sees([id], 'Done');
  });

  it('reaches and ends what it started', async () => {
    const [id = ''] = running;
    await setting.cloud.shell({ address: await fact(setting, id, 'address') });
    const key = `${setting.user.home}/key`;
    const connected = await setting.user.run('stratus-connect-instance', ['-k', key, id], 'pwd\n');
    expect(connected).toEqual({ exitCode: 0, out: '/root\n', err: '' });
    await setting.user.says(`stratus-shutdown-instance ${id}`);
    await setting.user.says(`stratus-kill-instance ${running.slice(1).join(' ')}`);
    await setting.user.sees(running, 'Done');
  });
});

/** Without `.json`, as `aClassicUser` lays it. */
function imageOf({ user }: Setting): string {
  return `${user.home}/small`;
}

function lastOctet(address: string): number {
  return Number(address.split('.').at(-1));
}
