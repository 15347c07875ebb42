// Does a real Debian with a real cloud-init become what its context says? Run through the whole cloud, its console read
// while it boots, stopped by its power button and started again.

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDebianImage } from '../../start/install/appliance.mjs';
import { TEST_STATE } from '../../start/test/test-state.mjs';
import { guestShell } from '../support/real-cloud/guest-shell.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const why = await whySkipped('a real Debian guest');
/** Emulated and on a busy machine; idle it is under a minute. */
const bootLimitMs = 480_000;
const stopDeadlineMs = 120_000;

const userData = `Content-Type: multipart/mixed; boundary="part"
MIME-Version: 1.0

--part
Content-Type: text/cloud-config

#cloud-config
write_files:
  - { path: /root/written, content: "by cloud-config" }
runcmd:
  - [sh, -c, "echo by-runcmd >> /root/commanded"]
--part
Content-Type: text/x-shellscript

#!/bin/sh
echo "$(id -un) on $(hostname)" >> /root/script-said
--part--
`;

describe.skipIf(why !== null)('a real Debian', () => {
  let cloud: RealCloud;
  let home: string;
  let id: string;
  let shell: GuestShell;

  const stratus = async (...args: string[]): Promise<string> => {
    const command = join(import.meta.dirname, '../../cli/stratus.mjs');
    const env = {
      ...{ PATH: process.env['PATH'], HOME: home },
      ...{ STRATUS_ENDPOINT: cloud.endpoint, STRATUS_TOKEN: cloud.token },
    };
    const options = { env, timeout: 120_000, maxBuffer: 8 << 20 };
    return (await run(process.execPath, [command, ...args], options)).stdout;
  };

  const answers = (): Promise<boolean> =>
    shell.say('true').then(
      () => true,
      () => false,
    );

  beforeAll(async () => {
    const say = (text: string): void => console.log(text);
    const made = await makeDebianImage({
      ...{ partsFolder: join(TEST_STATE, 'parts'), imagesFolder: join(TEST_STATE, 'images'), say },
    });
    console.log(`${made.built ? 'made' : 'found'} ${basename(made.file)}: ${made.bytes} bytes`);
    home = mkdtempSync(join(tmpdir(), 'stratus-home-'));
    cloud = await startRealCloud({ stopDeadlineMs });
    const file = join(cloud.imageFolder, basename(made.file));
    cpSync(made.file, file);
    const { format, compression, bytes, digests, identifier } = made;
    const image = { format, compression, bytes, digests, identifier };
    id = await cloud.run(
      cloud.aMachine({
        ...{ image: { ...image, locations: [pathToFileURL(file).href] }, name: 'debbie' },
        ...{ vcpus: 2, cpu: 1, memoryMiB: 512, rootDiskMiB: 2048, swapMiB: 64, volatileMiB: 64 },
        ...{ contextMethod: 'cloud-init', userData },
      }),
    );
    await cloud.reaches(id, 'running');
  });
  afterAll(async () => {
    await cloud?.end();
    if (home) rmSync(home, { recursive: true });
  });

  it('is seen booting on its console, by API and by command', async () => {
    let first = '';
    const begins = async (): Promise<boolean> => (first = await cloud.consoleOf(id)) !== '';
    await until('it prints', begins, bootLimitMs, 200);
    const grows = async (): Promise<boolean> =>
      (await stratus('console', 'debbie')).length > first.length;
    await until('it prints more', grows, bootLimitMs, 200);
    const began = performance.now();
    const isUp = async (): Promise<boolean> =>
      (await stratus('console', 'debbie')).includes('login:');
    await until('it asks who logs in', isUp, bootLimitMs, 1_000);
    console.log(`login after ${Math.round((performance.now() - began) / 1000)} s`);
  });

  it('has its name, its address, and lets in the owner of its key', async () => {
    const { address } = await cloud.machine(id);
    shell = guestShell(address!, cloud.keyFiles[0]);
    await until('ssh answers', answers, bootLimitMs, 500);
    await until(
      'cloud-init is done',
      async () => /^status: (done|error)/m.test(await shell.text('cloud-init status || true')),
      bootLimitMs,
      1_000,
    );
    expect(await shell.text('cloud-init status')).toBe('status: done');
    expect(await shell.text('hostname')).toBe('debbie');
    expect(await shell.text('ip -4 -o address show dev eth0')).toContain(`inet ${address}/`);
    expect(await shell.text('cat /etc/network/interfaces.d/50-cloud-init')).toContain('static');
    expect(await shell.text('ip route')).toContain(`default via ${cloud.range.gateway}`);
    const stranger = guestShell(address!, cloud.keyFiles[1]);
    await expect(stranger.say('true')).rejects.toThrow(/Permission denied/);
  });

  it('ran the script and the configuration of its user data', async () => {
    expect(await shell.text('cat /root/script-said')).toBe('root on debbie');
    expect(await shell.text('cat /root/written')).toBe('by cloud-config');
    expect(await shell.text('cat /root/commanded')).toBe('by-runcmd');
  });

  it('has its scratch disk where cloud-init mounts it, its swap in use, its root as large as its disk', async () => {
    const mounted = await shell.text('findmnt -n -o SOURCE,FSTYPE,LABEL /mnt');
    expect(mounted).toMatch(/^\/dev\/vd[a-z] +ext4 +ephemeral0$/);
    expect(await shell.text('ls /sys/block/*/serial; cat /sys/block/vd*/serial')).toContain(
      'ephemeral0',
    );
    expect(await shell.text('cat /proc/swaps')).toMatch(/\/dev\/vd[a-z]\s+partition/);
    expect(Number(await shell.text('df --output=size -m / | tail -n 1'))).toBeGreaterThan(1_800);
    await shell.say('echo kept > /mnt/scratch; echo kept > /root/data; sync');
  });

  it('is known by the host key that cloud-init printed on its console', async () => {
    const said = await stratus('ssh', '-i', cloud.keyFiles[0], 'debbie', '--', 'hostname');
    expect(said.trim()).toBe('debbie');
  });

  it('powers off when its button is pressed, within its deadline', async () => {
    await cloud.act(id, 'stop');
    const stopped = await cloud.until(id, 'it is off', ({ state }) => state === 'stopped', 300_000);
    expect(stopped.reason).toBe('stoppedOnRequest');
  });

  it('starts again with what was written, and its user data does not run twice', async () => {
    await cloud.act(id, 'start');
    await cloud.until(id, 'it runs', ({ state }) => state === 'running', bootLimitMs);
    await until('ssh answers', answers, bootLimitMs, 500);
    const isDone = async (): Promise<boolean> =>
      (await shell.text('cloud-init status || true')) === 'status: done';
    await until('cloud-init is done', isDone, bootLimitMs, 1_000);
    expect(await shell.text('cat /root/data')).toBe('kept');
    expect(await shell.text('cat /mnt/scratch')).toBe('kept');
    expect(await shell.text('cat /root/script-said /root/commanded')).toBe(
      'root on debbie\nby-runcmd',
    );
  });

  it('leaves its root disk and console as evidence, and nothing of swap and scratch disk', async () => {
    await cloud.act(id, 'kill');
    await cloud.until(id, 'it is gone', ({ state }) => state === 'done', 120_000);
    const names = (await cloud.evidenceOf(id))!.files.map(({ name }) => name).sort();
    expect(names).toEqual(['about.json', 'console.log', 'root.qcow2']);
  });
});
