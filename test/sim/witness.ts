/**
 * Sees what really happens in a simulated world and holds it against the promises (the invariants of the architecture, by
 * their numbers): counts QEMUs, disks and evidence, not the tables of the code under test. The first breach ends the history.
 */
import { classicNames } from '../../shared/model/lifecycle.ts';
import type { MachineState } from '../../shared/model/words.ts';
import { cursorText, parseCursor } from '../../shared/model/cursor.ts';
import type { AgentMemory, Guard } from '../../shared/model/conversation.ts';
import type { Answer } from '../../shared/model/command.ts';
import type { MemoryLog } from '../../shared/log/memory-log.ts';
import type { QemuCensus } from '../fakes/qemu-census.ts';
import { createEvidenceWatch } from './evidence-watch.ts';
import { createFollower } from './follower.ts';
import type { Follower } from './follower.ts';
import { createLogWatch } from './log-watch.ts';
import type { LogWatch } from './log-watch.ts';
import { tellsSecret } from './canaries.ts';
import type { LivingQemu } from './living-qemu.ts';
import type { SimHost } from './sim-host.ts';
import type { SimRequest } from './sim-client.ts';
import { createStartsSeen } from './starts-seen.ts';
import type { Trace } from './trace.ts';

export interface Witness {
  readonly follower: Follower;
  /** The log was put back from an older copy: what it says is read again. */
  restart(): void;
  /** Every event of the log so far that somebody may hear, with its place and its project. */
  events(): readonly LoggedEvent[];
  /** Looks at the world as it is now. Throws `Breach` if anything was reported since the last look. */
  look(): void;
  report(invariant: string, text: string): void;
  onStart(host: SimHost, qemu: LivingQemu): void;
  onEnd(host: SimHost, qemu: LivingQemu, byItself: boolean): void;
  onGuard(host: SimHost, guard: Guard, before: Guard | null): void;
  onForgotten(host: SimHost, before: Guard): void;
  onMemory(host: SimHost, memory: AgentMemory, before: AgentMemory | null): void;
  onAnswer(request: SimRequest, answer: Answer): void;
}

export interface LoggedEvent {
  readonly cursor: string;
  readonly projectId: string | undefined;
}

export interface WitnessOptions {
  readonly log: Pick<MemoryLog, 'messages'>;
  readonly trace: Trace;
  readonly census: QemuCensus;
  readonly hosts: readonly SimHost[];
  isForeign(address: number): boolean;
  nowMs(): number;
}

/** A promise was broken. */
export class Breach extends Error {
  override readonly name = 'Breach';
  readonly invariant: string;

  constructor(invariant: string, text: string) {
    super(`${invariant}: ${text}`);
    this.invariant = invariant;
  }
}

