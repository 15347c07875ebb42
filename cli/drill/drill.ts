/**
 * The drill: under a small load one control part after the other is killed, and what that did is measured. Machines of others are
 * looked at and never touched; its own canaries are ended whatever happens.
 */
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { CloudEvent, Host, Machine } from '../rest-answers.ts';
import { CommandFailed } from '../surroundings.ts';
import type { Acknowledged, Load } from './load.ts';
import type { Part, Parts } from './parts.ts';
import type { Watcher } from './watcher.ts';

/** What a drill asks of the cloud. Each rejects while the cloud cannot answer. */
export interface DrilledCloud {
  hosts(): Promise<readonly Host[]>;
  machines(): Promise<readonly Machine[]>;
  machine(id: string): Promise<Machine>;
  /** Resolves with the id when the request is acknowledged. */
  run(name: string): Promise<string>;
  kill(id: string): Promise<void>;
}

export interface DrillPorts {
  readonly clock: Clock;
  readonly cloud: DrilledCloud;
  readonly parts: Parts;
  readonly watcher: Watcher;
  /** Begins the load on the evidence of that machine. */
  startLoad(machineId: string): Load;
  say(line: string): void;
  readonly signal: AbortSignal;
}

/** Seconds; null: not within the time that was waited. */
export interface Measured {
  readonly part: string;
  /** From the kill to the first change that was asked for after it and acknowledged. */
  readonly readySeconds: number | null;
  /** From the kill until every host's agent has told the leader what it sees. */
  readonly inventorySeconds: number | null;
  /** From the kill until the machine whose start was under way runs. */
  readonly settledSeconds: number | null;
  /** From that first change until whoever watches has seen it. */
  readonly watchersSeconds: number | null;
  readonly machinesStopped: number;
  readonly requests: number;
  readonly requestsLost: number;
}

export const bounds = {
  readySeconds: 5,
  inventorySeconds: 10,
  settledSeconds: 30,
  watchersSeconds: 5,
} as const;

const lookEveryMs = 100;
const waitedMs = 120_000;
const canaryWaitMs = 300_000;
const restMs = 2_000;
const loadEndsMs = 60_000;
const releaseWithinMs = 30_000;
/** Of the canaries, the one whose evidence the load holds and releases. */
const endsAt = 1;
const cleanAttempts = 30;

/** `names`: the parts to kill, in order. Throws `CommandFailed` when it cannot begin; cleans up in any case. */
export async function drill(
  ports: DrillPorts,
  names: readonly string[],
  mark: string,
): Promise<readonly Measured[]> {
  const canaries: string[] = [];
  const { cloud, say } = ports;
  const run = async (word: string): Promise<string> => {
    const id = await cloud.run(`${mark}-${word}`);
    canaries.push(id);
    return id;
  };
  let load: Load | null = null;
  try {
    say('starting two canaries');
    const [stays, ends] = [await run('stays'), await run('ends')];
    for (const id of [stays, ends]) await reach(ports, id, 'running');
    await cloud.kill(ends);
    await reach(ports, ends, 'done');
    load = ports.startLoad(ends);
    const kills: Kill[] = [];
    for (const name of names) kills.push(await killAndWatch(ports, load, name, run));
    say('asking for every acknowledged request again');
    await load.end(loadEndsMs);
    return summed(kills, load.acknowledged, await load.lost());
  } finally {
    await load?.end(releaseWithinMs);
    await clean(ports, canaries);
    if (load?.mayHold())
      say(`a hold may be left: stratus quarantine release ${canaries.at(endsAt)}`);
    if (load)
      say(
        `the disks of ${canaries.length} canaries are in quarantine for its window: stratus quarantine`,
      );
  }
}

interface Kill {
  readonly atMs: number;
  readonly measured: Omit<Measured, 'requests' | 'requestsLost'>;
}

async function killAndWatch(
  ports: DrillPorts,
  load: Load,
  name: string,
  run: (word: string) => Promise<string>,
): Promise<Kill> {
  const { clock, cloud, parts, watcher, say } = ports;
  const before = (await cloud.machines()).filter(({ state }) => state === 'running');
  const endsBefore = watcher.ends.length;
  const underWay = await run(name);
  const part = parts.ready().find((one) => one.name === name);
  const atMs = clock.elapsed();
  const atWallMs = clock.now();
  if (!part || !parts.kill(part))
    throw new CommandFailed(`${name} is not running; nothing is measured`);
  say(`killed ${name} (process ${part.pid})`);
  const ready = first(ports, () => firstAfter(load, atMs)?.answeredMs ?? null);
  const [readyMs, inventoryMs, settledMs, watchedMs] = await Promise.all([
    ready,
    first(ports, inventoryOf(ports, part, atWallMs)),
    first(ports, async () => {
      const { state } = await cloud.machine(underWay);
      return state === 'running' ? clock.elapsed() : null;
    }),
    first(ports, () => {
      const acknowledged = firstAfter(load, atMs);
      return acknowledged && watcher.seenAtMs(acknowledged.cursor);
    }),
  ]);
  const stopped = stoppedSince(
    before,
    await settledMachines(ports),
    watcher.ends.slice(endsBefore),
  );
  stopped.delete(underWay);
  await cloud.kill(underWay);
  await sleep(clock, restMs, ports.signal);
  return {
    atMs,
    measured: {
      part: name,
      readySeconds: secondsFrom(atMs, readyMs),
      inventorySeconds: secondsFrom(atMs, inventoryMs),
      settledSeconds: secondsFrom(atMs, settledMs),
      watchersSeconds: readyMs === null ? null : secondsFrom(readyMs, watchedMs),
      machinesStopped: stopped.size,
    },
  };
}

