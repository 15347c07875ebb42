/**
 * An independent reader of the log in a simulated world. It folds every message as it is stored, and checks what must hold of
 * each commit, whoever wrote it, from its own notes and not from the fold's tables.
 */
import { createFold, foldMessage } from '../../shared/log/fold.ts';
import type { StoredMessage } from '../../shared/log/log.ts';
import type { MemoryLog } from '../../shared/log/memory-log.ts';
import type { Commit, Event, EventOf } from '../../shared/model/events.ts';
import type { Evidence, Machine, State } from '../../shared/model/state.ts';

export interface Follower {
  readonly state: State;
  /** Reads what is new. */
  catchUp(): void;
  /** `<actor>/<key>` -> sequence of the commit that holds it. */
  readonly keys: ReadonlyMap<string, number>;
  /** Whether a machine had the name at any time since then (true time, ms since 1970). */
  wasNameTaken(projectId: string, name: string, sinceMs: number): boolean;
  commits(): number;
  /** Whether the log ends with a commit of who leads; a candidate may have put an empty barrier there. */
  endsWithLeader(): boolean;
  /** Takes no further message: the log was rewritten on purpose. */
  stop(): void;
  /**
   * The log was put back from an older copy: it is read again, and what was ordered in the lost part stays ordered, but for
   * machines of which nobody knows any more.
   */
  restart(isForgotten: (machineId: string) => boolean): void;
  /** The machine as whoever knows most of it knows it: the log, or a part of it that was lost. */
  machine(machineId: string): Machine | undefined;
  evidence(machineId: string): Evidence | undefined;
  isStopped(): boolean;
}

export interface FollowerOptions {
  readonly log: Pick<MemoryLog, 'messages'>;
  /** What the evidence of a machine really takes on the disks of a host, in MiB. */
  evidenceMiB(hostId: string, machineId: string): number;
  report(invariant: string, text: string): void;
  onCommit(commit: Commit, message: StoredMessage): void;
}

