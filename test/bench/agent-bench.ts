/**
 * `agent`: what the compiled agent costs its host while 20 real guests idle on a real libvirtd: resident memory and share
 * of a core, read from the process table over a minute.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processesSaying } from '../support/real-cloud/qemu-processes.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { table } from './figures.ts';
import type { BenchOptions, BenchResult } from './results.ts';
import { agentConfigFile } from '../../start/cloud/part-configs.mjs';

const guests = 20;
const watchedMs = 60_000;
const ticksPerSecond = 100;

export async function agentBench({ rounds, say }: BenchOptions): Promise<BenchResult> {
  say('starting a cloud');
  const cloud = await startRealCloud({ helloEveryMs: 2_000 });
  try {
    const pid = agentProcess(dirname(cloud.imageFolder));
    const alone = await watch(pid, 10_000);
    await startGuests(cloud, say);
    const rows = [];
    for (let round = 1; round <= (rounds ?? 1); round++) {
      say(`watching the agent for ${watchedMs / 1_000} s`);
      rows.push(await watch(pid, watchedMs));
    }
    const worst = rows.reduce((a, b) => (b.residentMB > a.residentMB ? b : a));
    return { about, rows: [alone, ...rows], table: tableOf(alone, worst) };
  } finally {
    await cloud.end();
  }
}

const about =
  `The compiled agent with ${guests} idle guests on a real libvirtd, a hello every 2 s: resident memory (the largest ` +
  'seen) and share of one core.';

interface Watched extends Record<string, number> {
  residentMB: number;
  corePercent: number;
}

/** The newest process that was given the agent's configuration: the others are what it is wrapped in. */
function agentProcess(cloudFolder: string): number {
  const pids = processesSaying(agentConfigFile(cloudFolder, 'host-1'));
  if (pids.length === 0) throw new Error('no process of the agent is to be seen');
  return Math.max(...pids);
}

async function startGuests(cloud: RealCloud, say: (text: string) => void): Promise<void> {
  const wishes = { count: guests, memoryMiB: 96, cpu: 0.1 };
  const { body } = await cloud.ask('POST', '/machines', cloud.aMachine(wishes));
  const ids = body['machineIds'] as string[];
  for (const id of ids) await cloud.reaches(id, 'running');
  say(`${ids.length} guests run; waiting until they are up`);
  for (const id of ids) await cloud.shell(await cloud.machine(id));
  await delay(5_000);
}

async function watch(pid: number, forMs: number): Promise<Watched> {
  const [began, ticks] = [performance.now(), ticksOf(pid)];
  let residentMB = 0;
  while (performance.now() < began + forMs) {
    residentMB = Math.max(residentMB, residentOf(pid));
    await delay(500);
  }
  const usedMs = ((ticksOf(pid) - ticks) / ticksPerSecond) * 1_000;
  return { residentMB, corePercent: (100 * usedMs) / (performance.now() - began) };
}

/** Processor time in ticks: fields 14 and 15 of /proc/PID/stat. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function residentOf(pid: number): number {
  const kB = /^VmRSS:\s+([0-9]+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kB) / 1_000;
}

function tableOf(alone: Watched, watched: Watched): string {
  const row = (what: string, { residentMB, corePercent }: Watched) => [
    ...[what, residentMB.toFixed(0), corePercent.toFixed(2)],
  ];
  return table([
    ['agent', 'resident, MB', 'share of a core, %'],
    row('without machines', alone),
    row(`with ${guests} idle guests`, watched),
    ['floor', '80', '2'],
    ['aim', '60', '1'],
  ]);
}
