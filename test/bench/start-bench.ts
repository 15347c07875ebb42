/**
 * `start`: from the request to the machine running, through API, scheduler, log and agent, against a bare script that does
 * the same qemu-img, genisoimage and libvirt work on the same socket. Both in turn, so that both meet the same load.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { STORAGE_INSIDE, LIBVIRT_SOCKET } from '../../lab/private-hypervisor.mjs';
import { guardMessage } from '../../shared/wire/conversation.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { median, quantile, table } from './figures.ts';
import type { BenchOptions, BenchResult } from './results.ts';

const usualRounds = 20;
const together = 10;

export async function startBench({ rounds, say }: BenchOptions): Promise<BenchResult> {
  say('starting a cloud');
  const cloud = await startRealCloud();
  try {
    const first = await cloud.run(cloud.aMachine());
    await cloud.reaches(first, 'running');
    const guard = cloud.host.guardOf(first);
    if (!guard) throw new Error('the first machine has no guard on its host');
    await endAll(cloud, [first]);
    const bare = await openBare(cloud, Buffer.from(guardMessage.encode(guard)).toString('hex'));
    try {
      const rows = [
        await measure(cloud, bare, 1, rounds ?? usualRounds, say),
        await measure(cloud, bare, together, Math.ceil((rounds ?? usualRounds) / 4), say),
      ];
      return { about, rows, table: tableOf(rows) };
    } finally {
      await bare.close();
    }
  } finally {
    await cloud.end();
  }
}

const about =
  'Request to running: `POST /v1/machines` until the log says that the machine runs, against a bare script on the ' +
  'same libvirt socket that makes the same overlay, context medium, filter, definition and start, and nothing else ' +
  '(no log, no guards on disk, no probe of the address). Medians, in turn with each other; ratio of the medians.';

interface Row extends Record<string, number> {
  machines: number;
  rounds: number;
  stratusMs: number;
  stratusP90Ms: number;
  bareMs: number;
  bareP90Ms: number;
  ratio: number;
}

async function measure(
  cloud: RealCloud,
  bare: Bare,
  machines: number,
  rounds: number,
  say: (text: string) => void,
): Promise<Row> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    theirs.push(await bare.say(`start ${machines}`));
    await bare.say('end');
    ours.push(await startOurs(cloud, machines));
    say(
      `${machines} at once, round ${round}: ${ours.at(-1)!.toFixed(0)} ms, bare ${theirs.at(-1)!.toFixed(0)} ms`,
    );
  }
  const [stratusMs, bareMs] = [median(ours), median(theirs)];
  return {
    ...{ machines, rounds, stratusMs, stratusP90Ms: quantile(ours, 0.9) },
    ...{ bareMs, bareP90Ms: quantile(theirs, 0.9), ratio: stratusMs / bareMs },
  };
}

/** Milliseconds from the request to all of them running, by the events of the log; then they are taken away. */
async function startOurs(cloud: RealCloud, count: number): Promise<number> {
  const events = await cloud.listen();
  const began = performance.now();
  const { body } = await cloud.ask('POST', '/machines', { ...cloud.aMachine(), count });
  const ids = body['machineIds'] as string[];
  const waiting = new Set(ids);
  for await (const event of events) {
    const runs = event.type === 'machineAdvanced' && event.data['to'] === 'running';
    if (runs && event.machineId) waiting.delete(event.machineId);
    if (waiting.size === 0) break;
  }
  const took = performance.now() - began;
  await endAll(cloud, ids);
  return took;
}

async function endAll(cloud: RealCloud, ids: readonly string[]): Promise<void> {
  for (const id of ids) await cloud.act(id, 'kill');
  for (const id of ids) await cloud.reaches(id, 'done');
}

interface Bare {
  /** Milliseconds that the order took. */
  say(order: string): Promise<number>;
  close(): Promise<void>;
}

async function openBare(cloud: RealCloud, guardHex: string): Promise<Bare> {
  const script = join(import.meta.dirname, 'bare-start.ts');
  const loader = import.meta.resolve('tsx');
  const [base = ''] = cloud.host.list('images').filter((name) => /^[0-9a-f]{64}/.test(name));
  const folder = `${STORAGE_INSIDE}/bare`;
  const [file = '', ...args] = cloud.host.command(
    ...[process.execPath, '--import', loader, script],
    ...[folder, `${STORAGE_INSIDE}/images/${base}`, guardHex, LIBVIRT_SOCKET],
  );
  const child = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = (await lines.next()) as IteratorResult<string, undefined>;
    if (line.done) throw new Error('the bare script ended');
    return line.value;
  };
  await next();
  return {
    async say(order) {
      child.stdin.write(`${order}\n`);
      return Number(await next());
    },
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await ended;
    },
  };
}

function tableOf(rows: readonly Row[]): string {
  const ms = (value: number): string => value.toFixed(0);
  return table([
    ['machines at once', 'Stratus, ms (p90)', 'bare script, ms (p90)', 'ratio', 'aim'],
    ...rows.map((row) => [
      row.machines,
      `${ms(row.stratusMs)} (${ms(row.stratusP90Ms)})`,
      `${ms(row.bareMs)} (${ms(row.bareP90Ms)})`,
      row.ratio.toFixed(2),
      '1.15',
    ]),
  ]);
}
