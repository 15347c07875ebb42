/** `why`, `plan` and `room`: the questions the scheduler answers, because only it knows what a placement would do now. */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { Explanation, RunRequest, TypeRoom } from '../../shared/model/command.ts';
import { classicNames } from '../../shared/model/lifecycle.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import {
  awaitedHosts,
  isOnHostDown,
  mayBePlaced,
  untoldHosts,
  waitingForHost,
} from '../../shared/model/host-life.ts';
import type { Host, Machine, State } from '../../shared/model/state.ts';
import type { Placement } from '../placement/place.ts';
import { roomFor } from '../placement/room.ts';
import { findMachine } from './find.ts';
import type { Standings } from './host-views.ts';
import { hostIndex } from './followed-hosts.ts';
import { diskMiBOf } from './machine-request.ts';
import { createPlanner, siteOf } from './planner.ts';
import { unknownMachine } from './refusals.ts';
import { specsOf } from './run.ts';

/** Why the machine is where it is, or waits. */
export function explainMachine(
  state: State,
  projectId: string,
  named: string,
  standings: Standings,
  nowMs: number,
): Result<readonly Explanation[], Refusal> {
  const machine = findMachine(state, projectId, named);
  if (!machine) return refused(unknownMachine(named));
  if (machine.state !== 'pending') return ok([whereItIs(state, machine, standings)]);
  if (mayBePlaced(state, machine)) return ok([withheld(state, machine)]);
  const planner = createPlanner(state, standings, nowMs);
  if (machine.nics.length === 0) {
    const choice = planner.address(machine.spec.networkClass, machine.spec.wantedAddress);
    if (choice.outcome === 'waits') return ok([withoutAddress(machine.spec.name, choice.text)]);
  }
  return ok([explanationOf(machine.spec.name, planner.place(machine.spec))]);
}

/** What the request would do now; changes nothing. */
export function explainPlan(
  state: State,
  run: RunRequest,
  projectId: string,
  standings: Standings,
  nowMs: number,
): Result<readonly Explanation[], Refusal> {
  const specs = specsOf(state, run, projectId);
  if (!specs.ok) return specs;
  const planner = createPlanner(state, standings, nowMs);
  const explanations: Explanation[] = [];
  for (const spec of specs.value) {
    const choice = planner.address(spec.networkClass, spec.wantedAddress);
    if (choice.outcome === 'refused') return refused(choice.refusal);
    explanations.push(
      choice.outcome === 'waits'
        ? withoutAddress(spec.name, choice.text)
        : explanationOf(spec.name, planner.place(spec)),
    );
  }
  return ok(explanations);
}

/**
 * How many machines of each type fit now, with the least disk that the type has: an image may need more. None fits while a
 * host did not tell what it holds since the log was recovered: all wait for it.
 */
export function explainRoom(state: State, standings: Standings): readonly TypeRoom[] {
  const site = siteOf(state);
  const { table } = hostIndex(state, site, standings);
  const allWait = awaitedHosts(state).length > 0;
  return site.types.map((type) => {
    const { cpuHundredths, memoryMiB } = type;
    const diskMiB = diskMiBOf({ ...type, rootDiskMiB: Math.max(type.rootDiskMiB, 1) });
    const { now, empty } = roomFor(table, { cpuHundredths, memoryMiB, diskMiB });
    return { type: type.name, now: allWait ? 0 : now, empty };
  });
}

function explanationOf(machine: string, placement: Placement): Explanation {
  if (placement.placed !== null) {
    const { hostName, text, filters, hosts } = placement.why;
    return {
      machine,
      host: hostName,
      reason: null,
      text,
      filters,
      hosts,
      nearestHost: '',
      whatWouldFit: '',
    };
  }
  const { reason, text, filters, hosts, nearestHost, whatWouldFit } = placement.waits;
  return { machine, host: '', reason, text, filters, hosts, nearestHost, whatWouldFit };
}

function withoutAddress(machine: string, text: string): Explanation {
  return {
    ...{ machine, host: '', reason: 'noFreeAddress', text, filters: [], hosts: 0, nearestHost: '' },
    whatWouldFit: 'an address that comes back, a larger range, or another network class',
  };
}

/** It waited when the log was recovered, and a host did not tell what it holds. */
function withheld(state: State, { spec }: Machine): Explanation {
  const names = untoldHosts(state).map(({ name }) => name);
  const who = names.slice(0, 5).join(', ');
  return {
    ...{
      machine: spec.name,
      host: '',
      reason: 'mayBePlaced',
      filters: [],
      hosts: 0,
      nearestHost: '',
    },
    text: `It waited when the log was recovered, and may have been placed on ${who} since: it would run twice.`,
    whatWouldFit: `that ${who} speaks or is removed; or end it and ask for another machine in its place`,
  };
}

function whereItIs(state: State, machine: Machine, standings: Standings): Explanation {
  const host = machine.hostId === null ? undefined : state.hosts.get(machine.hostId);
  const standing = host && standings.get(host.hostId);
  const silent = host !== undefined && !standing?.heard && !standing?.trouble;
  const where = host
    ? `on host ${host.name}${silent ? ', which is silent now' : ''}`
    : 'on no host';
  const why = machine.message || machine.reason || '';
  const next = host ? whatNext(state, machine, host, silent) : '';
  const text = `Machine ${machine.spec.name} is ${classicNames[machine.state]} ${where}${why ? `: ${why}` : ''}.${next && ` ${next}`}`;
  return {
    ...{ machine: machine.spec.name, host: host?.name ?? '', reason: machine.reason, text },
    ...{ filters: [], hosts: 0, nearestHost: '', whatWouldFit: '' },
  };
}

/** What has to happen before it goes on, where its host has something to do with that; empty: nothing has. */
function whatNext(state: State, machine: Machine, host: Host, silent: boolean): string {
  if (machine.givenUp)
    return `Nobody knows what became of its disks: ${host.name} was confirmed down, and ends it when it speaks again.`;
  if (machine.state === 'done') return '';
  if (isOnHostDown(state, machine))
    return `${host.name} was confirmed down: kill the machine to end it now, or bring the host back.`;
  if (machine.state === 'unknown' && silent)
    return `Its address and its place are kept until ${host.name} speaks again, or an administrator confirms that it is down.`;
  return silent ? waitingForHost(machine.state, host.name) : '';
}
