import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Disks } from '../../agent/disks/disks.ts';
import { openFileDisks } from '../../agent/disks/file-disks.ts';
import type { BaseImage } from '../../agent/images/images.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { disksSuite } from '../contract/disks-suite.ts';
import { whyNotHere } from '../support/missing-programs.ts';

const needed = [
  '/usr/bin/qemu-img',
  '/usr/bin/genisoimage',
  '/usr/bin/isoinfo',
  '/usr/sbin/mkswap',
  '/usr/sbin/mkfs.ext4',
];
const why = whyNotHere(needed);
if (why !== null) console.log(`skipped: the disks of a real host, because ${why}`);

const machineId = '11111111-2222-4333-8444-555555555555';
const never = new AbortController().signal;
const output = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8' });

function aBase(folder: string): BaseImage {
  const path = join(folder, 'base');
  output('/usr/bin/qemu-img', 'create', '-q', '-f', 'qcow2', path, '1M');
  chmodSync(path, 0o444);
  const fileBytes = lstatSync(path).size;
  return { path, format: 'qcow2', virtualBytes: 1 << 20, fileBytes, sha256: 'ab'.repeat(32) };
}

function contextOn(iso: string): { volumeLabel: string; files: Record<string, string> } {
  const volumeLabel = /^Volume id: (\S*)/m.exec(output('/usr/bin/isoinfo', '-d', '-i', iso))![1]!;
  const names = output('/usr/bin/isoinfo', '-R', '-f', '-i', iso).trim().split('\n');
  const text = (path: string) => output('/usr/bin/isoinfo', '-R', '-x', path, '-i', iso);
  const files = Object.fromEntries(names.map((path) => [path.slice(1), text(path)]));
  return { volumeLabel, files };
}

