/**
 * The connections of one agent to its libvirt: opened together, lost together, opened again. Three of them, since the
 * daemon runs five calls of a client at a time: a QEMU that hangs holds a place of one line, and must not keep the
 * agent from listing or from pulling a plug.
 *
 *     connecting -> up <-> down     (each loss or failed attempt: down, then again after a growing pause)
 */
import { existsSync } from 'node:fs';
import type { Clock } from '../../shared/time/clock.ts';
import { LibvirtClient, type ClientOptions } from './client.ts';
import { HypervisorUnavailable, OutcomeUnknown } from './hypervisor-errors.ts';
import type { HypervisorState } from './hypervisor.ts';
import { CallTimeout, ConnectionLost } from './libvirt-errors.ts';
import type { AnswerOf, ArgsOf, CallName } from './schema.ts';

/** control: events, shutdown, destroy, undefine. reads: lists and looks. long: define, start, statistics, probes. */
export type Line = 'control' | 'reads' | 'long';

export interface SessionOptions {
  /** As `qemu:///system`. */
  readonly uri: string;
  /** The first that exists is used. */
  readonly socketPaths: readonly string[];
  readonly clock: Clock;
  /** Other pings and limits of a connection than the client's own. */
  readonly client?: Partial<
    Pick<ClientOptions, 'keepaliveMs' | 'keepaliveMisses' | 'openTimeoutMs'>
  >;
  /** Other limits than `TIMEOUT_MS`. */
  readonly timeoutsMs?: Partial<Record<Line, number>>;
}

/** How long an answer may take. A define or a first start may wait until libvirt has probed its QEMU binaries. */
const TIMEOUT_MS: Readonly<Record<Line, number>> = {
  control: 40_000,
  reads: 15_000,
  long: 120_000,
};
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

type Clients = Readonly<Record<Line, LibvirtClient>>;

export class LibvirtSession {
  readonly #options: SessionOptions;
  readonly #listeners = new Set<() => void>();
  #state: HypervisorState = 'connecting';
  #clients: Clients | null = null;
  #whyDown = 'libvirt has not answered yet';
  #pauseMs = FIRST_PAUSE_MS;
  #cancelRetry: () => void = () => {};
  #closed = false;
  #attempt: Promise<void>;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#attempt = this.#connect();
  }

  get state(): HypervisorState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A call that changes nothing: whatever keeps its answer away, it is `HypervisorUnavailable`. */
  async ask<Name extends CallName>(
    line: Line,
    name: Name,
    args: ArgsOf<Name>,
  ): Promise<AnswerOf<Name>> {
    try {
      return await this.#call(line, name, args);
    } catch (cause) {
      throw isLost(cause) ? unavailable(cause) : cause;
    }
  }

  /** A call that changes something: once sent, no answer means `OutcomeUnknown`. */
  async change<Name extends CallName>(
    line: Line,
    name: Name,
    args: ArgsOf<Name>,
  ): Promise<AnswerOf<Name>> {
    try {
      return await this.#call(line, name, args);
    } catch (cause) {
      if (!isLost(cause)) throw cause;
      if (!cause.sent) throw unavailable(cause);
      throw new OutcomeUnknown(`${cause.message}; it may have been done`, { cause });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#whyDown = 'the agent has closed its connection to libvirt';
    this.#cancelRetry();
    const clients = this.#clients;
    this.#lose(this.#whyDown);
    await this.#attempt;
    await closeAll(clients === null ? [] : Object.values(clients));
  }

  async #call<Name extends CallName>(
    line: Line,
    name: Name,
    args: ArgsOf<Name>,
  ): Promise<AnswerOf<Name>> {
    if (this.#clients === null) throw new HypervisorUnavailable(this.#whyDown);
    const timeoutMs = this.#options.timeoutsMs?.[line] ?? TIMEOUT_MS[line];
    return this.#clients[line].call(name, args, timeoutMs);
  }

  async #connect(): Promise<void> {
    const opened = await Promise.allSettled([this.#open(), this.#open(), this.#open()]);
    const clients = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const [control, reads, long] = clients;
    try {
      for (const one of opened) if (one.status === 'rejected') throw one.reason;
      await control!.onEvent('domainLifecycle', () => this.#notify());
      if (this.#closed) return await closeAll(clients);
      this.#raise({ control: control!, reads: reads!, long: long! });
    } catch (error) {
      await closeAll(clients);
      this.#fall(textOf(error));
    }
  }

  async #open(): Promise<LibvirtClient> {
    const { socketPaths, uri, clock, client } = this.#options;
    const socketPath = socketPaths.find((path) => existsSync(path));
    if (socketPath === undefined) {
      const text = `there is no libvirt socket at ${socketPaths.join(' or ')}; is libvirtd running?`;
      throw new ConnectionLost(text, false);
    }
    return LibvirtClient.open({ socketPath, uri, clock, ...client });
  }

  #raise(clients: Clients): void {
    this.#clients = clients;
    this.#state = 'up';
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#notify();
    for (const client of Object.values(clients))
      client.onClosed((why) => {
        if (this.#clients !== clients) return;
        this.#lose(why);
        this.#attempt = closeAll(Object.values(clients));
      });
  }

  #lose(why: string): void {
    this.#clients = null;
    this.#fall(why);
  }

  #fall(why: string): void {
    if (!this.#closed) {
      this.#whyDown = `libvirt cannot be used now: ${why}`;
      this.#cancelRetry = this.#options.clock.after(this.#pauseMs, () => {
        this.#attempt = this.#connect();
      });
      this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
    }
    if (this.#state === 'down') return;
    this.#state = 'down';
    this.#notify();
  }

  /** Each listener on its own: one that throws is a bug, and keeps neither the others nor the connection from work. */
  #notify(): void {
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener();
      });
  }
}

function isLost(error: unknown): error is ConnectionLost | CallTimeout {
  return error instanceof ConnectionLost || error instanceof CallTimeout;
}

function unavailable(cause: Error): HypervisorUnavailable {
  return new HypervisorUnavailable(`${cause.message}; nothing was changed`, { cause });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function closeAll(clients: readonly LibvirtClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}
