/** The appliance with some of its files replaced, without booting or mounting it: for guests that behave differently from their first boot. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ApplianceImage, RealCloud } from './real-cloud.ts';

const run = promisify(execFile);
const sectorBytes = 512;

export interface EditedFile {
  /** In the guest's root. */
  readonly path: string;
  /** What is in it so far, or empty -> what is to be in it. */
  readonly edit: (before: string) => string;
  /** As `0755`. */
  readonly mode: string;
}

/** Made in the cloud's folder of images; goes with it. */
export async function editedImage(
  cloud: Pick<RealCloud, 'image' | 'imageFolder'>,
  files: readonly EditedFile[],
): Promise<ApplianceImage> {
  const work = mkdtempSync(join(tmpdir(), 'stratus-edited-'));
  try {
    const raw = join(work, 'raw');
    const source = fileURLToPath(cloud.image.locations[0]!);
    await run('qemu-img', ['convert', '-f', cloud.image.format, '-O', 'raw', source, raw]);
    const root = `${raw}?offset=${secondPartition(raw) * sectorBytes}`;
    for (const [index, file] of files.entries())
      await replace(root, file, join(work, `file-${index}`));
    const path = join(cloud.imageFolder, 'edited.qcow2');
    await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, path]);
    const value = createHash('sha256').update(readFileSync(path)).digest('hex');
    return {
      ...{ format: 'qcow2', bytes: statSync(path).size, locations: [pathToFileURL(path).href] },
      digests: [{ algorithm: 'sha256', value }],
    };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Where it begins, by the table in the boot record. */
function secondPartition(image: string): number {
  const record = Buffer.alloc(sectorBytes);
  const file = openSync(image, 'r');
  readSync(file, record, 0, sectorBytes, 0);
  closeSync(file);
  return record.readUInt32LE(446 + 16 + 8);
}

async function replace(root: string, { path, edit, mode }: EditedFile, at: string): Promise<void> {
  const ask = (request: string, ...how: string[]) => run('debugfs', [...how, '-R', request, root]);
  const before = (await ask(`cat ${path}`)).stdout;
  writeFileSync(at, edit(before));
  if (before !== '') await ask(`rm ${path}`, '-w');
  await ask(`write ${at} ${path}`, '-w');
  await ask(`set_inode_field ${path} mode 010${mode}`, '-w');
}