describe.skipIf(why !== null)('a storage directory', () => {
  disksSuite('the directory', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'stratus-disks-'));
    const storage = join(scratch, 'storage');
    const disks = await openFileDisks(storage, systemRandom);
    return {
      base: aBase(scratch),
      open: () => openFileDisks(storage, systemRandom),
      guestWrites: async (id, text) => appendFileSync(disks.paths(id).root, text),
      guestPrints: async (id, text) => appendFileSync(disks.paths(id).console, text),
      contextOf: async (id) => contextOn(disks.paths(id).context),
      hasFile: async (id, name) => existsSync(disks.paths(id)[name]),
      close: async () => rmSync(scratch, { recursive: true }),
    };
  });

  let scratch: string;
  let disks: Disks;
  let base: BaseImage;

  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'stratus-disks-'));
    disks = await openFileDisks(join(scratch, 'storage'), systemRandom);
    base = aBase(scratch);
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  const quarantined = (name: string): string =>
    join(scratch, 'storage', 'quarantine', machineId, name);

  it('gives the guest an overlay of the size asked for, on the base it was told', async () => {
    await disks.createRoot(machineId, base, 2);
    const told = output('/usr/bin/qemu-img', 'info', '--output=json', disks.paths(machineId).root);
    expect(JSON.parse(told)).toMatchObject({
      'virtual-size': 2 << 20,
      format: 'qcow2',
      'backing-filename': base.path,
      'backing-filename-format': 'qcow2',
    });
  });

  it('gives the guest a swap disk that it may use', async () => {
    await disks.createSwap(machineId, 4);
    const bytes = readFileSync(disks.paths(machineId).swap);
    expect(bytes.length).toBe(4 << 20);
    expect(bytes.toString('latin1', 4086, 4096)).toBe('SWAPSPACE2');
  });

  it('gives the guest a scratch disk with an empty file system of the label asked for', async () => {
    await disks.createVolatile(machineId, 8);
    const { volatile } = disks.paths(machineId);
    const bytes = readFileSync(volatile);
    expect(bytes.length).toBe(8 << 20);
    expect(bytes.readUInt16LE(1080)).toBe(0xef53);
    expect(bytes.toString('latin1', 1144, 1160).replace(/\0+$/, '')).toBe('ephemeral0');
    expect(() => output('/usr/sbin/e2fsck', '-f', '-n', volatile)).not.toThrow();
    expect(lstatSync(volatile).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing of the context’s files in the clear beside the medium', async () => {
    await disks.burnContext(
      machineId,
      'cidata',
      [{ name: 'user-data', bytes: Buffer.from('s') }],
      'd',
    );
    expect(readdirSync(disks.paths(machineId).folder).sort()).toEqual([
      'console.log',
      'context.iso',
      'context.json',
    ]);
    expect(lstatSync(disks.paths(machineId).context).mode & 0o777).toBe(0o600);
  });

  it('takes evidence back from the user of QEMU and from writing', async () => {
    await disks.createRoot(machineId, base, 2);
    chownSync(disks.paths(machineId).root, 1234, 1234);
    await disks.quarantine(machineId, 1);
    for (const name of ['root.qcow2', 'console.log', 'about.json']) {
      const { uid, gid, mode } = lstatSync(quarantined(name));
      expect([name, uid, gid, mode & 0o7777]).toEqual([name, 0, 0, 0o400]);
    }
    expect(lstatSync(quarantined('')).mode & 0o7777).toBe(0o700);
    expect(JSON.parse(readFileSync(quarantined('about.json'), 'utf8'))).toEqual({
      machineId,
      generation: 1,
    });
  });

  it('moves rather than copies', async () => {
    await disks.createRoot(machineId, base, 2);
    const { ino } = lstatSync(disks.paths(machineId).root);
    await disks.quarantine(machineId, 1);
    expect(lstatSync(quarantined('root.qcow2')).ino).toBe(ino);
  });

  it.each<[string, () => void]>([
    ['before anything was moved', () => {}],
    ['after the folder was made', () => mkdirSync(quarantined(''), { recursive: true })],
    [
      'after the console was moved',
      () => {
        mkdirSync(quarantined(''), { recursive: true });
        renameSync(disks.paths(machineId).console, quarantined('console.log'));
      },
    ],
    [
      'after everything was moved',
      () => {
        mkdirSync(quarantined(''), { recursive: true });
        renameSync(disks.paths(machineId).console, quarantined('console.log'));
        renameSync(disks.paths(machineId).root, quarantined('root.qcow2'));
        writeFileSync(quarantined('about.json.new'), '{');
      },
    ],
  ])('goes on where a crash left it: %s', async (_when, crash) => {
    await disks.createRoot(machineId, base, 2);
    await disks.createSwap(machineId, 1);
    const before = readFileSync(disks.paths(machineId).root);
    crash();
    const later = await openFileDisks(join(scratch, 'storage'), systemRandom);
    const evidence = await later.quarantine(machineId, 1);
    expect(evidence.map(({ name }) => name)).toContain('root.qcow2');
    expect(readFileSync(quarantined('root.qcow2')).equals(before)).toBe(true);
    expect(await later.machinesOnDisk()).toEqual({ machines: [], evidence: [machineId] });
  });

  it.each<[string, (root: string) => void]>([
    ['a link', (root) => (rmSync(root), symlinkSync('/etc/hostname', root))],
    ['a file with two names', (root) => linkSync(root, `${scratch}/second-name`)],
    ['a folder', (root) => (rmSync(root), mkdirSync(root))],
  ])('refuses %s where the root disk should be', async (_what, change) => {
    await disks.createRoot(machineId, base, 2);
    change(disks.paths(machineId).root);
    await expect(disks.createRoot(machineId, base, 2)).rejects.toMatchObject({
      code: 'diskFailed',
    });
    await expect(disks.quarantine(machineId, 1)).rejects.toMatchObject({ code: 'diskFailed' });
    expect(existsSync(quarantined('console.log'))).toBe(false);
  });

  it('refuses a machine’s folder that is a link', async () => {
    const elsewhere = join(scratch, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'kept'), 'x');
    symlinkSync(elsewhere, disks.paths(machineId).folder);
    await expect(disks.createRoot(machineId, base, 2)).rejects.toMatchObject({
      code: 'diskFailed',
    });
    await expect(disks.quarantine(machineId, 1)).rejects.toMatchObject({ code: 'diskFailed' });
    await disks.removeHalfMade(machineId);
    expect(readdirSync(elsewhere)).toEqual(['kept']);
  });

  it('refuses to seal evidence that has a second name', async () => {
    await disks.createRoot(machineId, base, 2);
    await disks.quarantine(machineId, 1);
    linkSync(quarantined('root.qcow2'), join(scratch, 'second-name'));
    await expect(disks.seal(machineId, never)).rejects.toMatchObject({ code: 'diskFailed' });
  });

  it('says what program failed and leaves nothing half-made', async () => {
    const missing = { ...base, path: join(scratch, 'missing') };
    await expect(disks.createRoot(machineId, missing, 2)).rejects.toThrow(
      /qemu-img failed: .*missing/,
    );
    expect(readdirSync(disks.paths(machineId).folder)).toEqual(['console.log']);
  });

  it('does not take the storage directory for another when its id is damaged', async () => {
    await disks.storageId();
    const path = join(scratch, 'storage', 'storage-id');
    rmSync(path);
    writeFileSync(path, 'x');
    await expect(disks.storageId()).rejects.toMatchObject({ code: 'diskFailed' });
  });
});
