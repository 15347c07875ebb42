// Does the first command end well wherever it is typed, or with words that say what to do? Each place is made for real, on a
// machine of the test's own that reaches no other; packages and node modules are there.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { layParts, prepareParts, starter, succeeds } from '../support/own-machine/cloud-there.ts';
import { anOwnMachine, checkoutThere, homeOf } from '../support/own-machine/own-machine.ts';
import type { OwnMachine, Ran } from '../support/own-machine/own-machine.ts';
import { natsProgram } from '../support/nats-server.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('the first command in uncommon surroundings');
const start = (...more: string[]) => starter('start', '--yes', '--detach', ...more);
const clean = (...more: string[]) => starter('clean', '--yes', ...more);

describe.skipIf(why !== null)('the first command', () => {
  let machine: OwnMachine;
  beforeAll(prepareParts);
  let group: MemoryGroup | null = null;
  afterEach(async () => {
    await machine?.end();
    await group?.end();
    group = null;
  });

  /** It must fail, and its last words are given. */
  const refused = async (command: readonly string[], options = {}): Promise<string> => {
    const { code, out, err }: Ran = await machine.run(command, options);
    expect(code, out).toBe(1);
    return err;
  };

  test('beside a foreign nats-server, a foreign libvirtd, a taken range, another cloud and another checkout', async () => {
    machine = await anOwnMachine();
    await machine.says('ip', 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan1');
    await machine.says('ip', 'address', 'add', '10.77.1.20/24', 'dev', 'lan0');
    await machine.says('ip', 'link', 'set', 'lan0', 'up');
    const nats = await natsProgram();
    if (typeof nats === 'string') throw new Error(nats);
    const foreign = [
      machine.start([nats.path, '--addr', '127.0.0.1', '--port', '4222'], { cwd: '/' }),
      machine.start(['/usr/sbin/libvirtd'], { cwd: '/' }),
    ];
    const virsh = (...words: string[]) =>
      machine.run(['virsh', '-c', 'qemu:///system', ...words], { cwd: '/' });
    await until('the foreign libvirtd answers', async () => (await virsh('list')).code === 0);
    const itsNetworks = (await virsh('net-list', '--all', '--name')).out;
    await layParts(machine);
    await layParts(machine, { instance: 'two' });

    expect(await refused(start('--range', '10.77.1.0/24'))).toContain(
      '--range 10.77.1.0/24: this machine already uses 10.77.1.',
    );
    expect(await succeeds(machine, start())).toContain('root@10.77.2.2');
    const other = join(homeOf('eve'), 'stratus');
    await machine.says('mkdir', other);
    await machine.says('mount', '--bind', checkoutThere, other);
    const words = await refused(start(), { cwd: other });
    expect(words).toContain(`belongs to the checkout ${checkoutThere}`);
    expect(words).toContain('--instance NAME');
    const two = await succeeds(machine, start('--instance', 'two'));
    expect(two).toContain('root@10.77.3.2');
    expect(two).toContain('API http://127.0.0.1:8781');
    expect((await machine.run(starter('status'))).code).toBe(0);
    expect((await machine.run(starter('status', '--instance', 'two'))).code).toBe(0);

    await succeeds(machine, clean());
    expect((await machine.run(starter('status', '--instance', 'two'))).code).toBe(0);
    await succeeds(machine, clean('--instance', 'two'));
    expect(await machine.says('ls', '/var/lib/stratus')).toBe('');
    expect((await virsh('list', '--all', '--name')).out.trim()).toBe('');
    expect((await virsh('net-list', '--all', '--name')).out).toBe(itsNetworks);
    expect(await machine.says('ss', '-Hltn', 'sport', '=', ':4222')).toContain('127.0.0.1:4222');
    for (const one of foreign) await one.kill();
  });

  test('with its folder in memory', async () => {
    machine = await anOwnMachine({ storage: 'tmpfs' });
    await layPartsInMemory();
    // A nats-server before 2.10 cannot be made to write at once there, and says how to go on without.
    const { code, out, err } = await machine.run(start());
    if (code !== 0) expect(err).toContain('npm start -- --volatile-log');
    const said = code === 0 ? out : await succeeds(machine, start('--volatile-log'));
    expect(said).toContain('Your machine "first" answers');
    await succeeds(machine, clean());
  });

  test.each([
    ['the parts come up', 'run.json'],
    ['the first machine is about to run', 'genesis.done'],
  ])('on a disk that fills up when %s says so without waiting', async (_moment, file) => {
    machine = await anOwnMachine({ storage: 'tmpfs' });
    await layPartsInMemory();
    const starting = machine.start(start('--volatile-log'));
    const isThere = async (): Promise<boolean> =>
      (await machine.run(['test', '-e', `/var/lib/stratus/local/${file}`])).code === 0;
    await until(file, isThere, 180_000, 10);
    const used = await machine.says('df', '--output=used', '-k', '/var/lib/stratus');
    const size = `size=${Number(used.split('\n')[1]) + 64}k`;
    const filledAt = performance.now();
    await machine.says('mount', '-o', `remount,${size}`, '/var/lib/stratus');
    const { code, err } = await starting.ended;
    console.log(`ended ${((performance.now() - filledAt) / 1000).toFixed(1)} s after`);
    expect(code).toBe(1);
    expect(err).toContain('is full (look with `df -h /var/lib/stratus/local`): remove something');
    expect(err).not.toContain('in vain');
    await machine.says('mount', '-o', 'remount,size=8g', '/var/lib/stratus');
    await succeeds(machine, clean());
  });

  /** A folder in memory is seen from inside only. */
  async function layPartsInMemory(): Promise<void> {
    const disk = await anOwnMachine();
    await layParts(disk);
    const from = join(disk.stateRoot, 'local');
    const there = '/var/lib/stratus/local';
    const archive = spawn('tar', ['cf', '-', '-C', from, '.']);
    const pieces: Buffer[] = [];
    for await (const piece of archive.stdout) pieces.push(piece as Buffer);
    await disk.end();
    await machine.says('mkdir', '-m', '700', there);
    const unpacked = await machine.run(['tar', 'xf', '-', '-C', there], {
      ...{ cwd: '/', input: Buffer.concat(pieces) },
    });
    expect(unpacked.code, unpacked.err).toBe(0);
  }

  test('with 2 GB of memory', async () => {
    machine = await anOwnMachine();
    await layParts(machine);
    const mib = (text: string, name: string, value: number): string =>
      text.replace(new RegExp(`^${name}:.*$`, 'm'), `${name}: ${value * 1024} kB`);
    const real = readFileSync('/proc/meminfo', 'utf8');
    const small = mib(mib(mib(real, 'MemTotal', 1960), 'MemFree', 1500), 'MemAvailable', 1700);
    const laid = await machine.run(
      ['sh', '-c', 'cat > /tmp/meminfo && mount --bind /tmp/meminfo /proc/meminfo'],
      { cwd: '/', input: small },
    );
    expect(laid.code, laid.err).toBe(0);
    group = aGroupOfMemory(2 * 1024);
    if (group === null) console.log('not limited: no writable control group for memory here');
    const waits = 'while [ ! -e /tmp/go ]; do sleep 0.1; done; exec "$@"';
    const starting = machine.start(['sh', '-c', waits, 'sh', ...start()]);
    await until('it waits', () => starting.pid() !== undefined);
    group?.take(starting.pid()!);
    await machine.says('touch', '/tmp/go');
    const { code, out, err } = await starting.ended;
    expect(code, err).toBe(0);
    expect(out).toContain('Your machine "first" answers');
    if (group !== null) {
      console.log(
        `at most ${group.peakMiB().toFixed(0)} MiB at once, files in the cache among them`,
      );
      expect(group.killed()).toBe(0);
    }
    await succeeds(machine, clean());
  });

  test.each<[string, () => Promise<void>, readonly string[]]>([
    [
      'without /dev/net/tun',
      async () => void (await machine.says('mount', '-t', 'tmpfs', 'tmpfs', '/dev/net')),
      ['/dev/net/tun is missing', 'modprobe tun'],
    ],
    [
      'on a full disk',
      async () =>
        void (await machine.says(
          'mount',
          '-t',
          'tmpfs',
          '-o',
          'size=900m',
          'tmpfs',
          '/var/lib/stratus',
        )),
      ['900 MiB of disk are free', '--state DIR'],
    ],
    [
      'where nothing can be written',
      async () => void (await machine.says('mount', '-o', 'remount,bind,ro', '/var/lib/stratus')),
      ['nothing can be written to /var/lib/stratus', '--state DIR'],
    ],
    [
      'with nothing here and no network',
      async () => undefined,
      ['does not reach', 'then type the same again'],
    ],
  ])('%s says what to do, and leaves nothing that runs', async (_case, make, words) => {
    machine = await anOwnMachine();
    await make();
    const said = await refused(start());
    for (const word of words) expect(said).toContain(word);
    expect(
      (await machine.says('ps', '-eo', 'args')).match(/libvirtd|nats-server|main\.js/),
    ).toBeNull();
    expect(said).not.toMatch(/^\s+at /m);
    if (existsSync(join(machine.stateRoot, 'local/instance.json')))
      await succeeds(machine, clean());
  });

  test('without root says what to type', async () => {
    machine = await anOwnMachine();
    const words = await refused(start(), { user: 'ada' });
    expect(words).toContain('Type this instead:\n\n    sudo npm start');
    for (const name of ['stop', 'status', 'clean'])
      expect(await refused(starter(name), { user: 'ada' })).toContain(`sudo npm run ${name}`);
  });

  test('for a user who is not there says so before anything is made', async () => {
    machine = await anOwnMachine();
    expect(await refused(start('--for', 'nobody-here'))).toContain('there is no user nobody-here');
    expect(await machine.says('ls', '-A', '/var/lib/stratus')).toBe('');
  });

  test('goes on where an earlier one was cut short', async () => {
    machine = await anOwnMachine();
    await layParts(machine);
    const starting = machine.start(start());
    const images = join(machine.stateRoot, 'local/images');
    await until('the image is begun', () => existsSync(images), 120_000, 1);
    await starting.kill();
    expect(await succeeds(machine, start())).toContain('Your machine "first" answers');
    await succeeds(machine, clean());
  });
});

interface MemoryGroup {
  /** Puts a process in, and what it will start. */
  take(pid: number): void;
  peakMiB(): number;
  /** How many processes the kernel ended for want of memory. */
  killed(): number;
  end(): Promise<void>;
}

/** A control group that holds its processes to so much memory, in the older layout or the newer; null: not to be had. */
function aGroupOfMemory(mib: number): MemoryGroup | null {
  const older = existsSync('/sys/fs/cgroup/memory');
  const path = join(
    older ? '/sys/fs/cgroup/memory' : '/sys/fs/cgroup',
    `stratus-test-${process.pid}`,
  );
  const names = older
    ? {
        limit: 'memory.limit_in_bytes',
        peak: 'memory.max_usage_in_bytes',
        events: 'memory.oom_control',
      }
    : { limit: 'memory.max', peak: 'memory.peak', events: 'memory.events' };
  try {
    mkdirSync(path);
    writeFileSync(join(path, names.limit), String(mib * 2 ** 20));
  } catch {
    return null;
  }
  const read = (name: string): string => readFileSync(join(path, name), 'utf8');
  return {
    take: (pid) => writeFileSync(join(path, 'cgroup.procs'), String(pid)),
    peakMiB: () => Number(read(names.peak)) / 2 ** 20,
    killed: () => Number(/^oom_kill (\d+)/m.exec(read(names.events))?.[1] ?? 0),
    end: () => until('the group is empty', () => isRemoved(path)),
  };
}

function isRemoved(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