export function createWitness(options: WitnessOptions): Witness {
  const { log, trace, census, hosts } = options;
  const starts = createStartsSeen();
  const events: LoggedEvent[] = [];
  let breach: Breach | null = null;
  /** When an older copy of the log was put back, and the machines that the log knew until then. */
  let putBackAtMs = Number.NEGATIVE_INFINITY;
  const knownBefore = new Set<string>();

  /** What it says of was lost since, or may have been. */
  function isOfLostPart({ sentAtMs, command }: SimRequest, answer: Answer): boolean {
    if (sentAtMs <= putBackAtMs) return true;
    if (answer.kind !== 'refused' || answer.refusal.reason !== 'unknownMachine') return false;
    return 'machines' in command && command.machines.some((one) => knownBefore.has(one));
  }

  function report(invariant: string, text: string): void {
    breach ??= new Breach(invariant, text);
  }

  const logWatch = createLogWatch({ ...options, report });
  const follower = createFollower({
    ...{ log, report },
    evidenceMiB: (hostId, machineId) =>
      hosts.find((host) => host.hostId === hostId)?.disks.evidenceMiB(machineId) ?? 0,
    onCommit(commit, message) {
      const { sequence, bytes } = message;
      if (tellsSecret(bytes)) report('I23', `a secret can be read in commit ${sequence}`);
      logWatch.look(commit, message);
      const { logId } = commit;
      for (const [index, event] of commit.entries.flatMap((entry) => entry.events).entries())
        // The state that a segment carries is told to nobody.
        if (event.type !== 'stateCarried')
          events.push({
            cursor: cursorText({ logId, sequence, index }),
            projectId: event.projectId,
          });
      const what = commit.entries.flatMap(({ events }) => events.map(wordsOf));
      trace.note(`log ${sequence}: ${what.join(', ') || 'nothing'}`);
    },
  });
  const evidence = createEvidenceWatch({ ...options, follower, report });

  return {
    ...{ follower, report, events: () => events },
    restart() {
      putBackAtMs = options.nowMs();
      for (const machineId of follower.state.machines.keys()) knownBefore.add(machineId);
      const isHeld = (machineId: string): boolean =>
        hosts.some(({ guards }) => guards.kept().has(machineId));
      follower.restart((machineId) => starts.isForgotten(machineId) && !isHeld(machineId));
      starts.logPutBack();
      logWatch.restart(log.messages().length);
    },
    look() {
      follower.catchUp();
      evidence.look();
      if (breach) throw breach;
    },
    onStart(host, qemu) {
      follower.catchUp();
      const { machineId, generation } = qemu;
      if (census.alive(machineId) > 1) report('I1', `machine ${machineId} runs twice`);
      if (!starts.add(machineId, generation))
        report('I17', `generation ${generation} of ${machineId} starts twice`);
      if (host.guards.kept().get(machineId)?.startedGeneration !== generation)
        report('I17', `${host.name} starts machine ${machineId} before its guard is durable`);
      if (logWatch.wasLeasedInUse(machineId) && census.starts(machineId) === 1)
        report('I3', `${machineId} starts with an address that another machine answers for`);
      if (!host.hasOrders())
        report('I17', `${host.name} starts machine ${machineId} before all its orders came`);
      if (!qemu.isFiltered)
        report('I19', `${machineId} is on the network without a filter of its own`);
      const others = hosts.flatMap((one) => [...one.living.values()]).filter((o) => o !== qemu);
      const here = [...host.living.values()].filter((one) => one !== qemu);
      for (const problem of [
        ...unordered(follower, host, qemu),
        ...sharedCards(qemu, others),
        ...sharedDisks(host, qemu, here),
        ...tooMuch(follower, host),
      ])
        report(problem.invariant, problem.text);
      if (tellsSecret(host.hypervisor.xml(machineId)))
        report('I23', `a secret can be read in the definition of ${machineId}`);
      evidence.started(host, machineId);
    },
    onEnd(host, { machineId, generation }, byItself) {
      if (byItself) return;
      follower.catchUp();
      const machine = follower.machine(machineId);
      const ordered = machine && machine.desired !== 'running' && machine.generation > generation;
      const nobodyAsked = machine?.desired === 'running';
      if (!ordered)
        report(
          nobodyAsked ? 'I11' : 'I22',
          `${host.name} ends machine ${machineId}, and nobody ordered that`,
        );
    },
    onGuard(host, guard, before) {
      if (!before) return;
      const { machineId, generation } = guard.order;
      const forgetsStart =
        guard.startedGeneration < before.startedGeneration &&
        starts.has(machineId, before.startedGeneration);
      const back =
        generation < before.order.generation || guard.goneGeneration < before.goneGeneration;
      if (back || forgetsStart) report('I8', `${host.name}: the guard of ${machineId} goes back`);
    },
    onForgotten(host, { order: { machineId } }) {
      starts.forgotten(machineId);
      const left = host.living.has(machineId) || host.disks.filesOf(machineId).size > 0;
      if (left)
        report('I17', `${host.name} forgets machine ${machineId}, of which it has something`);
    },
    onMemory(host, memory, before) {
      if (!before) return;
      const [logId, logIdBefore] = [memory.position?.logId ?? '', before.position?.logId ?? ''];
      const back =
        logId < logIdBefore ||
        (logId === logIdBefore &&
          (memory.term < before.term ||
            (memory.position?.sequence ?? 0) < (before.position?.sequence ?? 0)));
      if (back) report('I8', `${host.name} goes back to an older term or position`);
    },
    onAnswer(request, answer) {
      follower.catchUp();
      const why = unfounded(follower, request, answer) ?? untrueState(logWatch, request, answer);
      if (why && !isOfLostPart(request, answer)) report('I6', why);
      const { key, administrator } = request;
      if (answer.kind === 'accepted' && isTrespass(follower, request))
        report('I19', `request ${key} was accepted, and is none of its asker's business`);
      const isDenied = answer.kind === 'refused' && answer.refusal.reason === 'notAuthorized';
      if (isDenied && administrator) report('I19', `the administrator's ${key} is denied`);
    },
  };
}

