/**
 * What is the 27-character name of an image? The SHA-1 of its uncompressed bytes as one 160 bit number in 27 digits of
 * base 64, most significant first, padded on the left: not RFC 4648's base64url, which pads on the right and gives
 * another text (reference part 6.1).
 */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const identifierForm = /^[A-P][A-Za-z0-9_-]{26}$/;

/** 40 lower-case hexadecimal digits of a SHA-1 -> the identifier. Throws `RangeError` on another form. */
export function imageIdOfSha1(sha1: string): string {
  if (!/^[0-9a-f]{40}$/.test(sha1)) throw new RangeError('a SHA-1 has 40 hexadecimal digits');
  let rest = BigInt(`0x${sha1}`);
  let identifier = '';
  for (let digit = 0; digit < 27; digit++) {
    identifier = (alphabet[Number(rest & 63n)] ?? '') + identifier;
    rest >>= 6n;
  }
  return identifier;
}

/** The identifier's SHA-1 as 40 lower-case hexadecimal digits, or null when the text is no identifier. */
export function sha1OfImageId(identifier: string): string | null {
  if (!identifierForm.test(identifier)) return null;
  let sum = 0n;
  for (const digit of identifier) sum = (sum << 6n) | BigInt(alphabet.indexOf(digit));
  return sum.toString(16).padStart(40, '0');
}

/** Whether the text is an image's identifier: 27 digits, at most 160 bits. */
export function isImageId(text: string): boolean {
  return identifierForm.test(text);
}
