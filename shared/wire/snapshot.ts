/** A part of a snapshot (proto/v1/snapshot.proto). */
import { stratus } from '../../proto/gen/stratus.js';
import { stateFormat } from '../model/state-text.ts';
import type { Position } from '../model/words.ts';
import { UpgradeNeeded, bytes, hex, message, record, uint } from './codec.ts';
import { position } from './value-codecs.ts';

export interface SnapshotPart {
  readonly cloudId: string;
  readonly position: Position;
  /** Hexadecimal. */
  readonly stateDigest: string;
  /** 1 to `parts`. */
  readonly part: number;
  readonly parts: number;
  /** Raw deflate of at most `partTextBytes` of the state's text. */
  readonly content: Uint8Array;
}

/** Text in one part, bytes. */
export const partTextBytes = 256 * 1024;
/** With what deflate may add to text that it cannot shorten. */
export const partContentBytesMax = partTextBytes + 1024;

const snapshotPart = message<SnapshotPart & { readonly format: number }>(
  stratus.v1.SnapshotPart,
  'SnapshotPart',
  record({
    ...{ format: uint(stateFormat, stateFormat), cloudId: hex(16), position, stateDigest: hex(32) },
    ...{ part: uint(65_536, 1), parts: uint(65_536, 1), content: bytes(partContentBytesMax) },
  }),
);

export function encodeSnapshotPart(part: SnapshotPart): Uint8Array {
  return snapshotPart.encode({ format: stateFormat, ...part });
}

/** Throws `UpgradeNeeded` for a state of another shape than this release has, `WireError` for anything that is no part. */
export function decodeSnapshotPart(given: Uint8Array): SnapshotPart {
  const { format } = (() => {
    try {
      return stratus.v1.SnapshotPart.decode(given) as { format: number };
    } catch {
      return { format: stateFormat };
    }
  })();
  if (format !== 0 && format !== stateFormat)
    throw new UpgradeNeeded(
      `a state of format ${format}; this release has states of format ${stateFormat}`,
    );
  const { format: _read, ...part } = snapshotPart.decode(given);
  return part;
}
