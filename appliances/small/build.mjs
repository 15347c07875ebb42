// How is the small appliance made, and when is it made again? From unpacked Debian packages (parts.mjs) and the files
// of this folder; the name of the result holds the kernel's version and a digest of recipe and parts, so it is built
// once for each.

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { imageIdentifier } from '../identifier.mjs';
import { cpioOf } from './cpio.mjs';
import { IMAGE_BYTES, isQcow2, writeDisk } from './disk.mjs';
import { layInitramfs, layRoot } from './trees.mjs';

const HERE = import.meta.dirname;

/** Version, file and modules of the one kernel among the unpacked packages. */
export function kernelOf(parts) {
  const kernels = readdirSync(join(parts, 'boot')).filter((name) => name.startsWith('vmlinuz-'));
  if (kernels.length !== 1)
    throw new Error(`${parts}/boot has ${kernels.length} kernels, one is needed`);
  const version = kernels[0].slice('vmlinuz-'.length);
  const places = ['lib/modules', 'usr/lib/modules'].map((place) => join(parts, place, version));
  return {
    version,
    file: join(parts, 'boot', kernels[0]),
    modules: places.find(existsSync) ?? places[0],
  };
}

/** Digest of every file of this folder and of the list of unpacked package files. */
function recipeDigest(partsList) {
  const hash = createHash('sha256').update(partsList.join('\n'));
  for (const entry of readdirSync(HERE, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .sort()) {
    hash.update(`\0${entry.slice(HERE.length)}\0`).update(readFileSync(entry));
  }
  return hash.digest('hex').slice(0, 12);
}

/** What the appliance says of itself: the same facts a marketplace entry has. */
export function describeImage(image, kernelVersion) {
  const content = readFileSync(image);
  const digest = (algorithm) => createHash(algorithm).update(content).digest('hex');
  const sha1 = digest('sha1');
  return {
    identifier: imageIdentifier(sha1),
    title: 'Stratus small appliance',
    description: `busybox and dropbear on Linux ${kernelVersion}; log in as root with your key`,
    kernelVersion,
    bytes: content.length,
    virtualBytes: IMAGE_BYTES,
    minimumMemoryMiB: 96,
    format: 'qcow2',
    digests: [
      { algorithm: 'sha1', value: sha1 },
      { algorithm: 'sha256', value: digest('sha256') },
    ],
    compression: 'none',
    locations: [pathToFileURL(image).href],
  };
}

async function build(image, parts, kernel) {
  const work = `${image}.building`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const initramfs = await layInitramfs(parts, kernel.modules, work);
    const initrd = join(work, 'initrd.gz');
    writeFileSync(initrd, gzipSync(cpioOf(initramfs), { level: 6 }));
    const vmlinuz = join(work, 'vmlinuz');
    writeFileSync(vmlinuz, readFileSync(kernel.file));
    const rootFolder = await layRoot(parts, work);
    const tools = ['usr/bin', 'usr/sbin', 'sbin', 'bin'].map((folder) => join(parts, folder));
    const env = { PATH: `${tools.join(':')}:${process.env.PATH}:/usr/sbin:/sbin` };
    const syslinuxFolder = join(parts, 'usr/lib/syslinux');
    const bootFiles = [vmlinuz, initrd, join(HERE, 'syslinux.cfg')];
    const made = join(work, basename(image));
    await writeDisk({ image: made, bootFiles, rootFolder, syslinuxFolder, env });
    renameSync(made, image);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {{parts: string, partsList: string[], outFolder: string}} where parts: folder of the unpacked packages;
 *   partsList: their file names (with versions); outFolder: gets `small-<kernel>-<digest>.qcow2` and `.json`
 * @returns {Promise<ReturnType<typeof describeImage> & {file: string, metadataFile: string, built: boolean}>}
 */
export async function buildSmallAppliance({ parts, partsList, outFolder }) {
  const kernel = kernelOf(parts);
  mkdirSync(outFolder, { recursive: true });
  const image = join(outFolder, `small-${kernel.version}-${recipeDigest(partsList)}.qcow2`);
  const metadataFile = image.replace(/qcow2$/, 'json');
  const built = !existsSync(metadataFile) || !existsSync(image) || !isQcow2(image);
  if (built) {
    await build(image, parts, kernel);
    writeFileSync(
      `${metadataFile}.new`,
      `${JSON.stringify(describeImage(image, kernel.version), null, 2)}\n`,
    );
    renameSync(`${metadataFile}.new`, metadataFile);
  }
  const metadata = JSON.parse(readFileSync(metadataFile, 'utf8'));
  return { ...metadata, file: image, metadataFile, built };
}
