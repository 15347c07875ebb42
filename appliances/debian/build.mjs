// How is the Debian image made, and when is it made again? A Debian of real packages with real cloud-init in a folder,
// tuned (tree.mjs), written as a disk that boots by itself; named by kernel and by a digest of recipe and packages, so
// that it is built once for each.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describeImage, kernelOf } from '../small/build.mjs';
import { isQcow2, writeDisk } from '../small/disk.mjs';
import { bootstrap } from './bootstrap.mjs';
import { DEBIAN_PACKAGES, RELEASE } from './parts.mjs';
import { ROOT_LABEL, addModules, configure, makeAnonymous, writeInitramfs } from './tree.mjs';

const HERE = import.meta.dirname;
const IMAGE_BYTES = 1024 * 1024 * 1024;
const SHARED_RECIPE = ['cpio.mjs', 'disk.mjs', 'modules.mjs'].map((name) =>
  join(HERE, '../small', name),
);

function recipeDigest(partsList) {
  const hash = createHash('sha256').update(partsList.join('\n'));
  const own = readdirSync(HERE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...own.sort(), ...SHARED_RECIPE])
    hash.update(`\0${basename(file)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

const mebibytes = (file) => `${Math.ceil(statSync(file).size / 2 ** 20)} MiB`;

/** Says each stage with what it took. */
function stages(say) {
  return async (what, work) => {
    const began = performance.now();
    const note = (await work()) ?? '';
    say(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s${note && `, ${note}`}`);
  };
}

async function build(image, { parts, tools }, kernel, say) {
  const work = `${image}.building`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true, mode: 0o700 });
  const tree = join(work, 'root');
  const made = join(work, basename(image));
  const stage = stages(say);
  const env = {
    PATH: `${['usr/bin', 'usr/sbin', 'sbin', 'bin'].map((folder) => join(parts, folder)).join(':')}:${process.env.PATH}:/usr/sbin:/sbin`,
  };
  try {
    await stage('Installing Debian into a folder', async () => {
      await bootstrap({ tools, packages: DEBIAN_PACKAGES.map(({ name }) => name), target: tree });
    });
    await stage('Tuning it', async () => {
      makeAnonymous(tree);
      configure(tree);
      await addModules(tree, kernel);
    });
    await stage('Writing the disk', async () => {
      const vmlinuz = join(work, 'vmlinuz');
      copyFileSync(kernel.file, vmlinuz);
      const bootFiles = [vmlinuz, writeInitramfs(parts, kernel, work), join(HERE, 'syslinux.cfg')];
      const syslinuxFolder = join(parts, 'usr/lib/syslinux');
      await writeDisk({
        ...{ image: made, bootFiles, rootFolder: tree, syslinuxFolder, env },
        ...{ bytes: IMAGE_BYTES, rootLabel: ROOT_LABEL },
      });
      return mebibytes(made);
    });
    renameSync(made, image);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {{parts: string, tools: string, partsList: string[], outFolder: string, say?: (text: string) => void}} where
 *   parts: the small appliance's unpacked packages; tools: those of BUILD_TOOLS; partsList: "name version" of everything
 *   that goes in; outFolder: gets `debian-12-<kernel>-<digest>.qcow2` and `.json`
 * @returns {Promise<ReturnType<typeof describeImage> & {file: string, metadataFile: string, built: boolean}>}
 */
export async function buildDebianImage({ parts, tools, partsList, outFolder, say = () => {} }) {
  const kernel = kernelOf(parts);
  mkdirSync(outFolder, { recursive: true });
  const name = `debian-${RELEASE.number}-${kernel.version}-${recipeDigest(partsList)}.qcow2`;
  const image = join(outFolder, name);
  const metadataFile = image.replace(/qcow2$/, 'json');
  const built = !existsSync(metadataFile) || !existsSync(image) || !isQcow2(image);
  if (built) {
    await build(image, { parts, tools }, kernel, say);
    const metadata = {
      ...describeImage(image, kernel.version),
      title: `Stratus Debian ${RELEASE.number}`,
      description: `Debian ${RELEASE.number} with cloud-init on Linux ${kernel.version}; log in as root with your key`,
      virtualBytes: IMAGE_BYTES,
      minimumMemoryMiB: 256,
    };
    writeFileSync(`${metadataFile}.new`, `${JSON.stringify(metadata, null, 2)}\n`);
    renameSync(`${metadataFile}.new`, metadataFile);
  }
  const metadata = JSON.parse(readFileSync(metadataFile, 'utf8'));
  return { ...metadata, file: image, metadataFile, built };
}
