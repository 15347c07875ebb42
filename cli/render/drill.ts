/** How a drill reads on a terminal: what it is going to do, and what came of it. Pure. */
import { bounds, broken, textOf } from '../drill/drill.ts';
import type { Measured } from '../drill/drill.ts';
import { table } from './table.ts';

export function drillPlan(names: readonly string[], hosts: number): string {
  return [
    'A drill on this cloud:',
    `  kills, one after the other and at once (SIGKILL): ${names.join(', ')}; each is started again by the keeper`,
    `  beside it: one change after the other, and ${names.length + 2} small canary machines on ${hosts} host${hosts === 1 ? '' : 's'}, ended afterwards`,
    '  not touched: the machines of others; they are counted before and after each kill',
    '  while a part is away: nobody can change anything; requests wait or are answered 503',
    '  what stays: the disks of the canaries in quarantine, for its usual window',
    '',
  ].join('\n');
}

export function drillTable(measured: readonly Measured[]): string {
  const rows = measured.map((one) => [
    ...[one.part, textOf(one.readySeconds), textOf(one.inventorySeconds)],
    ...[textOf(one.settledSeconds), textOf(one.watchersSeconds)],
    ...[one.machinesStopped, `${one.requestsLost} of ${one.requests}`],
  ]);
  const limits = [
    ...['at most', `${bounds.readySeconds}.0 s`, `${bounds.inventorySeconds}.0 s`],
    ...[`${bounds.settledSeconds}.0 s`, `${bounds.watchersSeconds}.0 s`, 0, '0'],
  ];
  const problems = broken(measured);
  const verdict =
    problems.length === 0
      ? 'Nothing stopped, nothing was lost, every bound was kept.\n'
      : problems.map((problem) => `BROKEN  ${problem}\n`).join('');
  return `${table(
    ['KILLED', 'READY', 'INVENTORY', 'IN FLIGHT', 'WATCHERS', 'MACHINES STOPPED', 'REQUESTS LOST'],
    [...rows, limits],
  )}\n${verdict}`;
}
