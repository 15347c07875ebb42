// May other machines reach this cloud, and where? `npm start -- --listen ADDRESS` says so once and is kept; without it
// everything stays on loopback. One listener cannot be encrypted for some and not for others, so with it every part of the
// cloud speaks TLS to the bus; the API goes on in the clear on loopback, and once more over TLS at ADDRESS.

import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { dirname, join } from 'node:path';
import { certificateFile, keyFile, openCertificates } from './certificates.mjs';
import { writeWhole } from '../cloud/instance.mjs';

/** Where the search for a free port for the bus begins. */
const BUS_PORT = 8790;

/**
 * @param {{option: string | null, known: {address: string, busPort: number} | null, addresses: string[],
 *   takenPorts: number[]}} facts option: as given; known: what an earlier start kept; addresses: this machine's
 * @returns {{listen: {address: string, busPort: number} | null, problem: string | null}}
 */
export function decideListen({ option, known, addresses, takenPorts }) {
  const address = option ?? known?.address ?? 'none';
  if (address === 'none') return { listen: null, problem: null };
  const problem = addressProblem(address, addresses, option === null);
  if (problem !== null) return { listen: null, problem };
  let busPort = BUS_PORT;
  while (takenPorts.includes(busPort)) busPort += 1;
  return { listen: { address, busPort: known?.busPort ?? busPort }, problem: null };
}

function addressProblem(address, addresses, isKept) {
  const there = addresses.filter((one) => !one.startsWith('127.'));
  const mine = there.length > 0 ? there.join(', ') : 'none besides loopback';
  if (!isIPv4(address))
    return `--listen ${address}: an IPv4 address of this machine, or none (it has: ${mine})`;
  if (address.startsWith('127.'))
    return `--listen ${address}: loopback is reached from here alone, which needs no --listen`;
  if (address === '0.0.0.0')
    return `--listen ${address}: name one address, so that nothing is open that you did not mean (it has: ${mine})`;
  if (addresses.includes(address)) return null;
  return isKept
    ? `this cloud listens on ${address}, which this machine has no more: name another with --listen ADDRESS (it has: ${mine}), or --listen none. Hosts that joined have to join again at another address`
    : `--listen ${address}: this machine has no such address (it has: ${mine})`;
}

/**
 * What the parts need to speak TLS, with certificates made or renewed where that is due; null: this cloud is on loopback.
 * @param {string} state
 * @param {{cloudId: string, listen?: {address: string, busPort: number} | null}} settings
 */
export async function openSecurity(state, { cloudId, listen }) {
  if (!listen) return null;
  const { caFile } = await openCertificates({ state, cloudId, names: [listen.address] });
  const leaf = (name) => ({
    certFile: certificateFile(state, name),
    keyFile: keyFile(state, name),
  });
  return { ...listen, caFile, bus: leaf('bus'), api: leaf('api') };
}

/** Beside the agent's key, where its host may read it. @returns {string} the copy's path */
export function layAuthority(caFile, seedFile) {
  const copy = join(dirname(seedFile), 'ca.pem');
  writeWhole(copy, readFileSync(caFile, 'utf8'));
  return copy;
}
