/**
 * What the log of a cloud under test holds, read by a reader of the test's own: which request how often, which order when,
 * and whether each commit is of the one who led.
 */
import type { NatsConnection } from '@nats-io/transport-node';
import { createFold, foldAll } from '../../../shared/log/fold.ts';
import { openNatsLog } from '../../../shared/log/nats-log.ts';
import type { StoredMessage } from '../../../shared/log/log.ts';
import type { Commit } from '../../../shared/model/events.ts';
import type { State } from '../../../shared/model/state.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { until } from '../until.ts';

export interface LogRecord {
  /** As of the last `catchUp`. */
  readonly state: State;
  /** Idempotency key -> how many entries have it. */
  readonly keys: ReadonlyMap<string, number>;
  /** What must never be in a log. */
  readonly problems: readonly string[];
  /** Terms that began, the setting up of the cloud among them. */
  terms(): number;
  /** Reads what is new; waits for a server that is away, a minute unless told otherwise. */
  catchUp(limitMs?: number): Promise<void>;
  /** Machines that were accepted. */
  readonly accepted: ReadonlySet<string>;
  /** When the log first held an order later than `generation` that does not want the machine running, ms since 1970; null: never. */
  endOrderedAtMs(machineId: string, generation: number): number | null;
}

interface Order {
  readonly generation: number;
  readonly desired: string;
  readonly atMs: number;
}

/** A commit that waited for a server longer than this was not timed by a clock that is right. */
const clockOffMaxMs = 120_000;

export function recordLog(connection: NatsConnection, cloudId: string): LogRecord {
  const log = openNatsLog(connection, { clock: systemClock, cloudId, segment: 1 });
  const fold = createFold();
  const [keys, accepted] = [new Map<string, number>(), new Set<string>()];
  const orders = new Map<string, Order[]>();
  const problems: string[] = [];
  let leads = { term: 0, writer: '' };

  function noteLeader(commit: Commit, { sequence, storedAtMs }: StoredMessage): void {
    for (const { events } of commit.entries)
      for (const event of events)
        if (event.type === 'termStarted') leads = { term: event.term, writer: event.writer };
    const { term, writer, timeMs } = commit;
    if (commit.entries.length > 0 && (term !== leads.term || writer !== leads.writer))
      problems.push(`commit ${sequence} is of term ${term}, and term ${leads.term} had begun`);
    if (Math.abs(timeMs - storedAtMs) > clockOffMaxMs)
      problems.push(`commit ${sequence} says ${timeMs} and was stored at ${storedAtMs}`);
  }

  function noteOrders(commit: Commit, { storedAtMs }: StoredMessage, state: State): void {
    for (const entry of commit.entries) {
      if (entry.key !== '') keys.set(entry.key, (keys.get(entry.key) ?? 0) + 1);
      for (const event of entry.events) {
        if (!('machineId' in event)) continue;
        const machine = state.machines.get(event.machineId);
        const known = orders.get(event.machineId) ?? [];
        if (event.type === 'machineAccepted') {
          if (accepted.has(event.machineId))
            problems.push(`machine ${event.machineId} is accepted twice`);
          accepted.add(event.machineId);
        }
        const { generation = 0, desired = 'running' } = machine ?? {};
        if (known.at(-1)?.generation !== generation || known.at(-1)?.desired !== desired)
          orders.set(event.machineId, [...known, { generation, desired, atMs: storedAtMs }]);
      }
    }
  }

  return {
    ...{ state: fold.state, keys, problems, accepted },
    terms: () => leads.term,
    async catchUp(limitMs = 60_000) {
      const read = (): Promise<boolean> =>
        foldAll(
          log,
          (message, commit, state) => {
            noteLeader(commit, message);
            noteOrders(commit, message, state);
          },
          fold,
        ).then(
          () => true,
          (error: Error & { code?: string }) => {
            if (error.code === 'logUnavailable') return false;
            throw error;
          },
        );
      await until('the log can be read', read, limitMs, 100);
    },
    endOrderedAtMs(machineId, generation) {
      const end = (orders.get(machineId) ?? []).find(
        (order) => order.generation > generation && order.desired !== 'running',
      );
      return end?.atMs ?? null;
    },
  };
}
