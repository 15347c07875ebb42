/**
 * Holds what the log says against notes of its own and against the world: is each entry signed and chained, does each machine go
 * only where it may, is what a host reported true, does nobody touch what is another's? It folds nothing and trusts no table of
 * the code under test.
 */
import { createHash } from 'node:crypto';
import type { StoredMessage } from '../../shared/log/log.ts';
import type { Commit, Entry, Event, EventOf } from '../../shared/model/events.ts';
import type { QemuCensus } from '../fakes/qemu-census.ts';
import type { SimHost } from './sim-host.ts';
import { simActors } from './sim-users.ts';
import { createStatesSeen } from './states-seen.ts';

export interface LogWatch {
  look(commit: Commit, message: StoredMessage): void;
  /** The log was put back from an older copy and is read again: so many commits were looked at before, in the world of their time. */
  restart(commits: number): void;
  /** The states that the machine was in since then, ms since 1970. */
  statesSince(machineId: string, sinceMs: number): readonly string[];
  /** The machine was given an address for which a foreign machine answered already. */
  wasLeasedInUse(machineId: string): boolean;
}

export interface LogWatchOptions {
  readonly census: QemuCensus;
  readonly hosts: readonly SimHost[];
  /** A machine that is not of this cloud answers for it. */
  isForeign(address: number): boolean;
  /** True time, ms since 1970. */
  nowMs(): number;
  report(invariant: string, text: string): void;
}

/** What is known of a machine from the events alone. */
interface Noted {
  readonly projectId: string;
  at: string;
  generation: number;
  hostId: string;
  isGivenUp: boolean;
  /** Its user asked for its end: at once, or as soon as it is off. */
  mayEnd: boolean;
  /** It is started again when its host comes back. */
  startsWithHost: boolean;
}

/** Clocks of schedulers that may lead are off by less, ms. */
const clockOffMaxMs = 60_000;

/** Which state may follow which, written down from the architecture and not taken from the code. */
const mayFollow: Readonly<Record<string, readonly string[]>> = {
  '': ['pending'],
  pending: ['prolog', 'done'],
  prolog: ['boot', 'running', 'stopped', 'failed', 'unknown', 'epilog'],
  boot: ['running', 'stopping', 'stopped', 'failed', 'unknown', 'epilog'],
  running: ['stopping', 'stopped', 'unknown', 'epilog'],
  stopping: ['stopping', 'stopped', 'unknown', 'epilog'],
  stopped: ['boot', 'epilog'],
  unknown: ['unknown', 'boot', 'running', 'stopping', 'stopped', 'epilog'],
  epilog: ['done'],
  failed: ['done'],
  done: [],
};

