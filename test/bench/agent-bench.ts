/**
 * `agent`: what the compiled agent costs its host while 20 real guests idle on a real libvirtd: resident memory and share
 * of a core, the programs that it started included, read from the process table over a minute.
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
  `The compiled agent with ${guests} idle guests on a real libvirtd, a hello every 2 s: resident memory (VmRSS, the largest ` +
  'seen), of it what nobody else has (private pages; the rest is the file of Node and its libraries), and the share of one ' +
  'core, programs that it started included.';

interface Watched extends Record<string, number> {
  residentMB: number;
  ownMB: number;
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
  let [residentMB, ownMB] = [0, 0];
  while (performance.now() < began + forMs) {
    residentMB = Math.max(residentMB, megabytesOf(pid, 'Rss'));
    ownMB = Math.max(ownMB, megabytesOf(pid, 'Private_Clean') + megabytesOf(pid, 'Private_Dirty'));
    await delay(500);
  }
  const usedMs = ((ticksOf(pid) - ticks) / ticksPerSecond) * 1_000;
  return { residentMB, ownMB, corePercent: (100 * usedMs) / (performance.now() - began) };
}

/** Processor time in ticks: fields 14 to 17 of /proc/PID/stat, its own and that of children that have ended. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

function megabytesOf(pid: number, what: string): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(new RegExp(`^${what}:\\s+([0-9]+) kB`, 'm').exec(text)?.[1]) / 1_000;
}

function tableOf(alone: Watched, watched: Watched): string {
  const row = (what: string, { residentMB, ownMB, corePercent }: Watched) => [
    ...[what, residentMB.toFixed(1), ownMB.toFixed(1), corePercent.toFixed(2)],
  ];
  return table([
    ['agent', 'resident, MB', 'of it its own, MB', 'share of a core, %'],
    row('without machines', alone),
    row(`with ${guests} idle guests`, watched),
    ['floor', '80', '', '2'],
    ['aim', '60', '', '1'],
  ]);
}
