/** How the room in a cloud looks on a terminal. Pure. */
import type { Room } from '../rest-answers.ts';
import { table } from './table.ts';

export function roomTable({ types, addresses }: Room): string {
  const rows = types.map((one) => [
    ...[one.type, one.cpu, `${one.memoryMiB} MiB`, `${one.diskMiB} MiB`],
    ...[one.now, one.mine, one.others, one.empty],
  ]);
  const free = addresses.map(({ networkClass, free }) => `${free} ${networkClass}`).join(', ');
  return (
    table(['TYPE', 'CPU', 'RAM', 'DISK', 'FIT NOW', 'MINE', 'OTHERS', 'IF EMPTY'], rows) +
    `Free addresses: ${free || 'no network is defined'}.\n`
  );
}
