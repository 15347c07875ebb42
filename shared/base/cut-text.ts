/**
 * Makes any text fit a text field of the contract, which counts bytes and takes only well-formed text without NUL. A message
 * of another program that did not fit would else keep everything beside it from being told.
 */

const utf8 = new TextEncoder();

/** What a sentence of the contract may have. */
export const sentenceBytesMax = 512;

/** The beginning of `text`, at most `bytesMax` bytes of UTF-8 and no half character; NUL becomes a space. */
export function cutText(text: string, bytesMax = sentenceBytesMax): string {
  // No character has less than one byte: what is further back cannot fit.
  const whole = text
    .slice(0, bytesMax + 1)
    .toWellFormed()
    .replaceAll('\0', ' ');
  let cut = '';
  let bytes = 0;
  for (const character of whole) {
    bytes += utf8.encode(character).length;
    if (bytes > bytesMax) break;
    cut += character;
  }
  return cut;
}
