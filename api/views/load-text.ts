/**
 * The room in the cloud as StratusLab's users read it, `load.txt`: a time, a header, a line for each host. Pure. CPU is in
 * hundredths of a core, memory in K, M and G of 1024. What is free is measured; what is available is what may still be
 * promised.
 */
import type { HostNote, Load } from '../../shared/model/conversation.ts';
import type { SiteView } from '../../shared/model/state.ts';
import type { Host } from '../../shared/model/state.ts';

export interface HostRoom {
  readonly host: Host;
  /** Machines that have a place on it. */
  readonly machines: number;
  /** Null: nothing was heard yet. */
  readonly load: Load | null;
  readonly note: HostNote | null;
}

const columns = [
  ...[{ title: 'ID', width: 8 }, { title: 'NAME' }],
  ...['RVM', 'TCPU', 'FCPU', 'ACPU', 'TMEM', 'FMEM', 'AMEM', 'STAT'].map((title) => ({ title })),
].map(({ title, width = title === 'RVM' ? 5 : 6 }: { title: string; width?: number }) => ({
  ...{ title, width },
}));

/** What a host that says nothing is thought to have, in hundredths of a core: StratusLab's page showed so. */
const unknownCpu = 100;

/** `nowMs`: milliseconds since 1970. Hosts that left the cloud are to be left out by the caller. */
export function loadText(hosts: readonly HostRoom[], site: SiteView, nowMs: number): string {
  const rows = [columns.map(({ title }) => title), ...hosts.map((room) => cellsOf(room, site))];
  const nameWidth = Math.max(15, ...rows.map((row) => row[1]?.length ?? 0));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        if (columns[column]?.title === 'NAME') return cell.padEnd(nameWidth);
        return cell.padStart(columns[column]?.width ?? 0);
      })
      .join(' '),
  );
  return `${timestamp(nowMs)}\n${lines.join('\n')}\n`;
}

function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}

function cellsOf({ host, machines, load, note }: HostRoom, site: SiteView): string[] {
  const status = statusOf(host, note);
  const capacity = status === 'err' ? null : (host.declared?.capacity ?? null);
  const cpu = capacity?.cpuHundredths ?? 0;
  const memory = capacity?.memoryMiB ?? 0;
  const promisableCpu =
    cpu === 0 ? unknownCpu : Math.floor((cpu * site.cpuOvercommitPercent) / 100);
  const used = { cpu: load?.cpuUsedHundredths ?? 0, memory: load?.memoryUsedMiB ?? 0 };
  const left = (of: number, less: number): number => Math.max(0, of - less);
  return [
    ...[host.hostId.slice(0, 8), host.name, String(machines)],
    ...[cpu, left(cpu, used.cpu), left(promisableCpu, host.promised.cpuHundredths)].map(String),
    sizeText(memory),
    sizeText(left(memory, used.memory)),
    sizeText(left(memory, site.memoryReservedMiB + host.promised.memoryMiB)),
    status,
  ];
}

function statusOf(host: Host, note: HostNote | null): string {
  if (!host.enabled) return 'off';
  const isWell = note !== null && note.heard && !note.conflict && note.trouble === '';
  return isWell && host.declared ? 'on' : 'err';
}

/** `31G`, `35.3G`, `968.4M`, `0K`: at most one decimal, none when it is 0. */
export function sizeText(mebibytes: number): string {
  if (mebibytes === 0) return '0K';
  const [value, unit] = mebibytes >= 1024 ? [mebibytes / 1024, 'G'] : [mebibytes, 'M'];
  return `${value.toFixed(1).replace(/\.0$/, '')}${unit}`;
}