interface Problem {
  readonly invariant: string;
  readonly text: string;
}

/** I17: a start rests on an order in the log, for this host, that no later order has undone as far as the host may know. */
function unordered(follower: Follower, host: SimHost, qemu: LivingQemu): Problem[] {
  const { machineId, generation } = qemu;
  const machine = follower.machine(machineId);
  const fault = !machine
    ? 'of which the log knows nothing'
    : machine.hostId !== host.hostId
      ? 'which belongs on another host'
      : generation > machine.generation
        ? 'in a generation that nobody ordered'
        : generation === machine.generation && machine.desired !== 'running'
          ? 'though its order says otherwise'
          : '';
  if (fault === '') return [];
  return [{ invariant: 'I17', text: `${host.name} starts machine ${machineId}, ${fault}` }];
}

function sharedCards(qemu: LivingQemu, others: readonly LivingQemu[]): Problem[] {
  return others
    .filter((other) => other.machineId !== qemu.machineId)
    .filter(({ macs }) => macs.some((mac) => qemu.macs.includes(mac)))
    .map((other) => ({
      invariant: 'I3',
      text: `${qemu.machineId} and ${other.machineId} live with one address`,
    }));
}

function sharedDisks(host: SimHost, qemu: LivingQemu, here: readonly LivingQemu[]): Problem[] {
  const shared = here.filter(({ disks }) => disks.some((disk) => qemu.disks.includes(disk)));
  const problems = shared.map((other) => ({
    invariant: 'I2',
    text: `${qemu.machineId} and ${other.machineId} write one disk`,
  }));
  if (!host.disks.filesOf(qemu.machineId).has('root.qcow2'))
    problems.push({ invariant: 'I2', text: `${qemu.machineId} starts without its root disk` });
  return problems;
}

/** I4 as the host feels it: what lives there, and what lies on its disk, fits. */
function tooMuch({ state }: Follower, { name, capacity, living, disks }: SimHost): Problem[] {
  const used = { cpuHundredths: 0, memoryMiB: 0, diskMiB: 0 };
  for (const { memoryMiB, machineId } of living.values()) {
    used.memoryMiB += memoryMiB;
    used.cpuHundredths += state.machines.get(machineId)?.spec.resources.cpuHundredths ?? 0;
  }
  for (const { spec } of state.machines.values()) {
    const { machineId, resources } = spec;
    if (disks.filesOf(machineId).size > 0) used.diskMiB += resources.diskMiB;
    else used.diskMiB += disks.evidenceMiB(machineId);
  }
  const fits = (Object.keys(used) as (keyof typeof used)[]).every(
    (resource) => used[resource] <= capacity[resource],
  );
  return fits ? [] : [{ invariant: 'I4', text: `${name} holds too much: ${JSON.stringify(used)}` }];
}

