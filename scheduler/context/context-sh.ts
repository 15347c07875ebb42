import { assert } from '../../shared/base/assert.ts';
import { joinBytes } from '../../shared/base/bytes.ts';

/**
 * How does a value reach a guest's shell unchanged? In single quotes, where no byte means anything but the quote itself,
 * which is closed, escaped and opened again. OpenNebula's double quotes of that time let `$`, backticks, quotes and line
 * ends of a value act in the guest.
 */
export interface ShellVariable {
  /** `[A-Z_][A-Z0-9_]*`. */
  readonly name: string;
  /** Any bytes but NUL. */
  readonly value: Uint8Array;
}

const quote = 0x27;
const escapedQuote = [quote, 0x5c, quote, quote];

// No quote may stand in the heading: readers in guests that count quotes instead of running the file begin here.
const heading = '# Context of this machine, written by Stratus. Source it with a Bourne shell.\n';

/** The file `context.sh`: a heading and one assignment a variable. */
export function contextSh(variables: readonly ShellVariable[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [encoder.encode(heading)];
  for (const { name, value } of variables) {
    assert(/^[A-Z_][A-Z0-9_]*$/.test(name), `${name} is no shell variable`);
    assert(!value.includes(0), `a value with NUL in ${name}`);
    parts.push(encoder.encode(`${name}='`), quoted(value), encoder.encode(`'\n`));
  }
  return joinBytes(parts);
}

function quoted(value: Uint8Array): Uint8Array {
  if (!value.includes(quote)) return value;
  const bytes: number[] = [];
  for (const byte of value) {
    if (byte === quote) bytes.push(...escapedQuote);
    else bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
