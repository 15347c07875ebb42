/**
 * The port of the log: one ordered stream of messages, fenced by its own sequence.
 *
 * `append` succeeds only when the stream's last sequence is the one the writer expects, so a writer that was
 * overtaken can never add a message. A message is opaque here; what is inside is `shared/wire/commit.ts`.
 */
export interface Log {
  /** Largest message that the log takes, in bytes. */
  readonly messageBytesMax: number;
  /**
   * Appends `bytes` if the last sequence of the stream is `expectedSequence` (0: the stream is empty).
   * Never rejects: what is not known is `unknown`, and only a later append with the same expectation tells.
   */
  append(bytes: Uint8Array, expectedSequence: number): Promise<AppendOutcome>;
  /** The message at `sequence` as the stream's leader has it, or null when there is none (any more). Rejects with `LogUnavailable`. */
  read(sequence: number): Promise<StoredMessage | null>;
  /** Sequence of the last message, 0 when the stream is empty. Rejects with `LogUnavailable`. */
  lastSequence(): Promise<number>;
  /** Sequence of the first message that is there, or would be: above 1 where older segments were archived. Rejects with `LogUnavailable`. */
  firstSequence(): Promise<number>;
  /**
   * Calls `onMessage` for each message from `fromSequence` on (or from the first that is there), in order, each once for each call of `follow`, waiting for the
   * returned promise before the next. Survives lost connections; ends only by the returned function.
   */
  follow(
    fromSequence: number,
    onMessage: (message: StoredMessage) => Promise<void> | void,
  ): () => void;
}

export interface StoredMessage {
  /** 1, 2, 3 ... without gaps. */
  readonly sequence: number;
  readonly bytes: Uint8Array;
  /** When the server stored it: milliseconds since 1970 by the server's clock. */
  readonly storedAtMs: number;
}

export type AppendOutcome =
  | { readonly kind: 'stored'; readonly sequence: number }
  /** Another message stands where this one was to go. */
  | { readonly kind: 'refused' }
  /** The stream has reached its limit of bytes; nothing was stored. */
  | { readonly kind: 'full' }
  /** More than `messageBytesMax`; nothing was sent. */
  | { readonly kind: 'tooLarge' }
  /** No answer: the message may be stored, may never be, or may be stored later. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The log could not be read; says nothing about what it holds. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly code = 'logUnavailable';
}
