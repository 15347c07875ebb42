/** The port of the log's segments: streams of their own, numbered from 1, of which only the last is written. */
import type { Log } from './log.ts';

export interface Segments {
  /** Segments have numbers up to this one. */
  readonly most: number;
  /** The segment as a log by itself: its first message has sequence 1. It need not be there. */
  open(number: number): Log;
  /** How much is in it; null: it is not there. Rejects with `LogUnavailable`. */
  size(number: number): Promise<SegmentSize | null>;
  /** Makes it; does nothing when it is there. Rejects with `LogUnavailable`. */
  create(number: number): Promise<void>;
}

export interface SegmentSize {
  /** Of its last message, 0 when it is empty. */
  readonly lastSequence: number;
  readonly bytes: number;
}
