// What does a user take to another machine to reach this cloud from there? One folder beside his profile: a profile with
// the address beyond this machine, the certificate of the cloud's authority, and the image's description.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entranceOf } from './published-images.mjs';
import { remoteFolderOf, writeAs } from '../first-machine/user.mjs';

/**
 * @param {{user: object, instance: string, settings: object, token: string, caFile: string, image: string,
 *   noteFile: (path: string) => void}} what image: path of its description
 */
export async function writeRemoteProfile(what) {
  const { user, instance, settings, token, caFile, image, noteFile } = what;
  const { address, port } = entranceOf(settings);
  const profile = {
    ...{ endpoint: `https://${address}:${port}`, caFile: 'ca.pem', token },
    ...{ images: { small: 'small.json' }, image: 'small' },
  };
  const files = {
    'profile.json': `${JSON.stringify(profile, null, 2)}\n`,
    'ca.pem': readFileSync(caFile, 'utf8'),
    'small.json': readFileSync(image, 'utf8'),
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(remoteFolderOf(user, instance), name);
    noteFile(path);
    await writeAs(user, path, text);
  }
}
