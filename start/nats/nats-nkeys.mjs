/**
 * Makes the keys of the parts: ed25519 pairs in the text form of NATS ("nkeys": prefix, key, checksum, base 32). Done here
 * by node:crypto because the starter needs them before any package is installed.
 * Form: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth
 */
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** First byte of a seed and of a user's public key: they make the texts begin with `SU` and `U`. */
const seedPrefix = 18 << 3;
const userPrefix = 20 << 3;
/** What stands before the 32 bytes of an ed25519 private key in PKCS #8. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * A new user key. `seed` is secret (58 characters, `SU...`); `publicKey` (56 characters, `U...`) stands in the server's
 * configuration. `rawSeed`: 32 random bytes.
 */
export function makeNkey(rawSeed = randomBytes(32)) {
  if (rawSeed.length !== 32) throw new RangeError(`a seed has 32 bytes, not ${rawSeed.length}`);
  const head = Buffer.from([seedPrefix | (userPrefix >> 5), (userPrefix & 31) << 3]);
  const seed = toBase32(withChecksum(Buffer.concat([head, rawSeed])));
  const publicKey = toBase32(
    withChecksum(Buffer.concat([Buffer.from([userPrefix]), publicBytes(rawSeed)])),
  );
  return { seed, publicKey };
}

/** The public key (`U...`) of a user's seed (`SU...`). Throws `RangeError` on anything else. */
export function publicNkeyOf(seed) {
  const bytes = fromBase32(seed.trim());
  const body = bytes.subarray(0, bytes.length - 2);
  const isUserSeed =
    bytes.length === 36 &&
    bytes.equals(withChecksum(body)) &&
    bytes[0] === (seedPrefix | (userPrefix >> 5)) &&
    bytes[1] === (userPrefix & 31) << 3;
  if (!isUserSeed) throw new RangeError('not the seed of a user key (SU..., 58 characters)');
  return makeNkey(body.subarray(2)).publicKey;
}

function publicBytes(rawSeed) {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Head, rawSeed]),
    format: 'der',
    type: 'pkcs8',
  });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

function withChecksum(bytes) {
  const checksum = Buffer.alloc(2);
  checksum.writeUInt16LE(crc16(bytes));
  return Buffer.concat([bytes, checksum]);
}

/** CRC-16/XMODEM: polynomial 0x1021, start 0. */
function crc16(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

function toBase32(bytes) {
  let text = '';
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

function fromBase32(text) {
  const bytes = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new RangeError('not a key: a letter outside of base 32');
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) bytes.push((held >> (bits -= 8)) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}