export function createLogWatch(options: LogWatchOptions): LogWatch {
  const { census, hosts, report } = options;
  const machines = new Map<string, Noted>();
  const states = createStatesSeen(options.nowMs);
  const keptAtMs = new Map<string, number>();
  const leasedInUse = new Set<string>();
  const disabled = new Set<string>();
  /** Ended in a recovery, because nothing of them was on any host. */
  const nowhere = new Set<string>();
  let previousHash = '';
  let lookedAtTo = 0;
  let isOld = false;
  let windowMs = 0;

  function look(commit: Commit, { bytes, sequence }: StoredMessage): void {
    isOld = sequence <= lookedAtTo;
    if (commit.previousHash !== previousHash)
      report('I16', `commit ${sequence} does not follow the one before it`);
    previousHash = createHash('sha256').update(bytes).digest('hex');
    const aheadMs = commit.timeMs - options.nowMs();
    if (aheadMs > clockOffMaxMs)
      report(
        'I14',
        `commit ${sequence} is ${aheadMs} ms ahead of the time: every window ends early`,
      );
    for (const entry of commit.entries) {
      const isSigned = entry.actor !== '' && (entry.origin !== 'command' || entry.key !== '');
      if (!isSigned && sequence > 1) report('I16', `an entry of commit ${sequence} names nobody`);
      for (const event of entry.events) lookAt(event, entry, commit.timeMs);
    }
  }

  function lookAt(event: Event, entry: Entry, timeMs: number): void {
    if (event.type === 'siteConfigured') windowMs = event.quarantineWindowMs;
    if (event.type === 'addressLeased' || event.type === 'addressReplaced') {
      checkUnused(event.machineId, event.nic.mac);
      if (options.isForeign(event.nic.address)) leasedInUse.add(event.machineId);
      else leasedInUse.delete(event.machineId);
    }
    if (event.type === 'hostRecovered') noteNowhere(event.hostId);
    if (event.type === 'hostDisabled' || event.type === 'hostRemoved') disabled.add(event.hostId);
    else if (event.type === 'hostEnabled') disabled.delete(event.hostId);
    else if (event.type === 'machinePlaced' && disabled.has(event.hostId))
      report('I4', `machine ${event.machineId} goes to a host that is to get none`);
    if (!('machineId' in event)) return;
    if (event.type === 'machineRecovered') recovered(event);
    const machine = noted(event);
    checkOwner(event, entry, machine);
    checkAsked(event, entry, machine);
    checkGeneration(event, machine);
    follow(event, machine);
    checkTruth(event, machine);
    if (event.type === 'evidenceKept') keptAtMs.set(event.machineId, timeMs);
    if (event.type === 'evidenceRecovered') keptAtMs.set(event.machineId, event.keptAtMs);
    checkEvidence(event, machine);
  }

  /** Whatever the log said of it before, its host holds this. */
  function recovered(event: EventOf<'machineRecovered'>): void {
    const { machineId, spec, state: at, generation, hostId, givenUp: isGivenUp } = event;
    if (generation < (machines.get(machineId)?.generation ?? 0))
      report('I8', `machine ${machineId} is recovered with generation ${generation}`);
    if (at === 'done' && !isGivenUp && census.alive(machineId) > 0)
      report('I5', `machine ${machineId} is recovered as done, and it lives`);
    // Its end was asked for in what the log said before, or its address is another's by now.
    const isEnding = ['epilog', 'done'].includes(machines.get(machineId)?.at ?? '');
    const mayEnd = event.thenGone || isEnding || !event.hasAddresses;
    const startsWithHost = spec.onHostRestart === 'start';
    const held = { projectId: spec.projectId, at, generation, hostId, isGivenUp };
    machines.set(machineId, { ...held, mayEnd, startsWithHost });
    states.note(machineId, at);
  }

  function noted(event: Event & { readonly machineId: string }): Noted {
    const known = machines.get(event.machineId);
    if (known) return known;
    const projectId = event.type === 'machineAccepted' ? event.projectId : '';
    const startsWithHost = event.type === 'machineAccepted' && event.onHostRestart === 'start';
    const made = { projectId, at: '', generation: 0, hostId: '', isGivenUp: false };
    const noted: Noted = { ...made, mayEnd: false, startsWithHost };
    machines.set(event.machineId, noted);
    return noted;
  }

  /** I19: what is done on somebody's word is done to what is his project's. */
  function checkOwner(event: Event, { actor, origin }: Entry, { projectId }: Noted): void {
    if (event.projectId !== projectId)
      report('I19', `${event.type} of project ${projectId} is told to ${event.projectId}`);
    const who = Object.values(simActors).find((one) => one.actor === actor);
    if (origin === 'command' && who && !who.administrator && who.projectId !== projectId)
      report('I19', `${actor} changes what is project ${projectId}'s: ${event.type}`);
  }

  /** I22: a machine ends, or starts again, only because somebody asked for it. */
  function checkAsked(
    event: Event & { readonly machineId: string },
    { origin }: Entry,
    machine: Noted,
  ): void {
    const isAsked = origin === 'command';
    if (isAsked && event.type === 'stopOrdered') machine.mayEnd = event.thenGone;
    if (isAsked || machine.mayEnd) return;
    if (isNowhere(event)) return void nowhere.add(event.machineId);
    if (event.type === 'killOrdered' || event.type === 'stopOrdered')
      report('I22', `nobody asked for this ${event.type} of ${event.machineId}`);
    if (event.type === 'startOrdered' && !machine.startsWithHost)
      report('I22', `machine ${event.machineId} was to be left off, and is started`);
  }

  /** Nothing of the machine is on any host: after a recovery such a one is ended, and nobody loses by it. */
  function isNowhere(event: Event & { readonly machineId: string }): boolean {
    return event.type === 'killOrdered' && hasNothing(event.machineId);
  }

  /** Their end was ordered in the copy, and was done, purged and forgotten in the lost time. */
  function noteNowhere(hostId: string): void {
    for (const [machineId, machine] of machines)
      if (machine.hostId === hostId && machine.at === 'epilog' && hasNothing(machineId))
        nowhere.add(machineId);
  }

  function hasNothing(machineId: string): boolean {
    return hosts.every(
      ({ disks, guards, living }) =>
        !living.has(machineId) &&
        !guards.kept().has(machineId) &&
        disks.filesOf(machineId).size + disks.evidenceOf(machineId).size === 0,
    );
  }

  /** I8: an order is the next generation; what is reported or ended is of the present one. */
  function checkGeneration(event: Event, machine: Noted): void {
    if (!('generation' in event) || event.type.startsWith('evidence')) return;
    const due = machine.generation + (orders.has(event.type) ? 1 : 0);
    if (event.generation !== due)
      report('I8', `${event.type} is of generation ${event.generation}, due was ${due}`);
    machine.generation = event.generation;
  }

  /** I9. */
  function follow(event: Event & { readonly machineId: string }, machine: Noted): void {
    const { machineId } = event;
    if (event.type === 'machinePlaced') machine.hostId = event.hostId;
    const to = stateAfter(event, machine.at);
    if (to === null) return;
    const wasGivenUp = machine.isGivenUp && event.type === 'machineGone';
    if (!wasGivenUp && !mayFollow[machine.at]?.includes(to))
      report('I9', `a machine goes from ${machine.at} to ${to} by ${event.type}`);
    machine.at = to;
    states.note(machineId, to);
    machine.isGivenUp = event.type === 'machineGivenUp';
  }

  /** A host's word that is in the log is so. */
  function checkTruth(event: Event, { hostId }: Noted): void {
    if (event.type === 'machineLost' && event.reason === 'vanished') {
      const missed = hosts.find((one) => one.hostId === hostId)?.mayHaveMissed();
      if (!missed && census.alive(event.machineId) > 0)
        report('I5', `machine ${event.machineId} is noted as vanished, and lives`);
    }
    if (isOld || (event.type !== 'machineGone' && event.type !== 'machineStopped')) return;
    const { machineId } = event;
    if (census.alive(machineId) > 0)
      report('I5', `${event.type} of machine ${machineId} is in the log, and it lives`);
    if (event.type !== 'machineGone') return;
    const host = hosts.find((one) => one.hostId === hostId);
    if (
      nowhere.has(machineId) ||
      !host ||
      census.starts(machineId) === 0 ||
      host.disks.evidenceOf(machineId).size > 0
    )
      return;
    report('I15', `machine ${machineId} is gone, and nothing of it is in quarantine`);
  }

  function checkEvidence(event: Event, { hostId }: Noted): void {
    if (isOld) return;
    const host = hosts.find((one) => one.hostId === hostId);
    if (event.type === 'evidenceKept') checkReserved(event, host);
    if (event.type === 'evidencePurged' && host?.disks.evidenceOf(event.machineId).size)
      report('I14', `evidence of ${event.machineId} is purged in the log and still on the disk`);
    else if (event.type === 'evidenceSealed') {
      const { machineId, digest } = event;
      if (digest !== host?.disks.sealOf(machineId))
        report('I13', `the seal of ${machineId} is not that of its evidence`);
    } else if (event.type === 'purgeOrdered') {
      const forMs = options.nowMs() - (keptAtMs.get(event.machineId) ?? 0);
      if (forMs < windowMs - clocksDifferMs)
        report('I14', `the purge of ${event.machineId} is ordered after ${forMs} ms`);
    }
  }

  /** I4: what lies in quarantine is promised to nobody else. */
  function checkReserved(event: EventOf<'evidenceKept'>, host: SimHost | undefined): void {
    const { machineId, reservedMiB } = event;
    const takesMiB = host?.disks.evidenceMiB(machineId) ?? 0;
    if (reservedMiB < takesMiB)
      report(
        'I4',
        `${reservedMiB} MiB are reserved for ${takesMiB} MiB of evidence of ${machineId}`,
      );
  }

  /** I3: whatever the tables say, nobody lives with that card now. */
  function checkUnused(machineId: string, mac: string): void {
    if (isOld) return;
    for (const { living } of hosts)
      for (const qemu of living.values())
        if (qemu.machineId !== machineId && qemu.macs.includes(mac))
          report('I3', `${mac} goes to ${machineId} while ${qemu.machineId} lives with it`);
  }

  return {
    statesSince: states.since,
    wasLeasedInUse: (machineId) => leasedInUse.has(machineId),
    look,
    restart(commits) {
      lookedAtTo = commits;
      for (const notes of [machines, keptAtMs, leasedInUse, disabled]) notes.clear();
      previousHash = '';
    },
  };
}

/** Two leaders one after the other, each off by ten seconds. */
const clocksDifferMs = 25_000;

const orders: ReadonlySet<string> = new Set([
  ...['machinePlaced', 'startOrdered', 'stopOrdered', 'killOrdered', 'addressReplaced'],
]);

/** Where an event moves its machine, whatever it says besides. */
const moves: Readonly<Partial<Record<Event['type'], string>>> = {
  ...{ machineAccepted: 'pending', machinePlaced: 'prolog', startOrdered: 'boot' },
  ...{ stopOrdered: 'stopping', killOrdered: 'epilog', machineStopped: 'stopped' },
  ...{ machineLost: 'unknown', machineFailed: 'failed' },
  ...{ machineGivenUp: 'done', machineGone: 'done' },
};

/** Null: the event moves no machine. */
function stateAfter(event: Event, before: string): string | null {
  if (event.type === 'machineAdvanced') return event.to;
  return moves[event.type] ?? (before === '' ? 'unheard of' : null);
}
