/** Machines as `stratus-describe-instance` prints them. Pure; what others wrote cannot move the cursor. */
import { printable } from '../../render/table.ts';
import type { Machine } from '../../rest-answers.ts';
import { stateName } from './state-names.ts';

export interface DescribedInstance {
  readonly machine: Machine;
  /** Name or address by which it is reached. */
  readonly host: string;
  /** With `-v`: why it is in its state; empty: nothing to say. */
  readonly message: string;
}

const columns = [
  { title: 'id', width: 4 },
  { title: 'state', width: 10 },
  { title: 'vcpu', width: 5 },
  { title: 'memory', width: 10 },
  { title: 'cpu%', width: 5 },
  { title: 'host/ip', width: 24 },
  { title: 'name', width: 0 },
] as const;

/** The states in which a hypervisor has given the machine its memory. */
const holdsMemory = new Set(['running', 'stopping', 'migrating']);

/** Header and one line a machine; with `verbose`, a line with the message below those that have one. */
export function instanceTable(instances: readonly DescribedInstance[], verbose: boolean): string {
  const rows = instances.map(cellsOf);
  const widths = columns.map(({ width }, column) =>
    Math.max(width, ...rows.map((row) => (row[column] ?? '').length + 1)),
  );
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('')}`.trimEnd() + '\n';
  const lines = instances.map(({ message }, index) => {
    const indent = ' '.repeat(widths[0] ?? 0);
    const more = verbose && message !== '' ? `${indent}${printable(message)}\n` : '';
    return line(rows[index] ?? []) + more;
  });
  return line(columns.map(({ title }) => title)) + lines.join('');
}

function cellsOf({ machine, host }: DescribedInstance): string[] {
  const memoryKiB = holdsMemory.has(machine.state) ? machine.memoryMiB * 1024 : 0;
  return [
    ...[String(machine.label), stateName(machine), String(machine.vcpus)],
    ...[
      String(memoryKiB),
      String(Math.round(100 * (machine.cpuUsed ?? 0))),
      printable(host),
      printable(machine.name),
    ],
  ];
}

/** Everything known of one machine, as `-vvv` prints it. */
export function allAttributes(machine: Machine): string {
  const lines = flat(machine, '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `  ${key} = ${printable(value)}\n`);
  return `${'-'.repeat(25)}\n${machine.label} (all attributes)\n${lines.join('')}`;
}

function flat(value: unknown, path: string): [string, string][] {
  if (value === null) return [[path, '']];
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object') return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flat(inner, path === '' ? key : `${path}_${key}`),
  );
}
