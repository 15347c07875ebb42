/**
 * One connection to a libvirt daemon over its UNIX socket: calls, events, pings. It never reconnects: once lost, it
 * stays lost, and `libvirt-session.ts` opens another. Whatever the daemon sends, the worst that happens is that
 * this connection ends with the reason.
 */
import { connect, type Socket } from 'node:net';
import type { Clock } from '../../shared/time/clock.ts';
import { CallsInFlight } from './calls-in-flight.ts';
import { encodeFrame, FRAME_STATUS, FRAME_TYPE, FrameSplitter, type Frame } from './frame.ts';
import { ConnectionLost, LibvirtError } from './libvirt-errors.ts';
import {
  calls,
  errorBody,
  events,
  KEEPALIVE_PING,
  KEEPALIVE_PONG,
  KEEPALIVE_PROGRAM,
  REMOTE_PROGRAM,
  type AnswerOf,
  type ArgsOf,
  type Call,
  type CallName,
  type EventName,
  type EventOf,
} from './schema.ts';
import { XdrError, type XdrReader } from './xdr.ts';

export interface ClientOptions {
  readonly socketPath: string;
  /** As `qemu:///system`. */
  readonly uri: string;
  readonly clock: Clock;
  /** How many calls the daemon takes from one client at a time; libvirt's own default is 5. */
  readonly inFlightMax?: number;
  readonly keepaliveMs?: number;
  /** After so many pings without a byte from the daemon the connection is given up. */
  readonly keepaliveMisses?: number;
  /** The limit of each step of opening and closing. */
  readonly openTimeoutMs?: number;
}

/** The feature whose mention makes the daemon send and answer pings. */
const FEATURE_KEEPALIVE = 10;
const AUTH_NONE = 0;
const AUTH_POLKIT = 2;
const CLOSE_TIMEOUT_MS = 1_000;

type EventListener = (event: never) => void;

export class LibvirtClient {
  readonly #socket: Socket;
  readonly #options: Required<ClientOptions>;
  readonly #calls: CallsInFlight;
  readonly #frames = new FrameSplitter();
  readonly #listeners = new Map<EventName, Set<EventListener>>();
  readonly #registrations = new Map<EventName, Promise<unknown>>();
  readonly #closedListeners = new Set<(why: string) => void>();
  #closedWhy: string | null = null;
  #serial = 0;
  #unansweredPings = 0;
  #cancelPing: () => void = () => {};

