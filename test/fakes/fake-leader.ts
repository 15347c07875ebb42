/**
 * A scheduler that decides next to nothing: it accepts every run that has a free name, remembers idempotency keys, and
 * carries out actions at once. Enough to talk to, for whoever tests the other end of the conversation.
 */
import type { Bus, BusMessage } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type { Answer, Command, Explanation, RunRequest } from '../../shared/model/command.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { sha256 } from '../../shared/base/digest.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { answerMessage, commandMessage } from '../../shared/wire/command.ts';
import type { LogWriter } from '../support/log-writer.ts';
import { hostId } from '../support/log-writer.ts';

export interface FakeLeader {
  /** Every command that reached it. */
  readonly heard: Command[];
  /** The next command meets this instead of a decision; `silence`: no answer. */
  next: Refusal | 'silence' | null;
  stop(): void;
}

export function startFakeLeader(bus: Bus, subjects: Subjects, writer: LogWriter): FakeLeader {
  let turn = Promise.resolve();
  const leader: FakeLeader = {
    heard: [],
    next: null,
    stop: bus.subscribe(subjects.command, (message) => {
      turn = turn.then(() => answer(leader, writer, message));
    }),
  };
  return leader;
}

async function answer(leader: FakeLeader, writer: LogWriter, message: BusMessage): Promise<void> {
  const command = commandMessage.decode(message.bytes);
  leader.heard.push(command);
  const { next } = leader;
  leader.next = null;
  if (next === 'silence') return;
  const decided: Answer = next
    ? { kind: 'refused', refusal: next }
    : await decide(writer, command, toHex(sha256(message.bytes)));
  message.reply(answerMessage.encode(decided));
}

async function decide(writer: LogWriter, command: Command, digest: string): Promise<Answer> {
  const { state } = writer.fold;
  const { key, actor, request } = command;
  if (request.kind === 'why' || request.kind === 'plan')
    return { kind: 'explained', machines: [explanation] };
  if (request.kind === 'room')
    return { kind: 'roomLeft', types: [{ type: 'm1.small', now: 7, empty: 8 }] };
  const kept = state.keys.get(`${actor}/${key}`);
  if (kept && kept.requestDigest !== digest)
    return refused('keyConflict', 'Idempotency-Key', 'The key was used for another request.');
  if (kept) return { kind: 'accepted', cursor: kept.cursor, machineIds: kept.machineIds };
  const events = eventsFor(state, command);
  if (!Array.isArray(events)) return { kind: 'refused', refusal: events as Refusal };
  const cursor = await writer.write(events as Event[], {
    ...{ actor, key, requestDigest: key === '' ? '' : digest },
  });
  const machineIds = request.kind === 'run' ? request.machineIds : [];
  return { kind: 'accepted', cursor, machineIds };
}

