// What is the 27-character identifier of an image? StratusLab's rule: the SHA-1 of the image's bytes read as one
// 160-bit number, in base 64 digits, most significant first, padded on the left. This is not RFC 4648 base64url,
// which pads on the right and would give another text.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 27;

/**
 * @param {string} sha1Hex 40 lower-case hex digits
 * @returns {string} 27 characters of A-Z a-z 0-9 - _
 */
export function imageIdentifier(sha1Hex) {
  if (!/^[0-9a-f]{40}$/.test(sha1Hex)) throw new TypeError(`not a SHA-1 in hex: ${sha1Hex}`);
  let rest = BigInt(`0x${sha1Hex}`);
  let text = '';
  for (let digit = 0; digit < LENGTH; digit += 1) {
    text = DIGITS[Number(rest & 63n)] + text;
    rest >>= 6n;
  }
  return text;
}
