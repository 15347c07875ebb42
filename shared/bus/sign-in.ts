/**
 * Signs what a server asks at sign-in with the part's nkey. By the system's own ed25519: the client library computes in
 * JavaScript, which takes some hundred times as long, and after a restart of the server every part signs in at once.
 * Form: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Secret } from '../base/secret.ts';

/** What the client library takes for `authenticator`. */
export type SignIn = (nonce?: string) => { readonly nkey: string; readonly sig: string };

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The first bytes of a seed: `S`, and `U` for a user; of a public key: `U`. */
const [seedPrefix, userPrefix] = [18 << 3, 20 << 3];
const seedBytes = 36;
const checksumBytes = 2;
/** What stands before the 32 bytes of an ed25519 private key in PKCS #8. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** `seed`: `SU...`, 58 characters. Throws `RangeError` on anything else, without the seed in its text. */
export function signInWith(seed: Secret<string>): SignIn {
  const key = privateKeyOf(seed.reveal());
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const nkey = toBase32(
    withChecksum(Buffer.concat([Buffer.from([userPrefix]), spki.subarray(-32)])),
  );
  return (nonce) => ({
    nkey,
    sig: nonce ? sign(null, Buffer.from(nonce), key).toString('base64') : '',
  });
}

function privateKeyOf(seed: string): KeyObject {
  const bytes = fromBase32(seed);
  const body = bytes.subarray(0, -checksumBytes);
  const isUserSeed =
    bytes.length === seedBytes &&
    bytes.equals(withChecksum(body)) &&
    bytes[0] === (seedPrefix | (userPrefix >> 5)) &&
    bytes[1] === (userPrefix & 31) << 3;
  if (!isUserSeed)
    throw new RangeError(
      'the key of this part is not the seed of a NATS user (SU..., 58 characters): look into its seedFile',
    );
  return createPrivateKey({
    key: Buffer.concat([pkcs8Head, body.subarray(2)]),
    ...{ format: 'der', type: 'pkcs8' },
  });
}

function withChecksum(bytes: Buffer): Buffer {
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt16LE(crc16(bytes));
  return Buffer.concat([bytes, checksum]);
}

/** CRC-16/XMODEM: polynomial 0x1021, start 0. */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

function toBase32(bytes: Buffer): string {
  let text = '';
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

/** A letter that is none makes what no seed can be. */
function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return Buffer.alloc(0);
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) bytes.push((held >> (bits -= 8)) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}