function eventsFor(state: State, { request, projectId }: Command): readonly Event[] | Refusal {
  switch (request.kind) {
    case 'run':
      return runEvents(state, request, projectId);
    case 'enableHost':
      return [{ type: 'hostEnabled', hostId: request.host, why: request.why }];
    case 'disableHost':
      return [{ type: 'hostDisabled', hostId: request.host, why: request.why }];
    case 'hold':
      return [{ type: 'evidenceHeld', machineId: request.machine, why: request.why }];
    case 'release':
      return [{ type: 'evidenceReleased', machineId: request.machine }];
    case 'start':
    case 'stop':
    case 'shutdown':
    case 'kill': {
      const machine = find(state, request.machines[0] ?? '');
      if (!machine) return refusal('unknownMachine', request.machines[0] ?? '', 'No such machine.');
      const { machineId } = machine.spec;
      const generation = machine.generation + 1;
      if (request.kind === 'start') return [{ type: 'startOrdered', machineId, generation }];
      if (request.kind === 'kill') return [{ type: 'killOrdered', machineId, generation }];
      const thenGone = request.kind === 'shutdown';
      return [{ type: 'stopOrdered', machineId, generation, thenGone }];
    }
    case 'repair':
      return [];
    case 'recover':
      return refusal('frozen', 'log', 'No recovery here.');
    case 'joinHost':
      if (state.hosts.has(request.hostId))
        return refusal('hostExists', 'hostId', 'This host has joined already.');
      return [
        {
          ...{ type: 'hostJoined', hostId: request.hostId },
          name: request.name || (state.offers.get(request.tokenDigest)?.name ?? ''),
          ...{ publicKey: request.publicKey, tokenDigest: request.tokenDigest },
        },
      ];
    case 'offerHost':
      return [
        {
          ...{ type: 'hostOffered', tokenDigest: request.tokenDigest, name: request.name },
          expiresAtMs: request.expiresAtMs,
        },
      ];
    case 'withdrawOffer':
    case 'confirmDown':
      return refusal('actionNotOffered', request.kind, 'The fake does not do this.');
    case 'renameHost':
      return [{ type: 'hostRenamed', hostId: request.host, name: request.name }];
    case 'removeHost':
      return [{ type: 'hostRemoved', hostId: request.host, why: request.why }];
    case 'rebindHost':
      return [{ type: 'hostRebound', hostId: request.host, why: request.why }];
    case 'why':
    case 'plan':
    case 'room':
      return refusal('actionNotOffered', request.kind, 'The fake does not do this.');
  }
}

function runEvents(state: State, run: RunRequest, projectId: string): readonly Event[] | Refusal {
  if (state.machineByName.has(`${projectId}/${run.name}`))
    return refusal('nameTaken', 'name', `A machine ${run.name} is there already.`);
  return run.machineIds.flatMap((machineId, index): Event[] => {
    const label = state.nextLabel + index;
    const address = 0x0a4d0902 + state.leases.size + index;
    const many = run.machineIds.length > 1 ? `-${index + 1}` : '';
    const { image, networkClass, requirements, rank, onHostRestart, volumeLabel } = run;
    return [
      {
        ...{ type: 'machineAccepted', machineId, label, projectId, vcpus: run.vcpus ?? 1 },
        name: run.name === '' ? `one-${label}` : run.name + many,
        ...{ instanceType: run.type || 'm1.small', image, networkClass, requirements, rank },
        ...{ onHostRestart, volumeLabel, policy: run.policy ?? 'packing', wantedAddress: null },
        resources: { cpuHundredths: run.cpuHundredths ?? 100, memoryMiB: 512, diskMiB: 700 },
        ...{ swapMiB: 512, rootDiskMiB: 188, stopDeadlineMs: 60_000 },
        volatileMiB: run.volatileMiB,
      },
      {
        ...{ type: 'addressLeased', machineId, nicIndex: 0 },
        nic: {
          ...{ networkClass, address, prefixLength: 28, gateway: 0x0a4d0901 },
          mac: `02:00:0a:4d:09:${(address & 255).toString(16).padStart(2, '0')}`,
        },
      },
      { type: 'machinePlaced', machineId, generation: 1, hostId },
    ];
  });
}

const explanation: Explanation = {
  ...{ machine: '1', host: '', reason: 'noHostWithMemory', hosts: 1, nearestHost: 'host-1' },
  text: 'No host has 512 MiB free.',
  filters: [{ filter: 'memory', hosts: 1 }],
  whatWouldFit: '256 MiB less',
};

function find(state: State, reference: string): Machine | undefined {
  const id =
    state.machineByLabel.get(Number(reference)) ??
    state.machineByName.get(`p1/${reference}`) ??
    reference;
  return state.machines.get(id);
}

function refusal(reason: Refusal['reason'], where: string, message: string): Refusal {
  return { reason, where, message, whatToDo: 'Do something else.' };
}

function refused(reason: Refusal['reason'], where: string, message: string): Answer {
  return { kind: 'refused', refusal: refusal(reason, where, message) };
}