/** An answer must be true in the log: what was accepted is there, what was refused had its reason. */
function unfounded(follower: Follower, request: SimRequest, answer: Answer): string | null {
  const { key, actor, projectId, command } = request;
  if (answer.kind === 'accepted') {
    const sequence = follower.keys.get(`${actor}/${key}`);
    const said = parseCursor(answer.cursor)?.sequence;
    if (sequence === undefined) return `request ${key} was acknowledged and is not in the log`;
    if (said !== sequence) return `request ${key} is at ${sequence}, its cursor says ${said}`;
    return unkeptHold(follower, request, sequence);
  }
  if (answer.kind !== 'refused') return null;
  if (follower.keys.has(`${actor}/${key}`)) return `request ${key} was refused and is in the log`;
  const { reason } = answer.refusal;
  if (reason === 'unknownHost' && namesRemoved(follower, command)) return null;
  if (reason === 'notAuthorized' || touchesAnothers(follower, request)) return null;
  if (reason === 'unknownMachine' || reason === 'unknownHost')
    return `request ${key} was refused (${reason}) though what it names was acknowledged`;
  if (reason !== 'nameTaken' || command.kind !== 'run') return null;
  const sinceMs = request.sentAtMs;
  const { name, machineIds } = command;
  const names = machineIds.length === 1 ? [name] : machineIds.map((_id, i) => `${name}-${i + 1}`);
  return names.some((one) => follower.wasNameTaken(projectId, one, sinceMs))
    ? null
    : `request ${key} was refused because of the name ${name}, which nobody had`;
}

/** What an action is refused for: the machine was in the state that the answer names, at some time since it was asked. */
function untrueState(
  { statesSince }: LogWatch,
  { command, key, sentAtMs }: SimRequest,
  answer: Answer,
): string | null {
  if (answer.kind !== 'refused' || answer.refusal.reason !== 'actionNotAllowed') return null;
  if (!('machines' in command)) return null;
  const { message } = answer.refusal;
  const named = command.machines.flatMap((machineId) => statesSince(machineId, sentAtMs));
  const isTrue = named.some((state) =>
    message.endsWith(` is ${classicNames[state as MachineState]}`),
  );
  return isTrue ? null : `request ${key} was refused for a state that is over: ${message}`;
}

/** I14: who was told that evidence is held can rest: its purge was not ordered before. */
function unkeptHold(
  follower: Follower,
  { command, key }: SimRequest,
  sequence: number,
): string | null {
  if (command.kind !== 'hold') return null;
  const evidence = follower.state.evidence.get(command.machine);
  const isLate = evidence && evidence.purgeOrderedAt > 0 && evidence.purgeOrderedAt < sequence;
  return isLate ? `hold ${key} was acknowledged after the purge was ordered` : null;
}

/** I19: it is for an administrator alone, or about a machine of another project. */
function isTrespass(follower: Follower, request: SimRequest): boolean {
  const isForAll = ['run', 'start', 'stop', 'shutdown', 'kill'].includes(request.command.kind);
  return (!request.administrator && !isForAll) || touchesAnothers(follower, request);
}

function touchesAnothers(follower: Follower, { command, projectId }: SimRequest): boolean {
  const named =
    'machines' in command ? command.machines : 'machine' in command ? [command.machine] : [];
  return named.some((machineId) => {
    const machine = follower.state.machines.get(machineId);
    return machine !== undefined && machine.spec.projectId !== projectId;
  });
}

/** A host that was removed is unknown from then on. */
function namesRemoved(follower: Follower, command: SimRequest['command']): boolean {
  if (!('host' in command)) return false;
  return follower.state.hosts.get(command.host)?.removed !== null;
}

function wordsOf(event: { readonly type: string }): string {
  const about = event as { machineId?: string; generation?: number; to?: string; reason?: string };
  const words = [event.type];
  if (about.machineId) words.push(about.machineId.slice(0, 8));
  if (about.generation !== undefined) words.push(`g${about.generation}`);
  if (about.to) words.push(about.to);
  if (about.reason) words.push(about.reason);
  return words.join(' ');
}
