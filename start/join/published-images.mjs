// Where do hosts that joined get the images of this cloud's folder? From the cloud that listens: the description of each
// image says so beside the file, as long as it does.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeWhole } from '../cloud/instance.mjs';

/** Below it is what api/routes/images.ts gives. */
export const imageServerOf = ({ address, port }) => `https://${address}:${port}/images/`;

/**
 * The locations of an image: the file first, which hosts of this machine read.
 * @param {string} image absolute path
 * @param {{address: string, port: number} | null} entrance where the API is over TLS; null: nowhere
 */
export const locationsOf = (image, entrance) => [
  pathToFileURL(image).href,
  ...(entrance ? [`${imageServerOf(entrance)}${encodeURIComponent(basename(image))}`] : []),
];

/** @param {{apiPort: number, listen?: {address: string} | null}} settings */
export const entranceOf = ({ apiPort, listen }) =>
  listen ? { address: listen.address, port: apiPort } : null;

/**
 * Has every description in the folder say where its image is now.
 * @param {string} folder
 * @param {{address: string, port: number} | null} entrance
 */
export function describePlaces(folder, entrance) {
  const names = readdirSync(folder);
  const ours = names.filter((name) => /\.qcow2$/.test(name));
  for (const image of ours) {
    const description = image.replace(/qcow2$/, 'json');
    if (names.includes(description))
      describePlace(join(folder, description), locationsOf(join(folder, image), entrance));
  }
}

function describePlace(file, locations) {
  const described = JSON.parse(readFileSync(file, 'utf8'));
  if (JSON.stringify(described.locations) === JSON.stringify(locations)) return;
  writeWhole(file, `${JSON.stringify({ ...described, locations }, null, 2)}\n`, 0o644);
}
