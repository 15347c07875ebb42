/** What `stratus-run-instance` prints around the machines that it starts. Pure. */
import { printable } from '../../render/table.ts';
import type { Machine } from '../../rest-answers.ts';

const title = ':: Starting machine(s) ::';

export function startingText(count: number): string {
  const frame = ` ${':'.repeat(title.length)}\n`;
  const machines = count === 1 ? 'machine' : 'machines';
  return `\n${frame} ${title}\n${frame} :: Starting ${count} ${machines}\n`;
}

/** `networkClass`: as the API names it. `why`: what a machine without a place or address waits for. */
export function startedText(
  machines: readonly Machine[],
  networkClass: string,
  why: ReadonlyMap<string, string>,
): string {
  const network = networkClass.charAt(0).toUpperCase() + networkClass.slice(1);
  const lines = machines.map(({ id, label, address }, index) => {
    const waits = why.get(id);
    return (
      ` :: Machine ${index + 1} (vm ID: ${label})\n\t${network} ip: ${address ?? ''}\n` +
      (waits === undefined ? '' : `\tWaiting: ${printable(waits)}\n`)
    );
  });
  return `${lines.join('')} :: Done!\n`;
}
