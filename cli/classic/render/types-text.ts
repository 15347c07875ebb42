/** The instance types as `--list-types` prints them. Pure. */
import type { UserType } from '../instance-types.ts';

const columnWidth = 10;

export function typesText(types: readonly UserType[]): string {
  const rows = types.map(({ name, cpu, ramMiB, swapMiB, isDefault }) =>
    row(isDefault ? '*' : ' ', name, `${cpu} CPU`, `${ramMiB} MB`, `${swapMiB} MB`),
  );
  return [row(' ', 'Type', 'CPU', 'RAM', 'SWAP'), ...rows].join('');
}

function row(flag: string, type: string, ...sizes: readonly string[]): string {
  const cells = sizes.map((size) => size.padStart(columnWidth));
  return `${flag} ${type.padEnd(columnWidth)} ${cells.join(' ')}\n`;
}
