/** The REST API as a test uses it: requests that must succeed, requests that may be refused, and waiting for a machine. */
import { randomUUID } from 'node:crypto';
import type { EventView } from '../../../api/views/event-view.ts';
import type { EvidenceView } from '../../../api/views/evidence-view.ts';
import type { HostView } from '../../../api/views/host-view.ts';
import type { MachineView } from '../../../api/views/machine-view.ts';
import { serverEvents } from '../../../cli/event-source.ts';
import { until } from '../until.ts';

export type Action = 'start' | 'stop' | 'shutdown' | 'kill';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface CloudClient {
  /** Any request, any answer. `key`: the idempotency key, a new one unless given. */
  ask(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Answer>;
  /** Runs one machine of these wishes; its UUID. */
  run(request: object): Promise<string>;
  machine(machineId: string): Promise<MachineView>;
  act(machineId: string, action: Action): Promise<void>;
  /** Waits until the machine is as told, or says how it is instead. */
  until(
    machineId: string,
    what: string,
    holds: (machine: MachineView) => boolean,
    limitMs?: number,
  ): Promise<MachineView>;
  /** Waits for one of these states; ends at once in a state that none of them follows. */
  reaches(machineId: string, ...states: readonly MachineView['state'][]): Promise<MachineView>;
  evidenceOf(machineId: string): Promise<EvidenceView | null>;
  consoleOf(machineId: string): Promise<string>;
  /** The events of the log from now on, heard already when this resolves. */
  listen(): Promise<AsyncIterable<EventView>>;
  /** Waits until the host was heard so many times more: what it does by itself it has done. */
  hearsHost(times: number): Promise<void>;
}

const stateLimitMs = 120_000;
const dead: readonly string[] = ['failed', 'done'];

export function cloudClient(endpoint: string, token: string): CloudClient {
  async function ask(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    key: string = randomUUID(),
  ): Promise<Answer> {
    const answer = await fetch(`${endpoint}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function must<Body>(method: 'GET' | 'POST', path: string, body?: object): Promise<Body> {
    const answer = await ask(method, path, body);
    if (answer.status < 300) return answer.body as Body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  const machine = (machineId: string): Promise<MachineView> =>
    must('GET', `/machines/${machineId}`);

  async function untilMachine(
    machineId: string,
    what: string,
    holds: (machine: MachineView) => boolean,
    limitMs = stateLimitMs,
  ): Promise<MachineView> {
    let seen = await machine(machineId);
    const isThere = async (): Promise<boolean> => {
      seen = await machine(machineId);
      return holds(seen);
    };
    await until(what, isThere, limitMs, 50).catch((error: unknown) => {
      const { state, reason, message, waiting, progress, generation } = seen;
      const now = JSON.stringify({ state, reason, message, waiting, progress, generation });
      throw new Error(`${what}: in vain; it is ${now}`, { cause: error });
    });
    return seen;
  }

  async function heardAt(): Promise<string | null> {
    const { hosts } = await must<{ hosts: HostView[] }>('GET', '/hosts');
    return hosts[0]?.heardAt ?? null;
  }

  return {
    ask,
    machine,
    async listen() {
      const { body } = await fetch(`${endpoint}/v1/events`, {
        headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
      });
      if (!body) throw new Error('the stream of events has no body');
      return eventsIn(body);
    },
    async hearsHost(times) {
      for (let heard = 0; heard < times; heard += 1) {
        const before = await heardAt();
        await until('the host is heard', async () => (await heardAt()) !== before, 60_000, 100);
      }
    },
    until: untilMachine,
    async run(request) {
      const { machineIds } = await must<{ machineIds: string[] }>('POST', '/machines', request);
      return machineIds[0]!;
    },
    async act(machineId, action) {
      await must('POST', `/machines/${machineId}/${action}`, {});
    },
    reaches: (machineId, ...states) =>
      untilMachine(machineId, `the machine is ${states.join(' or ')}`, (seen) => {
        if (states.includes(seen.state)) return true;
        if (dead.includes(seen.state))
          throw new Error(`it is ${seen.state}: ${seen.reason} ${seen.message}`);
        return false;
      }),
    async evidenceOf(machineId) {
      const { evidence } = await must<{ evidence: EvidenceView[] }>(
        'GET',
        '/quarantine?purged=true',
      );
      return evidence.find((one) => one.machineId === machineId) ?? null;
    },
    async consoleOf(machineId) {
      return (await must<{ text: string }>('GET', `/machines/${machineId}/console`)).text;
    },
  };
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<EventView> {
  for await (const { data } of serverEvents(body)) yield JSON.parse(data) as EventView;
}
