import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Disks } from '../../agent/disks/disks.ts';
import { openFileDisks } from '../../agent/disks/file-disks.ts';
import { defaultImageLimits, openFetchingImages } from '../../agent/images/fetching-images.ts';
import type { BaseImage } from '../../agent/images/images.ts';
import { strictLocationRules } from '../../agent/images/locate.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { aMachineRecord } from '../support/a-machine-record.ts';
import { imageServer } from '../support/image-server.ts';
import { whyNotHere } from '../support/missing-programs.ts';

const needed = ['/usr/bin/qemu-img', '/usr/bin/genisoimage', '/usr/bin/mount', '/usr/bin/umount'];
const why = whyNotHere(needed);
if (why !== null) console.log(`skipped: a full disk, because ${why}`);

const machineId = '11111111-2222-4333-8444-555555555555';
const never = new AbortController().signal;

describe.skipIf(why !== null)('on a full disk', () => {
  let scratch: string;
  let storage: string;
  let disks: Disks;
  let base: BaseImage;

  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'stratus-full-'));
    storage = join(scratch, 'storage');
    mkdirSync(storage);
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', storage]);
    disks = await openFileDisks(storage, systemRandom);
    const path = join(scratch, 'base');
    execFileSync('/usr/bin/qemu-img', ['create', '-q', '-f', 'qcow2', path, '1M']);
    chmodSync(path, 0o444);
    base = { path, format: 'qcow2', virtualBytes: 1 << 20, fileBytes: 1, sha256: 'ab'.repeat(32) };
  });
  afterEach(() => {
    execFileSync('/usr/bin/umount', [storage]);
    rmSync(scratch, { recursive: true });
  });

  function fill(): void {
    const path = join(storage, 'filler');
    for (const bytes of [1 << 20, 65_536, 4096])
      for (;;)
        try {
          writeFileSync(path, Buffer.alloc(bytes, 1), { flag: 'a' });
        } catch {
          break;
        }
  }

  it('an image whose size nobody told ends with that reason, and nothing of it is left', async () => {
    const content = Buffer.alloc(8 << 20, 1);
    const server = await imageServer((_request, response) => {
      response.write(content.subarray(0, 1 << 20));
      response.end(content.subarray(1 << 20));
    });
    const folder = join(storage, 'images');
    const images = await openFetchingImages({
      folder,
      rules: { ...strictLocationRules, allowPrivateAddresses: true },
      limits: defaultImageLimits,
      clock: systemClock,
      random: systemRandom,
    });
    const value = createHash('sha256').update(content).digest('hex');
    const { image } = aMachineRecord();
    const asked = { ...image, format: 'raw', locations: [server.url] } as const;
    const digests = [{ algorithm: 'sha256', value }] as const;
    const ask = (bytes: number | null) =>
      images.ensureBase({ ...asked, digests, bytes }, () => {}, never);
    await expect(ask(null)).rejects.toMatchObject({ reason: 'diskFull' });
    // One whose size is known is not even begun.
    await expect(ask(content.length)).rejects.toMatchObject({ reason: 'diskFull' });
    expect(readdirSync(folder)).toEqual([]);
    await server.close();
  });

  it.each<[string, () => Promise<void>]>([
    ['root disk', () => disks.createRoot(machineId, base, 2)],
    ['swap disk', () => disks.createSwap(machineId, 1)],
    [
      'context',
      () => disks.burnContext(machineId, 'cidata', [{ name: 'a', bytes: Buffer.alloc(9999) }], 'd'),
    ],
  ])('a %s ends with that reason, and nothing of it is left', async (_what, make) => {
    await disks.createRoot(machineId, base, 2);
    await disks.removeHalfMade(machineId);
    fill();
    await expect(make()).rejects.toMatchObject({ code: 'diskFailed', reason: 'diskFull' });
    await disks.removeHalfMade(machineId);
    expect(await disks.machinesOnDisk()).toEqual({ machines: [], evidence: [] });
  });

  it('a machine still ends, and its evidence is kept', async () => {
    await disks.createRoot(machineId, base, 2);
    await disks.burnContext(machineId, 'cidata', [], 'd');
    fill();
    const evidence = await disks.quarantine(machineId, 1);
    expect(evidence.map(({ name }) => name)).toEqual(['about.json', 'console.log', 'root.qcow2']);
    expect(existsSync(disks.paths(machineId).folder)).toBe(false);
  });
});
