// Which keys does a cloud have? One nkey a part, the cloud's own key, the administrator's token: made once, each in a
// file that root alone reads.

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './instance.mjs';
import { makeNkey, publicNkeyOf } from './nats-nkeys.mjs';

export const PARTS = ['scheduler', 'api', 'agent', 'setup', 'identities'];

const secretFile = (state, name) => join(state, 'secrets', name);

function secretOnce(state, name, make) {
  const file = secretFile(state, name);
  if (!existsSync(file)) writeWhole(file, `${make()}\n`);
  return file;
}

const text = (file) => readFileSync(file, 'utf8').trim();

/** @returns paths of the secrets' files, the public keys of the parts, and the token itself */
export function openSecrets(state) {
  mkdirSync(join(state, 'secrets'), { recursive: true, mode: 0o700 });
  const seedFiles = {};
  /** @type {Record<string, string>} */
  const publicKeys = {};
  for (const part of PARTS) {
    seedFiles[part] = secretOnce(state, `${part}.seed`, () => makeNkey().seed);
    publicKeys[part] = publicNkeyOf(text(seedFiles[part]));
  }
  const token = text(secretOnce(state, 'admin-token', () => randomBytes(32).toString('base64url')));
  const digest = createHash('sha256').update(token).digest('hex');
  return {
    seedFiles,
    publicKeys,
    cloudKeyFile: secretOnce(state, 'cloud.key', () => randomBytes(32).toString('hex')),
    tokenFile: secretOnce(state, 'tokens.json', () => JSON.stringify({ admin: digest })),
    token,
  };
}