function firstAfter({ acknowledged }: Load, atMs: number): Acknowledged | null {
  return acknowledged.find(({ sentMs }) => sentMs > atMs) ?? null;
}

/** All hosts spoke to the leader since then; where an agent was killed, since it runs again. */
function inventoryOf(
  { clock, cloud, parts }: DrillPorts,
  killed: Part,
  atWallMs: number,
): () => Promise<number | null> {
  let sinceWallMs = killed.name.startsWith('agent-') ? null : atWallMs;
  return async () => {
    const again = parts.ready().find(({ name, pid }) => name === killed.name && pid !== killed.pid);
    if (sinceWallMs === null && again) sinceWallMs = clock.now();
    const since = sinceWallMs;
    if (since === null) return null;
    const hosts = await cloud.hosts();
    const all = hosts.every(({ heard, heardAt }) => heard && Date.parse(heardAt ?? '') > since);
    return all ? clock.elapsed() : null;
  };
}

/** Looks again and again until there is an answer; null after the time that is waited. */
async function first(
  { clock, signal }: DrillPorts,
  look: () => Promise<number | null> | number | null,
): Promise<number | null> {
  const endMs = clock.elapsed() + waitedMs;
  while (clock.elapsed() < endMs) {
    signal.throwIfAborted();
    try {
      const found = await look();
      if (found !== null) return found;
    } catch {
      // The cloud cannot answer yet.
    }
    await sleep(clock, lookEveryMs, signal);
  }
  return null;
}

async function settledMachines(ports: DrillPorts): Promise<readonly Machine[]> {
  let machines: readonly Machine[] = [];
  await first(ports, async () => {
    machines = await ports.cloud.machines();
    return 0;
  });
  return machines;
}

/** Ids of machines that ran before and do not run as they did, or of which an event says so. */
function stoppedSince(
  before: readonly Machine[],
  now: readonly Machine[],
  ends: readonly CloudEvent[],
): Set<string> {
  const stopped = new Set<string>();
  const found = new Map(now.map((machine) => [machine.id, machine]));
  for (const { id, since } of before) {
    const machine = found.get(id);
    if (machine?.state !== 'running' || machine.since !== since) stopped.add(id);
  }
  for (const { machineId } of ends) if (machineId) stopped.add(machineId);
  return stopped;
}

function summed(
  kills: readonly Kill[],
  acknowledged: readonly Acknowledged[],
  lost: readonly Acknowledged[],
): readonly Measured[] {
  const within = (some: readonly Acknowledged[], index: number): number => {
    const from = index === 0 ? Number.NEGATIVE_INFINITY : kills[index]!.atMs;
    const to = kills[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return some.filter(({ answeredMs }) => answeredMs >= from && answeredMs < to).length;
  };
  return kills.map(({ measured }, index) => ({
    ...measured,
    requests: within(acknowledged, index),
    requestsLost: within(lost, index),
  }));
}

/** Throws `CommandFailed` when the machine does not get there. */
async function reach(ports: DrillPorts, id: string, state: string): Promise<void> {
  const { clock, cloud, signal } = ports;
  const endMs = clock.elapsed() + canaryWaitMs;
  for (;;) {
    const machine = await cloud.machine(id);
    if (machine.state === state) return;
    if (clock.elapsed() > endMs || ['failed', 'unknown'].includes(machine.state))
      throw new CommandFailed(
        `the canary ${machine.name} is ${machine.state}, not ${state}: ${machine.message || (machine.waiting ?? 'no reason is known')}.\n` +
          '  Nothing was killed. `stratus why` tells more.',
      );
    await sleep(clock, lookEveryMs, signal);
  }
}

/** Whatever happened before, also an interrupt. */
async function clean(
  { clock, cloud, say }: DrillPorts,
  canaries: readonly string[],
): Promise<void> {
  for (const id of canaries)
    for (let attempt = 1; attempt <= cleanAttempts; attempt++) {
      try {
        const { state } = await cloud.machine(id);
        if (!['done', 'epilog'].includes(state)) await cloud.kill(id);
        break;
      } catch {
        if (attempt === cleanAttempts) say(`could not end canary ${id}: stratus kill ${id}`);
        await sleep(clock, 1_000);
      }
    }
}

const secondsFrom = (fromMs: number, toMs: number | null): number | null =>
  toMs === null ? null : Math.max(0, toMs - fromMs) / 1000;

/** What of it broke a bound or a promise, in words; empty: all was kept. */
export function broken(measured: readonly Measured[]): readonly string[] {
  return measured.flatMap((one) => [
    ...(Object.keys(bounds) as (keyof typeof bounds)[])
      .filter((figure) => one[figure] === null || one[figure] > bounds[figure])
      .map(
        (figure) =>
          `${one.part}: ${figureNames[figure]} ${textOf(one[figure])}, at most ${bounds[figure]} s`,
      ),
    ...(one.machinesStopped > 0 ? [`${one.part}: ${one.machinesStopped} machines stopped`] : []),
    ...(one.requestsLost > 0 ? [`${one.part}: ${one.requestsLost} requests lost`] : []),
  ]);
}

const figureNames = {
  readySeconds: 'control plane ready after',
  inventorySeconds: 'inventory after',
  settledSeconds: 'operation settled after',
  watchersSeconds: 'watchers complete after',
} as const satisfies Record<keyof typeof bounds, string>;

/** `1.2 s`; a figure that was never reached says so. */
export function textOf(seconds: number | null): string {
  return seconds === null ? `never (${waitedMs / 1000} s)` : `${seconds.toFixed(1)} s`;
}
