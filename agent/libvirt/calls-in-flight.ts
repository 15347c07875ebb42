/**
 * Which calls have gone out and which wait their turn. libvirt stops reading a client that has five calls running
 * (max_client_requests), pings included, so the sixth waits here and not in the socket. A call nobody waits for
 * any longer still fills its place: the daemon is still at work on it.
 */
import type { Clock } from '../../shared/time/clock.ts';
import { CallTimeout, ConnectionLost } from './libvirt-errors.ts';
import type { XdrReader } from './xdr.ts';

export interface PendingCall {
  readonly name: string;
  readonly serial: number;
  readonly frame: Buffer;
  /** Reads the answer and resolves with it. Throws `XdrError` when it is none. */
  answer(body: XdrReader): void;
  fail(error: Error): void;
}

interface Entry {
  readonly call: PendingCall;
  cancelTimeout: () => void;
  sent: boolean;
  waitedFor: boolean;
}

export class CallsInFlight {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #send: (frame: Buffer) => void;
  readonly #sent = new Map<number, Entry>();
  #queue: Entry[] = [];

  constructor(clock: Clock, most: number, send: (frame: Buffer) => void) {
    this.#clock = clock;
    this.#most = most;
    this.#send = send;
  }

  /** As many as the daemon takes are running: it may not answer pings now. */
  get full(): boolean {
    return this.#sent.size >= this.#most;
  }

  /** All places are held by calls that were given up: nothing can get through any more. */
  get stuck(): boolean {
    return this.full && [...this.#sent.values()].every((entry) => !entry.waitedFor);
  }

  uses(serial: number): boolean {
    return this.#sent.has(serial) || this.#queue.some((entry) => entry.call.serial === serial);
  }

  add(call: PendingCall, timeoutMs: number, onTimeout: () => void): void {
    const entry: Entry = { call, cancelTimeout: () => {}, sent: false, waitedFor: true };
    entry.cancelTimeout = this.#clock.after(timeoutMs, () => {
      this.#giveUp(entry, timeoutMs);
      onTimeout();
    });
    this.#queue.push(entry);
    this.#sendNext();
  }

  /** Takes the call out that `serial` answers; null for a call nobody waits for; undefined for none. */
  take(serial: number): PendingCall | null | undefined {
    const entry = this.#sent.get(serial);
    if (entry === undefined) return undefined;
    this.#sent.delete(serial);
    this.#sendNext();
    if (!entry.waitedFor) return null;
    entry.cancelTimeout();
    return entry.call;
  }

  failAll(why: string): void {
    const entries = [...this.#sent.values(), ...this.#queue];
    this.#sent.clear();
    this.#queue = [];
    for (const entry of entries) {
      if (!entry.waitedFor) continue;
      entry.cancelTimeout();
      entry.call.fail(new ConnectionLost(why, entry.sent));
    }
  }

  #giveUp(entry: Entry, timeoutMs: number): void {
    entry.waitedFor = false;
    if (!entry.sent) this.#queue = this.#queue.filter((other) => other !== entry);
    const text = `libvirt did not answer ${entry.call.name} within ${timeoutMs} ms`;
    entry.call.fail(new CallTimeout(text, entry.sent));
  }

  #sendNext(): void {
    while (!this.full) {
      const entry = this.#queue.shift();
      if (entry === undefined) return;
      entry.sent = true;
      this.#sent.set(entry.call.serial, entry);
      this.#send(entry.call.frame);
    }
  }
}