export function createFollower(options: FollowerOptions): Follower {
  const { log, report, onCommit } = options;
  let fold = createFold();
  let { state } = fold;
  const lost: State[] = [];
  const keys = new Map<string, number>();
  const names = new Map<string, { heldBy: string; untilMs: number }>();
  const addresses = new Map<number, { machineId: string; freeFromMs: number }>();
  const down = new Set<string>();
  /** Whose last order was a stop. */
  const stops = new Set<string>();
  let sequence = 0;
  let leads = { term: 0, writer: '' };
  let lastWriter = '';
  /** Of the present message, by the log's clock: a leader's may be wrong. */
  let storedAtMs = 0;
  let stopped = false;

  function look(commit: Commit): void {
    for (const entry of commit.entries) {
      for (const event of entry.events) {
        note(event, commit);
        noteStop(event, entry.actor);
      }
      if (entry.key === '') continue;
      const name = `${entry.actor}/${entry.key}`;
      if (keys.has(name)) report('I7', `${name} is in the log twice`);
      keys.set(name, sequence);
    }
    const { term, writer } = commit;
    lastWriter = writer;
    // An empty barrier changes nothing, and a candidate may need one before its term begins.
    if (
      sequence > 1 &&
      commit.entries.length > 0 &&
      (term !== leads.term || writer !== leads.writer)
    )
      report('I18', `commit ${sequence} is of term ${term}, the leader's is ${leads.term}`);
  }

  function note(event: Event, commit: Commit): void {
    const { timeMs } = commit;
    if (event.type === 'termStarted') {
      if (event.term <= leads.term) report('I8', `term ${event.term} after ${leads.term}`);
      leads = { term: event.term, writer: event.writer };
    } else if (event.type === 'machineAccepted') {
      names.set(`${event.projectId}/${event.name}`, {
        heldBy: event.machineId,
        untilMs: Number.POSITIVE_INFINITY,
      });
    } else if (event.type === 'logRecovered') down.clear();
    else if (event.type === 'hostDownConfirmed') down.add(event.hostId);
    else if (event.type === 'hostReturned') down.delete(event.hostId);
    else if (event.type === 'machineGone' || event.type === 'machineGivenUp') {
      if (event.type === 'machineGivenUp') checkGivenUp(event.machineId);
      for (const held of names.values())
        if (held.heldBy === event.machineId) held.untilMs = storedAtMs;
    } else if (event.type === 'machinePlaced') checkPromises(state, event.hostId, options);
    else if (event.type === 'addressLeased' || event.type === 'addressReplaced')
      leased(event.nic.address, event.machineId, timeMs);
    else if (event.type === 'machineRecovered') recovered(event, timeMs);
    else if (event.type === 'addressReleased') released(event.address, event.holdUntilMs, commit);
  }

  /** I22: what was stopped starts again when a user says so, never by itself. */
  function noteStop(event: Event, actor: string): void {
    if (event.type === 'stopOrdered') stops.add(event.machineId);
    if (event.type !== 'startOrdered') return;
    const wasStopped = stops.delete(event.machineId);
    if (wasStopped && actor === 'system')
      report('I22', `machine ${event.machineId} was stopped and starts without a start`);
  }

  /** Without its host's word only where an administrator confirmed that the host is down, and it has not spoken since. */
  function checkGivenUp(machineId: string): void {
    const hostId = state.machines.get(machineId)?.hostId ?? '';
    if (!down.has(hostId))
      report('I12', `machine ${machineId} is given up on a host that is not down`);
  }

  function leased(address: number, machineId: string, timeMs: number): void {
    const last = addresses.get(address);
    if (last && timeMs < last.freeFromMs)
      report('I12', `${address} goes to ${machineId} while ${last.machineId} has it, or too early`);
    addresses.set(address, { machineId, freeFromMs: Number.POSITIVE_INFINITY });
  }

  /** What its host holds: its name and its addresses are its own, or rest. */
  function recovered(event: EventOf<'machineRecovered'>, timeMs: number): void {
    const { machineId, spec, nics, hasAddresses } = event;
    const ended = event.state === 'done';
    for (const held of names.values()) if (held.heldBy === machineId) held.untilMs = storedAtMs;
    const untilMs = ended ? storedAtMs : Number.POSITIVE_INFINITY;
    names.set(`${spec.projectId}/${spec.name}`, { heldBy: machineId, untilMs });
    const restsMs = timeMs + (state.site?.addressHoldMs ?? 0);
    for (const [address, last] of addresses)
      if (last.machineId === machineId && last.freeFromMs === Number.POSITIVE_INFINITY)
        addresses.set(address, { machineId, freeFromMs: restsMs });
    if (!hasAddresses || ended) return;
    for (const { address } of nics)
      addresses.set(address, { machineId, freeFromMs: Number.POSITIVE_INFINITY });
  }

  /** Only with the end of its machine in the same commit, and not before its rest is over. */
  function released(address: number, holdUntilMs: number, commit: Commit): void {
    const holder = addresses.get(address)?.machineId ?? '';
    const events = commit.entries.flatMap((entry) => entry.events);
    const givenUp = events.some((one) => one.type === 'machineGivenUp' && one.machineId === holder);
    const gone = events.some(
      (one) =>
        (one.type === 'machineGone' || one.type === 'machineGivenUp') && one.machineId === holder,
    );
    if (!gone) report('I12', `${address} is freed though machine ${holder} is not gone`);
    if (holdUntilMs < commit.timeMs) report('I12', `${address} rests for less than nothing`);
    const holdMs = givenUp ? givenUpRestMs : (state.site?.addressHoldMs ?? 0);
    addresses.set(address, { machineId: holder, freeFromMs: commit.timeMs + holdMs });
  }

  return {
    get state() {
      return state;
    },
    keys,
    restart(isForgotten) {
      lost.push({
        ...state,
        machines: without(state.machines, isForgotten),
        evidence: without(state.evidence, isForgotten),
      });
      fold = createFold();
      ({ state } = fold);
      for (const notes of [keys, names, addresses, down, stops]) notes.clear();
      sequence = 0;
      leads = { term: 0, writer: '' };
    },
    machine: (machineId) =>
      newest([state, ...lost].flatMap(({ machines }) => machines.get(machineId) ?? [])),
    evidence: (machineId) => {
      const known = [state, ...lost].flatMap(({ evidence }) => evidence.get(machineId) ?? []);
      return known.find(({ purgeOrderedAt }) => purgeOrderedAt > 0) ?? known[0];
    },
    commits: () => sequence,
    endsWithLeader: () => lastWriter === leads.writer,
    stop: () => void (stopped = true),
    isStopped: () => stopped,
    wasNameTaken: (projectId, name, sinceMs) =>
      (names.get(`${projectId}/${name}`)?.untilMs ?? 0) >= sinceMs,
    catchUp() {
      const messages = log.messages();
      while (!stopped && sequence < messages.length) {
        const message = messages[sequence]!;
        sequence += 1;
        try {
          const commit = foldMessage(fold, message);
          ({ storedAtMs } = message);
          look(commit);
          onCommit(commit, message);
        } catch (error) {
          stopped = true;
          report('the log folds', `message ${sequence}: ${(error as Error).message}`);
        }
      }
    },
  };
}

function without<One>(
  all: ReadonlyMap<string, One>,
  isForgotten: (machineId: string) => boolean,
): Map<string, One> {
  return new Map([...all].filter(([machineId]) => !isForgotten(machineId)));
}

function newest(known: readonly Machine[]): Machine | undefined {
  const [first, ...others] = known;
  return others.reduce((a, b) => (a && b.generation > a.generation ? b : a), first);
}

/** The guest of a machine that was given up may live on: its address rests for so long, or until its host says that it is gone. */
const givenUpRestMs = 86_400_000;

/** I4: what is promised on the host, added up anew from its machines and its evidence, is at most what it may promise. */
function checkPromises(
  state: State,
  hostId: string,
  { report, evidenceMiB }: FollowerOptions,
): void {
  const host = state.hosts.get(hostId);
  const { site } = state;
  if (!host?.declared || !site) return report('I4', `a machine goes to host ${hostId}, unknown`);
  const sum = { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 };
  for (const machine of state.machines.values()) {
    const ended = machine.state === 'done' || machine.state === 'failed';
    if (machine.hostId !== hostId || ended) continue;
    sum.cpuHundredths += machine.spec.resources.cpuHundredths;
    sum.memoryMiB += machine.spec.resources.memoryMiB;
    sum.diskMiB += machine.spec.resources.diskMiB;
  }
  for (const evidence of state.evidence.values())
    if (evidence.hostId === hostId) sum.diskMiB += evidenceMiB(hostId, evidence.machineId);
  const { capacity } = host.declared;
  const fits =
    sum.cpuHundredths <= (capacity.cpuHundredths * site.cpuOvercommitPercent) / 100 &&
    sum.memoryMiB <= capacity.memoryMiB - site.memoryReservedMiB &&
    sum.diskMiB <= capacity.diskMiB - site.diskReservedMiB;
  if (!fits) report('I4', `host ${host.name} is promised beyond: ${JSON.stringify(sum)}`);
}
