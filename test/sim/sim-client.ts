/**
 * A user of a simulated cloud, as the API serves one: stores the context, asks the leader, and asks again with the same key
 * until there is an answer that counts.
 */
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import { packUserContext, sealUserContext } from '../../shared/log/user-context-record.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import type { Answer, Command, Request, RunRequest } from '../../shared/model/command.ts';
import { sleep } from '../../shared/time/clock.ts';
import { answerMessage, commandMessage } from '../../shared/wire/command.ts';
import { secretContext } from './canaries.ts';
import { createSimProcess } from './sim-process.ts';
import { cloudKey } from './sim-settings.ts';
import type { SimWorld } from './sim-world.ts';

export interface SimRequest {
  readonly key: string;
  readonly actor: string;
  /** The project it is asked in. */
  readonly projectId: string;
  readonly administrator: boolean;
  readonly command: Request;
  /** Wall clock of the world, ms since 1970. */
  readonly sentAtMs: number;
  answer: Answer | null;
  tries: number;
  /** Commands of this client that the network had doubled when it was asked. */
  readonly doubledBefore: number;
  /** What the machines are given, sealed once however often it is stored. */
  readonly contexts: readonly SimContext[];
  /** More than one copy of it may have been heard: the refusal of one says nothing of another. */
  hasCopies: boolean;
}

export interface SimContext {
  readonly machineId: string;
  readonly sealed: Uint8Array;
}

/** Whom a client's requests are made for, as the API has authenticated him. */
export interface SimActor {
  readonly actor: string;
  readonly projectId: string;
  readonly administrator: boolean;
}

export interface SimClient {
  readonly who: SimActor;
  /** Asks until answered; the request is in `requests` at once. `projectId`: another than its own. */
  ask(request: Request, projectId?: string): SimRequest;
  run(count: number, changes?: Partial<RunRequest>): SimRequest;
  readonly requests: readonly SimRequest[];
}

const answerWithinMs = 4_000;
const transient = new Set([
  ...['notLeading', 'logUnavailable', 'vaultUnavailable', 'tooManyRequests', 'frozen'],
]);

const theAdministrator: SimActor = { actor: 'admin', projectId: 'p1', administrator: true };

export function createSimClient(
  world: SimWorld,
  name: string,
  who: SimActor = theAdministrator,
): SimClient {
  const { time, trace } = world;
  const random = world.random.fork();
  const { clock, coverage } = world;
  const process = createSimProcess({
    ...{ name, time, wallClock: clock.now },
    onFate: () => coverage.took('crashAtCall'),
  });
  const bus = process.gate(world.hub.client(name));
  const subject = subjectsOf(world.cloudId).command;
  const requests: SimRequest[] = [];
  world.enter(process);

  async function once(request: SimRequest): Promise<Answer | null> {
    const { actor, key, projectId, administrator } = request;
    const command: Command = {
      ...{ cloudId: world.cloudId, actor, projectId, key, administrator },
      request: request.command,
    };
    try {
      for (const { machineId, sealed } of request.contexts)
        await world.vault.put(machineId.replaceAll('-', ''), sealed);
      const bytes = await bus.request(subject, commandMessage.encode(command), answerWithinMs);
      return answerMessage.decode(bytes);
    } catch {
      return null;
    }
  }

  function contextOf(machineId: string): SimContext {
    const packed = packUserContext(secretContext(machineId));
    return { machineId, sealed: sealUserContext(packed, cloudKey, random) };
  }

  async function untilAnswered(request: SimRequest): Promise<void> {
    for (;;) {
      request.tries += 1;
      const answer = await once(request);
      const final = answer && !(answer.kind === 'refused' && transient.has(answer.refusal.reason));
      if (final) return settle(request, answer);
      await sleep(process.clock, random.between(500, 3_000));
    }
  }

  function settle(request: SimRequest, answer: Answer): void {
    request.answer = answer;
    request.hasCopies =
      request.tries > 1 || world.network.commandsDoubled(name) > request.doubledBefore;
    const said = answer.kind === 'refused' ? answer.refusal.reason : answer.kind;
    trace.note(`${name}: ${request.key} ${request.command.kind} ${said}`);
    world.witness.onAnswer(request, answer);
  }

  function ask(command: Request, projectId = who.projectId): SimRequest {
    const { actor, administrator } = who;
    const request: SimRequest = {
      ...{ key: `${name}-${requests.length + 1}`, actor, administrator, projectId, command },
      ...{ sentAtMs: world.clock.now(), answer: null, tries: 0, hasCopies: false },
      doubledBefore: world.network.commandsDoubled(name),
      contexts: command.kind === 'run' ? command.machineIds.map(contextOf) : [],
    };
    requests.push(request);
    trace.note(`${name}: asks ${request.key} ${words(command)}`);
    void untilAnswered(request);
    return request;
  }

  return {
    ...{ who, ask, requests },
    run(count, changes = {}) {
      const machineIds = Array.from({ length: count }, () => uuidFromRandom(random.bytes(16)));
      return ask({ kind: 'run', ...aRun(machineIds), ...changes });
    },
  };
}

function aRun(machineIds: readonly string[]): RunRequest {
  return {
    ...{ machineIds, name: '', type: '', vcpus: null, cpuHundredths: null, memoryMiB: null },
    ...{ swapMiB: null, volatileMiB: 16, rootDiskMiB: null, networkClass: 'public', address: null },
    image: {
      ...{ identifier: null, locations: ['https://images.example.org/small.qcow2'] },
      ...{ format: 'qcow2', compression: 'none', bytes: null },
      digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
    },
    ...{ requirements: '', rank: '', policy: null, onHostRestart: 'leave' },
    volumeLabel: '_STRATUSLAB',
  };
}

function words(command: Request): string {
  if (command.kind === 'run') {
    const ids = command.machineIds.map((id) => id.slice(0, 8)).join(' ');
    return `run ${command.name} ${ids}`;
  }
  const about = 'machines' in command ? command.machines.join(' ') : '';
  return `${command.kind} ${about.slice(0, 8)}`;
}
