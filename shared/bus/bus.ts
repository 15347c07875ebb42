/**
 * The port of the bus: conversation that may be lost, doubled, delayed or reordered. Nothing that must not be lost
 * travels here alone; whoever listens compares and asks again.
 */
export interface Bus {
  /** Sends and forgets. Never throws for a lost connection. Throws `RangeError` above `messageBytesMax`. */
  publish(subject: string, bytes: Uint8Array): void;
  /** Calls `onMessage` for each message on `subject` (`*` and `>` as in NATS); the returned function ends it. */
  subscribe(subject: string, onMessage: (message: BusMessage) => void): () => void;
  /** One answer within `timeoutMs`, or rejects with `NoAnswer`: the request may have been carried out all the same. */
  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  /** Calls `onUp` at each (re)connection from now on; the returned function ends it. */
  onReconnect(onUp: () => void): () => void;
  readonly messageBytesMax: number;
}

export interface BusMessage {
  readonly subject: string;
  readonly bytes: Uint8Array;
  /** Answers a request; does nothing when the sender wants no answer. */
  reply(bytes: Uint8Array): void;
}

/** Nobody answered in time. What was asked for may have happened. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code = 'noAnswer';
}
