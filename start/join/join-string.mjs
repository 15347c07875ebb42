// What does the one line say that an administrator was given for another machine? Where the cloud is, the token, and the
// fingerprint by which its authority's certificate is known: stratus-join:ADDRESS:PORT:TOKEN:FINGERPRINT.

import { isIPv4 } from 'node:net';
import { WrongUsage } from '../terminal/options.mjs';

const SHAPE = /^stratus-join:([0-9.]+):([0-9]{1,5}):([A-Za-z0-9_-]{43}):([A-Za-z0-9_-]{43})$/;

/**
 * @param {string} text
 * @returns {{address: string, port: number, token: string, fingerprint: string}} fingerprint: SHA-256, base64url
 * @throws {WrongUsage} never with the token in it
 */
export function readJoinString(text) {
  const found = SHAPE.exec(text.trim());
  const port = Number(found?.[2]);
  if (found && isIPv4(found[1]) && port >= 1 && port <= 65_535)
    return { address: found[1], port, token: found[3], fingerprint: found[4] };
  throw new WrongUsage(
    'this is not the line of `stratus host add`: stratus-join:ADDRESS:PORT:TOKEN:FINGERPRINT.\n' +
      'Copy it whole; it is one line without spaces.',
  );
}