  private constructor(socket: Socket, options: Required<ClientOptions>) {
    this.#socket = socket;
    this.#options = options;
    this.#calls = new CallsInFlight(options.clock, options.inFlightMax, (frame) => {
      socket.write(frame);
    });
    socket.on('data', (chunk) => this.#onBytes(chunk));
    socket.on('error', (error) => this.#end(`the connection to libvirt failed: ${error.message}`));
    socket.on('close', () => this.#end('libvirt closed the connection'));
  }

  /** Connects, authenticates and opens `uri`. Rejects with `ConnectionLost`, `CallTimeout` or `LibvirtError`. */
  static async open(options: ClientOptions): Promise<LibvirtClient> {
    const complete = {
      inFlightMax: 5,
      keepaliveMs: 5_000,
      keepaliveMisses: 3,
      openTimeoutMs: 10_000,
      ...options,
    };
    const client = new LibvirtClient(await connected(complete), complete);
    try {
      await client.#authenticate();
      await client.#openHypervisor();
      return client;
    } catch (error) {
      client.#end('the connection could not be opened');
      throw error;
    }
  }

  /** Sends a call and waits for its answer, `timeoutMs` at most, waiting for its turn included. */
  call<Name extends CallName>(
    name: Name,
    args: ArgsOf<Name>,
    timeoutMs: number,
  ): Promise<AnswerOf<Name>> {
    // The table keeps name, arguments and answer together; TypeScript cannot follow that through a generic index.
    const shape = calls[name] as unknown as Call<ArgsOf<Name>, AnswerOf<Name>>;
    return new Promise((resolve, reject) => {
      if (this.#closedWhy !== null) throw new ConnectionLost(this.#closedWhy, false);
      const serial = this.#nextSerial();
      const { procedure } = shape;
      const { ok: status } = FRAME_STATUS;
      const head = { program: REMOTE_PROGRAM, procedure, type: FRAME_TYPE.call, serial, status };
      const frame = encodeFrame(head, (writer) => shape.args.write(writer, args));
      const answer = (body: XdrReader): void => resolve(wholly(shape.answer.read(body), body));
      this.#calls.add({ name, serial, frame, answer, fail: reject }, timeoutMs, () => {
        if (this.#calls.stuck) this.#end('libvirt answers none of the calls it was given');
      });
    });
  }

  /**
   * Calls `listener` for each event of that name until the connection ends. The daemon takes one registration of an
   * event from a connection, so the listeners share it.
   */
  async onEvent<Name extends EventName>(
    name: Name,
    listener: (event: EventOf<Name>) => void,
  ): Promise<void> {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // Before the registration: the first event may come in one read with its answer.
    listeners.add(listener);
    let registration = this.#registrations.get(name);
    if (registration === undefined) {
      const { eventId } = events[name];
      const { openTimeoutMs } = this.#options;
      registration = this.call('registerDomainEvent', { eventId, dom: null }, openTimeoutMs);
      this.#registrations.set(name, registration);
    }
    await registration;
  }

  /** Calls `listener` once, when the connection has ended for any reason. */
  onClosed(listener: (why: string) => void): void {
    if (this.#closedWhy !== null) listener(this.#closedWhy);
    else this.#closedListeners.add(listener);
  }

  /** Takes leave of the daemon and ends the connection; never rejects. */
  async close(): Promise<void> {
    if (this.#closedWhy !== null) return;
    await this.call('connectClose', undefined, CLOSE_TIMEOUT_MS).catch(() => {});
    this.#end('the agent closed the connection');
  }

  async #authenticate(): Promise<void> {
    const { openTimeoutMs } = this.#options;
    const { types } = await this.call('authList', undefined, openTimeoutMs);
    if (types.length === 0 || types.includes(AUTH_NONE)) return;
    if (!types.includes(AUTH_POLKIT))
      throw new ConnectionLost(
        `libvirt asks for an authentication (${types.join(', ')}) that the agent does not speak; ` +
          'run the agent as root, or set auth_unix_rw = "none" or "polkit" in libvirtd.conf',
        false,
      );
    await this.call('authPolkit', undefined, openTimeoutMs);
  }

  async #openHypervisor(): Promise<void> {
    const { uri, openTimeoutMs } = this.#options;
    const feature = { feature: FEATURE_KEEPALIVE };
    const { supported } = await this.call('connectSupportsFeature', feature, openTimeoutMs);
    await this.call('connectOpen', { name: uri, flags: 0 }, openTimeoutMs);
    if (supported !== 0) this.#pingLater();
  }

  #nextSerial(): number {
    do this.#serial = (this.#serial % 0xffff_ffff) + 1;
    while (this.#calls.uses(this.#serial));
    return this.#serial;
  }

  #onBytes(chunk: Buffer): void {
    if (this.#closedWhy !== null) return;
    this.#unansweredPings = 0;
    try {
      this.#frames.push(chunk, (frame) => this.#onFrame(frame));
    } catch (error) {
      if (!(error instanceof XdrError)) throw error;
      this.#end(`libvirt sent what cannot be read: ${error.message}`);
    }
  }

  #onFrame(frame: Frame): void {
    if (frame.program === KEEPALIVE_PROGRAM) return this.#onKeepalive(frame.procedure);
    if (frame.program !== REMOTE_PROGRAM)
      throw new XdrError(`program ${frame.program} was never called`);
    if (frame.type === FRAME_TYPE.reply) return this.#onReply(frame);
    if (frame.type === FRAME_TYPE.message) return this.#onMessage(frame);
    throw new XdrError(`a message of type ${frame.type} was not asked for`);
  }

  #onReply({ serial, status, body }: Frame): void {
    const call = this.#calls.take(serial);
    if (call === undefined) throw new XdrError(`an answer to call ${serial}, which was not made`);
    if (call === null) return;
    try {
      if (status === FRAME_STATUS.ok) return call.answer(body);
      const error = wholly(errorBody.read(body), body);
      const text = error.message ?? `libvirt refused ${call.name} without a reason`;
      call.fail(new LibvirtError(call.name, { ...error, text }));
    } catch (cause) {
      const text = `the answer to ${call.name} cannot be read`;
      call.fail(new ConnectionLost(text, true, { cause }));
      throw cause;
    }
  }

  #onMessage({ procedure, body }: Frame): void {
    for (const [name, shape] of Object.entries(events)) {
      if (shape.procedure !== procedure) continue;
      const event = wholly(shape.body.read(body), body);
      for (const listener of this.#listeners.get(name as EventName) ?? [])
        queueMicrotask(() => listener(event as never));
    }
  }

  #onKeepalive(procedure: number): void {
    if (procedure === KEEPALIVE_PING) this.#socket.write(keepaliveFrame(KEEPALIVE_PONG));
  }

  #pingLater(): void {
    if (this.#closedWhy !== null) return;
    this.#cancelPing = this.#options.clock.after(this.#options.keepaliveMs, () => this.#ping());
  }

  #ping(): void {
    const { keepaliveMs, keepaliveMisses } = this.#options;
    // A daemon that has all the calls it takes from us does not read our pings: its silence is not death.
    if (this.#calls.full) this.#unansweredPings = 0;
    else if (this.#unansweredPings >= keepaliveMisses)
      return this.#end(`libvirt has been silent for ${keepaliveMs * keepaliveMisses} ms`);
    else {
      this.#unansweredPings += 1;
      this.#socket.write(keepaliveFrame(KEEPALIVE_PING));
    }
    this.#pingLater();
  }

  #end(why: string): void {
    if (this.#closedWhy !== null) return;
    this.#closedWhy = why;
    this.#cancelPing();
    this.#socket.destroy();
    this.#calls.failAll(why);
    for (const listener of this.#closedListeners) listener(why);
    this.#closedListeners.clear();
  }
}

function connected({ socketPath, clock, openTimeoutMs }: Required<ClientOptions>): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const give = (error: Error): void => {
      cancel();
      socket.destroy();
      reject(new ConnectionLost(`cannot reach libvirt at ${socketPath}: ${error.message}`, false));
    };
    const cancel = clock.after(openTimeoutMs, () => give(new Error('no answer')));
    socket.once('error', give);
    socket.once('connect', () => {
      cancel();
      socket.off('error', give);
      resolve(socket);
    });
  });
}

/** The value, if nothing of the body is left unread. */
function wholly<Value>(value: Value, body: XdrReader): Value {
  if (body.left > 0) throw new XdrError(`${body.left} bytes more than the message should have`);
  return value;
}

function keepaliveFrame(procedure: number): Buffer {
  const { message: type } = FRAME_TYPE;
  const head = { program: KEEPALIVE_PROGRAM, procedure, type, serial: 0, status: FRAME_STATUS.ok };
  return encodeFrame(head, () => {});
}
