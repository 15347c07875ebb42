/** Bytes and their lower-case hexadecimal text; the form in which ids, hashes and UUIDs are kept. */

/** `[0xab, 1]` -> `"ab01"`. */
export function toHex(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.toString('hex');
}

/** Value of each hexadecimal digit by its code; -1: no digit. */
const digits = Int8Array.from({ length: 128 }, (_none, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

/** `"ab01"` -> `[0xab, 1]`. Throws `RangeError` on anything but pairs of hexadecimal digits. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  // Ids and hashes are short and many: for those a call out of the language takes longer than this.
  let seen = 0;
  for (let i = 0; i < bytes.length; i++) {
    const high = digits[text.charCodeAt(2 * i)] ?? -1;
    const low = digits[text.charCodeAt(2 * i + 1)] ?? -1;
    seen |= high | low;
    bytes[i] = (high << 4) | low;
  }
  if (seen < 0 || text.length % 2 === 1) throw new RangeError('not pairs of hexadecimal digits');
  return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** 16 bytes -> `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` (RFC 9562), the text form of a machine's identity. */
export function uuidText(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`a UUID has 16 bytes, not ${bytes.length}`);
  const text = toHex(bytes);
  const [a, b, c, d] = [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
  ];
  return `${a}-${b}-${c}-${d}-${text.slice(20)}`;
}

/** Whether the text has the form of `uuidText`: lower-case digits, four dashes. */
export function isUuidText(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** The inverse of `uuidText`. Throws `RangeError` on another form. */
export function uuidBytes(text: string): Uint8Array {
  if (!isUuidText(text)) throw new RangeError('not a UUID');
  return fromHex(text.replaceAll('-', ''));
}

/** A random UUID, version 4, of 16 random bytes. */
export function uuidFromRandom(random: Uint8Array): string {
  const bytes = random.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidText(bytes);
}

/** The parts one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
