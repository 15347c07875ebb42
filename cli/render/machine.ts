/** How machines look on a terminal. Pure. */
import type { Explanation, Machine } from '../rest-answers.ts';
import { facts, printable, table } from './table.ts';

export function machineTable(machines: readonly Machine[]): string {
  return table(
    ['ID', 'NAME', 'STATE', 'ADDRESS', 'HOST', 'TYPE', 'VCPUS', 'MEMORY', 'WHY'],
    machines.map((machine) => [
      ...[machine.label, machine.name, machine.state, machine.address ?? '-'],
      ...[machine.host?.name ?? '-', machine.type, machine.vcpus, `${machine.memoryMiB} MiB`],
      machine.waiting ?? machine.hostWait ?? machine.reason ?? '',
    ]),
  );
}

/** `label, address` a line: what scripts read of `run -q`, as StratusLab's users know it. */
export function machineLines(machines: readonly Machine[]): string {
  return machines.map(({ label, address }) => `${label}, ${address ?? ''}\n`).join('');
}

export function machineFacts(machine: Machine): string {
  return facts([
    ['id', machine.label],
    ['name', machine.name],
    ['uuid', machine.id],
    ['state', `${machine.state} since ${machine.since}`],
    ['reason', machine.reason],
    ['message', machine.message],
    ['waiting', machine.waiting && `${machine.waiting} (stratus why ${machine.name})`],
    ['host', machine.host?.name ?? null],
    ['waits', machine.hostWait && `${machine.hostWait} (stratus why ${machine.name})`],
    ['progress', machine.progress && progressText(machine)],
    ['address', machine.address],
    ['mac', machine.nics.map(({ mac }) => mac).join(', ')],
    ['type', machine.type],
    ['vcpus', `${machine.vcpus} (${machine.cpu} cores promised)`],
    ['memory', `${machine.memoryMiB} MiB`],
    ['swap', `${machine.swapMiB} MiB`],
    ['scratch disk', machine.volatileMiB > 0 ? `${machine.volatileMiB} MiB` : null],
    ['root disk', machine.rootDiskMiB > 0 ? `${machine.rootDiskMiB} MiB` : 'as the image'],
    ['image', machine.image.identifier ?? machine.image.locations[0] ?? ''],
    ['policy', machine.policy],
    ['on host restart', machine.onHostRestart],
    ['created', machine.createdAt],
    ['you can', machine.actions.join(', ')],
  ]);
}

/** One line about a machine on its way: state, why, and how far. */
export function progressText(machine: Machine): string {
  const { progress, state } = machine;
  const parts = [state];
  if (machine.waiting) parts.push(`waits: ${machine.waiting}`);
  if (progress && !['running', 'stopped', 'done'].includes(state)) {
    if (progress.totalBytes > 0) {
      const percent = Math.floor((100 * progress.doneBytes) / progress.totalBytes);
      parts.push(`${percent} % of ${Math.ceil(progress.totalBytes / 2 ** 20)} MiB`);
    } else if (progress.doneBytes > 0) {
      parts.push(`${Math.floor(progress.doneBytes / 2 ** 20)} MiB`);
    }
    if (progress.message) parts.push(progress.message);
  }
  return printable(parts.join(', '));
}

export function explanationText(explanations: readonly Explanation[]): string {
  return explanations
    .map((one) => {
      const lines = [`${printable(one.machine)}: ${inLines(printable(one.text))}`];
      // What keeps a machine waiting has the counts in its text already.
      for (const { filter, hosts } of one.host === null ? [] : one.filters)
        if (hosts > 0) lines.push(`  ${filter}: ${hosts} of ${one.hosts} hosts do not fit`);
      if (one.whatWouldFit && !one.text.includes(one.whatWouldFit))
        lines.push(`  would fit: ${printable(one.whatWouldFit)}`);
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** Its parts on lines of their own. */
function inLines(text: string): string {
  return text.replace(/ (?=Nearest: |What would make it fit: )/g, '\n  ');
}
