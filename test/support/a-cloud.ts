/**
 * A small cloud that decides with the real functions and folds what they say, without log, bus or time: one host, one
 * network of 13 addresses. A test says what is asked and reported, and looks at the state.
 */
import { decideCommand } from '../../scheduler/decide/command.ts';
import type { CommandFacts } from '../../scheduler/decide/command.ts';
import { followHosts, noteEvents } from '../../scheduler/decide/followed-hosts.ts';
import { observeMachine } from '../../scheduler/decide/observe.ts';
import { ok } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import { applyCommit } from '../../shared/model/apply.ts';
import type { Request, RunRequest } from '../../shared/model/command.ts';
import type { MachineReport } from '../../shared/model/conversation.ts';
import type { Commit, Entry, Event, Network, SiteSettings } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import { emptyState } from '../../shared/model/state.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { cloudId, genesis, hostId, logId } from './log-writer.ts';

export interface CloudOptions {
  readonly site?: Partial<SiteSettings>;
  readonly network?: Partial<Network>;
  /** Hosts besides the first, by id. */
  readonly moreHosts?: readonly string[];
}

export interface Cloud {
  readonly state: State;
  readonly commits: readonly Commit[];
  /** Commit time, ms since 1970; a test moves it. */
  nowMs: number;
  /** Hosts that are not heard. */
  readonly silent: Set<string>;
  facts(): CommandFacts;
  commit(events: readonly Event[], entry?: Partial<Entry>): void;
  /** Decides, and commits what was decided. */
  ask(request: Request, asker?: { projectId?: string; administrator?: boolean }): Decision;
  /** `run` of one machine of 512 MiB unless told otherwise; its name. */
  run(changes?: Partial<RunRequest>): string;
  /** The host of the machine reports it at its present generation. */
  report(name: string, phase: MachineReport['phase'], changes?: Partial<MachineReport>): Event[];
  /** By its name now, or by its UUID. */
  machine(name: string): Machine;
}

export type Decision = Result<readonly Event[], Refusal>;

export function machineIdOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function aRunRequest(changes: Partial<RunRequest> = {}): RunRequest {
  return {
    ...{ machineIds: [machineIdOf(1)], name: '', type: 't1.micro', vcpus: null },
    ...{ cpuHundredths: null, memoryMiB: null, swapMiB: null, rootDiskMiB: null, volatileMiB: 0 },
    image: {
      ...{ identifier: null, locations: ['https://images.example.org/small.qcow2'] },
      ...{ format: 'qcow2', compression: 'none', bytes: null },
      digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
    },
    ...{ networkClass: 'public', address: null, requirements: '', rank: '', policy: null },
    ...{ onHostRestart: 'leave', volumeLabel: '_STRATUSLAB', ...changes },
  };
}

export function aReport(machine: Machine, changes: Partial<MachineReport>): MachineReport {
  return {
    ...{ machineId: machine.spec.machineId, generation: machine.generation, phase: 'running' },
    ...{ startedGeneration: 0, reason: null, message: '', doneBytes: 0, totalBytes: 0 },
    ...{ counters: null, evidence: [], ...changes },
  };
}

export function aCloud(options: CloudOptions = {}): Cloud {
  const state = emptyState();
  followHosts(state);
  const commits: Commit[] = [];
  let made = 0;

  const cloud: Cloud = {
    ...{ state, commits, nowMs: 1_800_000_000_000, silent: new Set<string>() },
    facts: () => ({
      standings: new Map(
        [...state.hosts.keys()].map((id) => [
          id,
          { heard: !cloud.silent.has(id), load: null, trouble: '' },
        ]),
      ),
      silent: cloud.silent,
      compose: ({ volumeLabel }) => ok({ digest: 'cd'.repeat(32), volumeLabel }),
    }),
    commit(events, entry = {}) {
      const commit: Commit = {
        ...{ format: 2, cloudId, logId, term: Math.max(1, state.term), writer: 'e'.repeat(32) },
        ...{ previousHash: '', timeMs: cloud.nowMs, nonce: '0'.repeat(16) },
        entries: [
          { actor: 'admin', origin: 'command', key: '', requestDigest: '', ...entry, events },
        ],
      };
      applyCommit(state, commit, state.sequence + 1);
      noteEvents(state, events);
      commits.push(commit);
    },
    ask(request, { projectId = 'p1', administrator = true } = {}) {
      const command = { cloudId, actor: 'admin', projectId, key: '', administrator, request };
      const decided = decideCommand(state, command, cloud.facts(), cloud.nowMs);
      if (decided.ok && decided.value.length > 0) cloud.commit(decided.value);
      return decided;
    },
    run(changes = {}) {
      const machineId = machineIdOf(++made);
      const decided = cloud.ask({
        kind: 'run',
        ...aRunRequest({ machineIds: [machineId], ...changes }),
      });
      if (!decided.ok) throw new Error(`${decided.reason.reason}: ${decided.reason.message}`);
      return cloud.machine(changes.machineIds?.[0] ?? machineId).spec.name;
    },
    report(name, phase, changes = {}) {
      const machine = cloud.machine(name);
      const said = aReport(machine, { phase, ...changes });
      const events = observeMachine(state, machine.hostId ?? hostId, said, cloud.nowMs);
      if (events.length > 0) cloud.commit(events, { origin: 'report' });
      return [...events];
    },
    machine(name) {
      const machine = state.machines.get(state.machineByName.get(`p1/${name}`) ?? name);
      if (!machine) throw new Error(`no machine ${name}`);
      return machine;
    },
  };

  cloud.commit(
    genesis.map((event): Event => {
      if (event.type === 'siteConfigured') return { ...event, ...options.site };
      return event.type === 'networkDefined' ? { ...event, ...options.network } : event;
    }),
  );
  for (const [index, id] of (options.moreHosts ?? []).entries()) {
    const declared = genesis.find((event) => event.type === 'hostDeclared')!;
    cloud.commit([
      {
        ...{ type: 'hostJoined', hostId: id, name: `host-${index + 2}` },
        ...{ publicKey: '', tokenDigest: '' },
      },
      { ...declared, hostId: id },
    ]);
  }
  return cloud;
}
