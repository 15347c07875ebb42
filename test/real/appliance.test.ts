// Is the small appliance a real guest? It is built, booted once by plain QEMU with a context medium made by hand, and
// asked over ssh what it read.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageIdentifier } from '../../appliances/identifier.mjs';
import { makeAppliance } from '../../start/install/appliance.mjs';
import { TEST_STATE } from '../../start/test/test-state.mjs';

const run = promisify(execFile);
const tools = ['qemu-system-x86_64', 'qemu-img', 'genisoimage', 'ssh-keygen', 'apt-get'];
const missing = tools.filter(
  (tool) => !['/usr/bin', '/usr/sbin', '/bin'].some((p) => existsSync(join(p, tool))),
);
if (missing.length > 0) console.log(`skipped: the appliance test needs ${missing.join(', ')}`);

const everyByte = Buffer.concat([
  Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1)),
  Buffer.from("'\\''\nFAKE='no'\nend\\"),
  randomBytes(4000).map((byte) => byte || 1),
  Buffer.from('\n\n'),
]);

const quoted = (value: Buffer): Buffer =>
  Buffer.from(`'${value.toString('latin1').replaceAll("'", "'\\''")}'`, 'latin1');

const aFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function until(what: string, limitMs: number, holds: () => boolean): Promise<void> {
  const end = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(missing.length > 0)('the small appliance', () => {
  const work = mkdtempSync(join(tmpdir(), 'stratus-appliance-'));
  const consoleLog = join(work, 'console.log');
  const disk = join(work, 'disk.qcow2');
  const running: ChildProcess[] = [];
  let appliance: Awaited<ReturnType<typeof makeAppliance>>;
  let port = 0;

  const said = (): string => (existsSync(consoleLog) ? readFileSync(consoleLog, 'latin1') : '');
  const ssh = async (command: string): Promise<Buffer> => {
    const key = /ssh-host-key: (\S+ \S+)/.exec(said())?.[1] ?? '';
    writeFileSync(join(work, 'known_hosts'), `[127.0.0.1]:${port} ${key}\n`);
    const options = [
      '-F',
      'none',
      '-i',
      join(work, 'key'),
      '-p',
      String(port),
      '-o',
      'BatchMode=yes',
    ];
    const known = [
      '-o',
      `UserKnownHostsFile=${join(work, 'known_hosts')}`,
      '-o',
      'StrictHostKeyChecking=yes',
    ];
    const target = ['root@127.0.0.1', command];
    const answer = await run('ssh', [...options, ...known, ...target], {
      encoding: 'buffer',
      timeout: 60_000,
    });
    return answer.stdout;
  };

  const boot = async (): Promise<ChildProcess> => {
    rmSync(consoleLog, { force: true });
    const machine = [
      '-accel',
      'tcg',
      '-machine',
      'pc',
      '-m',
      '128',
      '-display',
      'none',
      '-nodefaults',
    ];
    const drives = [
      ...['-drive', `file=${disk},format=qcow2,if=virtio`],
      ...['-drive', `file=${join(work, 'context.iso')},format=raw,if=ide,media=cdrom,readonly=on`],
    ];
    const network = ['-netdev', `user,id=n,hostfwd=tcp:127.0.0.1:${port}-10.0.2.15:22`];
    const card = ['-device', 'virtio-net-pci,netdev=n,mac=02:00:0a:00:02:0f'];
    const ports = ['-serial', `file:${consoleLog}`, '-monitor', 'stdio', '-no-reboot'];
    const child = spawn('qemu-system-x86_64', [
      ...machine,
      ...drives,
      ...network,
      ...card,
      ...ports,
    ]);
    running.push(child);
    await until('the guest to be ready', 120_000, () =>
      said().includes('stratus-appliance: ready'),
    );
    return child;
  };

  beforeAll(async () => {
    appliance = await makeAppliance({
      partsFolder: join(TEST_STATE, 'parts'),
      imagesFolder: join(TEST_STATE, 'images'),
    });
    port = await aFreePort();
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(work, 'key')]);
    const medium = join(work, 'context');
    mkdirSync(medium);
    const variables: Array<[string, Buffer]> = [
      ['PUBLIC_KEY', readFileSync(join(work, 'key.pub'))],
      ['HOSTNAME', Buffer.from('appliance-test')],
      ['ETH0_IP', Buffer.from('10.0.2.15')],
      ['ETH0_PREFIX_LENGTH', Buffer.from('24')],
      ['ETH0_GATEWAY', Buffer.from('10.0.2.2')],
      ['ETH0_DNS', Buffer.from('10.0.2.3')],
      ['EVERY_BYTE', everyByte],
      ['EMPTY', Buffer.alloc(0)],
      ['LONG', Buffer.from('a'.repeat(300_000))],
    ];
    const lines = variables.map(([name, value]) => [
      Buffer.from(`${name}=`),
      quoted(value),
      Buffer.from('\n'),
    ]);
    writeFileSync(
      join(medium, 'context.sh'),
      Buffer.concat([Buffer.from('# context\n'), ...lines.flat()]),
    );
    writeFileSync(join(medium, 'init.sh'), '#!/bin/sh\nprintf %s "$HOSTNAME" > /root/init-saw\n');
    await run('genisoimage', [
      '-quiet',
      '-J',
      '-R',
      '-V',
      '_STRATUSLAB',
      '-o',
      join(work, 'context.iso'),
      medium,
    ]);
    await run('qemu-img', [
      'create',
      '-q',
      '-f',
      'qcow2',
      '-F',
      'qcow2',
      '-b',
      appliance.file,
      disk,
    ]);
  });

  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(work, { recursive: true, force: true });
  });

  test('is described by the digests and the identifier of its file', () => {
    const sha1 = appliance.digests.find(({ algorithm }) => algorithm === 'sha1')?.value ?? '';
    expect(appliance.identifier).toBe(imageIdentifier(sha1));
    expect(appliance.bytes).toBe(readFileSync(appliance.file).length);
  });

  test('reads its context, keeps what is written and stops on the power button', async () => {
    const first = await boot();
    expect((await ssh('cat /run/context/EVERY_BYTE')).equals(everyByte)).toBe(true);
    expect((await ssh('wc -c < /run/context/EMPTY; wc -c < /run/context/LONG')).toString()).toBe(
      '0\n300000\n',
    );
    const seen = await ssh('ls /run/context | tr "\\n" " "; hostname; cat /root/init-saw');
    expect(seen.toString()).toContain('PUBLIC_KEY appliance-test\nappliance-test');
    expect(seen.toString()).not.toContain('FAKE');
    const hostKey = /ssh-host-key: (\S+ \S+)/.exec(said())?.[1];
    await ssh('echo precious > /root/kept');

    const stopped = new Promise((resolve) => first.once('exit', resolve));
    first.stdin?.write('system_powerdown\n');
    await stopped;
    expect(said()).toContain('stratus-appliance: power button');

    await boot();
    expect((await ssh('cat /root/kept')).toString()).toBe('precious\n');
    expect(/ssh-host-key: (\S+ \S+)/.exec(said())?.[1]).toBe(hostKey);
  });
});
