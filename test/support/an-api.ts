/** The whole API on ports in memory, with a fake leader behind it: what a test of routes or of the command line talks to. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import pino from 'pino';
import { parseTokens } from '../../api/auth/tokens.ts';
import { startCheckUp } from '../../api/check/check-up.ts';
import { lookAtHosts } from '../../api/check/look.ts';
import { createLeader } from '../../api/commands/leader.ts';
import type { Entrance } from '../../api/entrance.ts';
import { listen } from '../../api/read-model/hearing.ts';
import { createReadModel } from '../../api/read-model/read-model.ts';
import { buildServer } from '../../api/server.ts';
import type { EventView } from '../../api/views/event-view.ts';
import type { EvidenceView } from '../../api/views/evidence-view.ts';
import type { ExplanationView } from '../../api/views/explanation-view.ts';
import type { HostView } from '../../api/views/host-view.ts';
import type { MachineView } from '../../api/views/machine-view.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { createMemoryBusHub } from '../../shared/bus/memory-bus.ts';
import type { MemoryBusHub } from '../../shared/bus/memory-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import type { Log } from '../../shared/log/log.ts';
import { createMemoryLog } from '../../shared/log/memory-log.ts';
import type { MemoryLog } from '../../shared/log/memory-log.ts';
import { createMemoryVault } from '../../shared/log/memory-vault.ts';
import type { MemoryVault } from '../../shared/log/memory-vault.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import { startFakeLeader } from '../fakes/fake-leader.ts';
import { cloudId as ownCloudId, createLogWriter, genesis } from './log-writer.ts';

export const token = 'a-token-of-the-tests';

export interface ApiPorts {
  readonly log: MemoryLog;
  readonly vault: MemoryVault;
  readonly hub: MemoryBusHub;
}

const { privateKey } = generateKeyPairSync('ed25519');
export const aHeadKey = secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
export const aCloudKey = secret(new Uint8Array(32).fill(7));

export function memoryPorts(): ApiPorts {
  const clock = systemClock;
  return {
    log: createMemoryLog({ clock }),
    vault: createMemoryVault({ clock }),
    hub: createMemoryBusHub({ clock }),
  };
}

/** Where the API of these tests says that it is reached; nothing listens there. */
export const anEntrance: Entrance = {
  ...{ address: '10.1.2.3', port: 8780, busServers: ['tls://10.1.2.3:8790'] },
  ...{ authority: 'a certificate', fingerprint: 'f'.repeat(43), imageFolder: null },
};

/** The API alone, on ports that somebody else uses too; of another cloud if one is named. */
export async function startApiOn(
  ports: Omit<ApiPorts, 'log'> & { readonly log: Log; readonly cloudId?: string },
  entrance: Entrance | null = anEntrance,
) {
  const { log, vault, hub, cloudId = ownCloudId } = ports;
  const clock = systemClock;
  const subjects = subjectsOf(cloudId);
  const bus = hub.client('api');
  const problems: string[] = [];
  const onProblem = (problem: string): void => void problems.push(problem);
  const model = createReadModel({
    ...{ log, clock, decode: ({ bytes }) => decodeCommit(bytes), onProblem },
  });
  const hearing = listen({
    ...{ bus, subjects, cloudId, clock, state: () => model.state, onProblem },
    onBeat: ({ position }) => model.heardOf(position.logId, position.sequence),
  });
  const checkUp = startCheckUp({
    ...{ clock, state: () => model.state, againMs: 100 },
    look: (state) => lookAtHosts({ bus, subjects, cloudId }, state),
  });
  const digest = createHash('sha256').update(token).digest('hex');
  const app = await buildServer({
    ...{ cloudId, model, hearing, bus, subjects, log, vault, clock, viewWaitMs: 1_000 },
    headKey: aHeadKey,
    checkUp,
    entrance,
    ...{ cloudKey: aCloudKey, random: systemRandom, logger: pino({ level: 'silent' }) },
    leader: createLeader({ bus, subjects, cloudId, timeoutMs: 1_000 }),
    tokens: parseTokens(JSON.stringify({ admin: digest }), 'tokens.json'),
  });
  await model.waitFor(1, 1_000);
  return {
    ...{ app, model, hearing, problems },
    async stop(): Promise<void> {
      await app.close();
      checkUp.stop();
      hearing.stop();
      model.stop();
    },
  };
}

export async function startApi(entrance: Entrance | null = anEntrance) {
  const ports = memoryPorts();
  const { log, vault, hub } = ports;
  const subjects = subjectsOf(ownCloudId);
  const writer = createLogWriter(log);
  await writer.write(genesis, { actor: 'system', origin: 'genesis' });
  const leader = startFakeLeader(hub.client('scheduler'), subjects, writer);
  const api = await startApiOn(ports, entrance);
  return {
    ...{ ...api, log, vault, hub, subjects, writer, leader, cloudKey: aCloudKey },
    async stop(): Promise<void> {
      await api.stop();
      leader.stop();
    },
  };
}

export type Api = Awaited<ReturnType<typeof startApi>>;

export const anImage = {
  locations: ['file:///images/small.qcow2'],
  format: 'qcow2',
  digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
} as const;

/** Everything that some route answers, so that a test may look at what it expects. */
export interface AnswerJson {
  readonly cursor: string;
  readonly machineIds: readonly string[];
  readonly machines: readonly (MachineView & ExplanationView)[];
  readonly next: number | string | null;
  readonly events: readonly EventView[];
  readonly evidence: readonly EvidenceView[];
  readonly hosts: readonly HostView[];
  readonly host: HostView;
  readonly name: string;
  readonly reason: string;
  readonly detail: string;
  readonly where: string;
  readonly whatToDo: string;
}

/** A request as a client with the right token sends it. */
export async function call(
  { app }: Pick<Api, 'app'>,
  method: 'GET' | 'POST',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await app.inject({
    ...{ method, url: `/v1${url}` },
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    ...{ status: response.statusCode, headers: response.headers },
    json: response.json<AnswerJson>(),
  };
}
