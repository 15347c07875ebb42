/**
 * One round: a cloud under load, one fault, and what must hold when it is over. Every acknowledged request is in the log once, every
 * accepted one settles, no guest is doubled or ended unasked, and all are back within their bounds.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Draw } from '../draw.ts';
import { until } from '../until.ts';
import type { FaultCloud } from './fault-cloud.ts';
import type { Fault } from './faults.ts';
import { startLoad } from './load.ts';
import type { Load, Wish } from './load.ts';

export interface RoundResult {
  readonly kind: string;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Milliseconds from the end of the fault until a write was taken, all hosts were heard, listeners were complete, all was settled. */
  readonly readyMs: number;
  readonly hostsMs: number;
  readonly watchersMs: number;
  readonly settledMs: number;
  /** Bounds and promises that did not hold. */
  readonly problems: readonly string[];
}

/** `design`: control plane, agents' inventory, listeners, operations in flight. */
export const bounds = { readyMs: 5_000, hostsMs: 10_000, watchersMs: 5_000, settledMs: 30_000 };
const clients = 4;
/** Longer than any bound: what takes as long is told and not waited for. */
const waitMs = 60_000;

export async function runRound(
  cloud: FaultCloud,
  fault: Fault,
  draw: Draw,
  pausesMs: readonly number[],
): Promise<RoundResult> {
  const { plane } = cloud;
  const { endpoint, token } = plane;
  const load = startLoad({ endpoint, token, draw, clients, mayEnd: cloud.mayEnd });
  const problems: string[] = [];
  const told = (error: unknown): void => void problems.push(String(error));
  await delay(500 + draw.below(500));
  const after = await fault.befall(cloud, draw, pausesMs);
  const overAt = performance.now();
  const overAtMs = Date.now();
  const [ready, hostsMs] = await Promise.all([
    load.firstYes(),
    timed(overAt, () => hostsHeard(cloud, overAtMs)).catch((error: unknown) => {
      told(error);
      return waitMs;
    }),
  ]);
  const readyMs = ready.answer!.atMs - overAt;
  const watchersMs = await cloud.watchers.complete(bounds.watchersMs).catch((error: unknown) => {
    told(error);
    return bounds.watchersMs;
  });
  if (after) await after.check().catch(told);
  await load.stop(waitMs).catch(told);
  const settledMs = await timed(overAt, () => settled(cloud, load.wishes)).catch(
    (error: unknown) => {
      told(error);
      return waitMs;
    },
  );
  const readyBoundMs = fault.readyWithinMs ?? bounds.readyMs;
  if (readyMs > readyBoundMs) problems.push(`a write was taken after ${Math.round(readyMs)} ms`);
  if (hostsMs > Math.max(bounds.hostsMs, readyBoundMs))
    problems.push(`all hosts were heard after ${Math.round(hostsMs)} ms`);
  const { lost, doubled } = await judged(cloud, load, problems);
  const acknowledged = load.requests.filter(isAcknowledged).length;
  return {
    ...{ kind: fault.kind, acknowledged, lost, doubled },
    ...{ readyMs, hostsMs, watchersMs, settledMs, problems },
  };
}

const isAcknowledged = ({ answer }: Load['requests'][0]): boolean =>
  answer !== null && answer.status < 300;

async function timed(from: number, work: () => Promise<void>): Promise<number> {
  await work();
  return performance.now() - from;
}

/** Every host has spoken since then, and nothing is wrong with any. */
async function hostsHeard({ plane }: FaultCloud, sinceMs: number): Promise<void> {
  let silent = 'no answer';
  const all = async (): Promise<boolean> => {
    const { body, status } = await plane
      .ask('GET', '/hosts')
      .catch(() => ({ body: {}, status: 0 }));
    if (status !== 200) return false;
    const { hosts } = body as unknown as { hosts: HostWords[] };
    const isBack = ({ heard, heardAt, conflict, trouble }: HostWords): boolean =>
      heard && !conflict && trouble === '' && heardAt !== null && Date.parse(heardAt) > sinceMs;
    silent = JSON.stringify(hosts.filter((host) => !isBack(host)));
    return hosts.every(isBack);
  };
  await until('all hosts are heard', all, waitMs, 100).catch((error: unknown) => {
    throw new Error(`not heard: ${silent}`, { cause: error });
  });
}

interface HostWords {
  readonly name: string;
  readonly heard: boolean;
  readonly heardAt: string | null;
  readonly conflict: boolean;
  readonly trouble: string;
}

/** A full disk or a copy of a host may end a machine's beginning; it is told and settled all the same. */
const ends: Readonly<Record<Wish, readonly string[]>> = {
  running: ['running', 'failed'],
  stopped: ['stopped', 'failed', 'running'],
  gone: ['done'],
};

async function settled({ log }: FaultCloud, wishes: ReadonlyMap<string, Wish>): Promise<void> {
  const open = (): string[] =>
    [...wishes].flatMap(([machineId, wish]) => {
      const { state, reason } = log.state.machines.get(machineId) ?? {
        state: 'done',
        reason: null,
      };
      return ends[wish].includes(state)
        ? []
        : [`${machineId} is ${state} (${reason}), wished ${wish}`];
    });
  const all = async (): Promise<boolean> => {
    await log.catchUp();
    return open().length === 0;
  };
  await until('all are settled', all, bounds.settledMs, 100).catch((error: unknown) => {
    throw new Error(`not settled: ${open().join(', ')}`, { cause: error });
  });
}

/** Holds the log and the guests against what was answered; what is wrong is added to `problems`. */
async function judged(
  cloud: FaultCloud,
  load: Load,
  problems: string[],
): Promise<{ lost: number; doubled: number }> {
  const { log, guests } = cloud;
  await log.catchUp();
  const times = ({ key }: Load['requests'][0]): number => log.keys.get(key) ?? 0;
  const acknowledged = load.requests.filter(isAcknowledged);
  const lost = acknowledged.filter((request) => times(request) === 0);
  const doubled = load.requests.filter((request) => times(request) > 1);
  const forgotten = [...load.wishes.keys()].filter((machineId) => !log.accepted.has(machineId));
  if (lost.length > 0) problems.push(`${lost.length} acknowledged requests are not in the log`);
  if (doubled.length > 0) problems.push(`${doubled.length} requests are in the log twice`);
  if (forgotten.length > 0)
    problems.push(`${forgotten.length} answered machines are not in the log`);
  const leaked = await cloud.leakedConsumers();
  if (leaked > 0) problems.push(`${leaked} consumers are left on the server`);
  problems.push(...(await guests.problems(log)), ...log.problems);
  return { lost: lost.length + forgotten.length, doubled: doubled.length };
}
