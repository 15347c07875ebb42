/**
 * Writes in great number: many clients at once, each of which holds and releases the evidence of a machine of its own, with a key
 * for each request that is sent again until it is answered for good.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { anImage } from '../an-api.ts';
import type { ControlPlane } from '../control-plane.ts';
import { until } from '../until.ts';

export interface ManyWrites {
  /** Keys of the requests that were acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** Keys of those that were sent, acknowledged or not. */
  readonly sent: ReadonlySet<string>;
  /** A request that was sent after that moment (elapsed ms) has been acknowledged. */
  takenSince(sinceMs: number): boolean;
  /** No new requests; resolves when all are answered for good. */
  stop(): Promise<void>;
}

const attemptLimitMs = 5_000;
const betweenAttemptsMs = 100;
const settledWithinMs = 180_000;

/** `clients`: at most four a host, so that no agent keeps an end back. */
export async function startManyWrites(plane: ControlPlane, clients: number): Promise<ManyWrites> {
  const machineIds = await endedMachines(plane, clients);
  const [sent, acknowledged] = [new Set<string>(), new Set<string>()];
  let lastSentAtMs = 0;
  let stopping = false;

  async function send(machineId: string, action: 'hold' | 'release'): Promise<void> {
    const key = randomUUID();
    sent.add(key);
    for (;;) {
      const sentAtMs = performance.now();
      const status = await attempt(plane, `/quarantine/${machineId}/${action}`, key);
      if (status < 300) {
        acknowledged.add(key);
        lastSentAtMs = Math.max(lastSentAtMs, sentAtMs);
        return;
      }
      if (status < 500 && status !== 429) throw new Error(`a ${action} was answered ${status}`);
      await delay(betweenAttemptsMs);
    }
  }

  async function write(machineId: string): Promise<void> {
    for (let count = 0; !stopping; count++) await send(machineId, count % 2 ? 'release' : 'hold');
  }

  const writing = Promise.all(machineIds.map(write));
  writing.catch(() => undefined); // told by `stop`
  return {
    ...{ sent, acknowledged },
    takenSince: (sinceMs) => lastSentAtMs > sinceMs,
    async stop() {
      stopping = true;
      await writing;
    },
  };
}

/** 503 where nothing was answered: the request may have been taken. */
async function attempt({ endpoint, token }: ControlPlane, path: string, key: string) {
  try {
    const answer = await fetch(`${endpoint}/v1${path}`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, 'idempotency-key': key },
        'content-type': 'application/json',
      },
      body: '{}',
      signal: AbortSignal.timeout(attemptLimitMs),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 503;
  }
}

/** So many machines that ran and ended, on all hosts in turn. */
async function endedMachines(plane: ControlPlane, count: number): Promise<readonly string[]> {
  const wish = { image: anImage, type: 't1.micro', count, policy: 'striping', name: 'ended' };
  const { status, body } = await plane.ask('POST', '/machines', wish);
  if (status >= 300) throw new Error(`no machines: ${status} ${JSON.stringify(body)}`);
  const { machineIds } = body as { machineIds: string[] };
  for (const machineId of machineIds) await plane.reaches(machineId, 'running');
  for (const machineId of machineIds) await plane.act(machineId, 'kill');
  const isKept = async (): Promise<boolean> => {
    const { body: listed } = await plane.ask('GET', '/quarantine');
    return (listed as { evidence: unknown[] }).evidence.length >= count;
  };
  await until('their evidence is kept', isKept, settledWithinMs, 500);
  return machineIds;
}
