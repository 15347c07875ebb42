/**
 * A state packed into parts that fit messages: its text (`shared/model/state-text.ts`) cut every 256 KiB, each piece deflated by
 * itself, so that packing can be done step by step and no part grows beyond its message.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { State } from '../model/state.ts';
import { StateTextBroken, stateLines, stateOfLines } from '../model/state-text.ts';
import { partTextBytes } from '../wire/snapshot.ts';

/** One part a step; at least one. The state may not change between the steps. */
export function* packState(state: State): Generator<Uint8Array, undefined> {
  let pieces: Buffer[] = [];
  let held = 0;
  for (const line of stateLines(state)) {
    const bytes = Buffer.from(`${line}\n`);
    pieces.push(bytes);
    held += bytes.length;
    while (held >= partTextBytes) {
      const text = Buffer.concat(pieces);
      yield deflated(text.subarray(0, partTextBytes));
      pieces = [text.subarray(partTextBytes)];
      held -= partTextBytes;
    }
  }
  if (held > 0) yield deflated(Buffer.concat(pieces));
}

/** Quick rather than small: it is done while others wait. */
function deflated(text: Uint8Array): Uint8Array {
  return new Uint8Array(deflateRawSync(text, { level: 1 }));
}

/** The state in these parts. Throws `StateTextBroken` for anything else; that it is the right one only its digest shows. */
export function unpackState(parts: readonly Uint8Array[]): State {
  return stateOfLines(linesOf(parts));
}

function* linesOf(parts: readonly Uint8Array[]): Generator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (const part of parts) {
    let text = Buffer.concat([rest, inflated(part)]);
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      yield text.toString('utf8', 0, end);
      text = text.subarray(end + 1);
    }
    rest = text;
  }
  if (rest.length > 0) throw new StateTextBroken('the last line is cut off');
}

function inflated(part: Uint8Array): Buffer {
  try {
    return inflateRawSync(part, { maxOutputLength: partTextBytes });
  } catch (cause) {
    throw new StateTextBroken('a part that cannot be unpacked', { cause });
  }
}
