// Which keys does a cloud have? One nkey a part and a host, the cloud's own key, the administrator's token: made once, each
// in a file that root alone reads.

import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { agentFolder } from '../hosts/hosts.mjs';
import { writeWhole } from './instance.mjs';
import { makeNkey, publicNkeyOf } from '../nats/nats-nkeys.mjs';

export const PARTS = ['scheduler', 'api', 'agent', 'setup', 'identities', 'subscriber'];

const secretFile = (state, name) => join(state, 'secrets', name);

function keptOnce(file, make) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeWhole(file, `${make()}\n`);
  return file;
}

const secretOnce = (state, name, make) => keptOnce(secretFile(state, name), make);

/** With it the API signs where the log ends, for copies that are kept elsewhere. */
const makeHeadKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).trim();

const text = (file) => readFileSync(file, 'utf8').trim();

/**
 * @param {string} state
 * @param {Array<{hostId: string, name: string}>} hosts whose agents' keys are wanted
 * @returns paths of the secrets' files, the public keys of parts and agents, and the token itself
 */
export function openSecrets(state, hosts = []) {
  const seedFiles = {};
  /** @type {Record<string, string>} */
  const publicKeys = {};
  for (const part of PARTS) {
    seedFiles[part] = secretOnce(state, `${part}.seed`, () => makeNkey().seed);
    publicKeys[part] = publicNkeyOf(text(seedFiles[part]));
  }
  const agentSeedFiles = {};
  publicKeys.agents = hosts.map(({ hostId, name }) => {
    // In the folder that the host itself may read.
    const file = join(agentFolder(state, name), 'agent.seed');
    agentSeedFiles[name] = keptOnce(file, () => makeNkey().seed);
    return { hostId, nkey: publicNkeyOf(text(file)) };
  });
  const token = text(secretOnce(state, 'admin-token', () => randomBytes(32).toString('base64url')));
  const digest = createHash('sha256').update(token).digest('hex');
  return {
    seedFiles,
    agentSeedFiles,
    publicKeys,
    cloudKeyFile: secretOnce(state, 'cloud.key', () => randomBytes(32).toString('hex')),
    headKeyFile: secretOnce(state, 'log-head.key', makeHeadKey),
    tokenFile: secretOnce(state, 'tokens.json', () => JSON.stringify({ admin: digest })),
    token,
  };
}
