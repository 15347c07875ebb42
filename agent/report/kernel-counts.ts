/** What the kernel's own tables say of how busy the host is: the text of files below /proc becomes numbers. */

/** Ticks since the boot, over all processors. */
export interface ProcessorTicks {
  readonly processors: number;
  readonly busy: number;
  readonly all: number;
}

/** `text`: /proc/stat. Ticks that passed idle or waiting for a disk are not busy. Throws `RangeError` when it is another file. */
export function processorTicks(text: string): ProcessorTicks {
  const lines = text.split('\n').filter((line) => line.startsWith('cpu'));
  // user, nice, system, idle, waiting, interrupts (twice), stolen; a guest's ticks are in user and nice already
  const ticks = (lines[0] ?? '').split(/\s+/).slice(1, 9).map(Number);
  const all = ticks.reduce((sum, count) => sum + count, 0);
  const busy = all - (ticks[3] ?? 0) - (ticks[4] ?? 0);
  if (lines.length < 2 || !(all > 0)) throw new RangeError('the table of processor times is none');
  return { processors: lines.length - 1, busy, all };
}

/** Hundredths of a processor that were busy between two looks; from the boot on where there is no first one. */
export function busyHundredths(from: ProcessorTicks | null, to: ProcessorTicks): number {
  const all = to.all - (from?.all ?? 0);
  const busy = to.busy - (from?.busy ?? 0);
  // The kernel may take back some waiting ticks; two looks may fall into one tick.
  return all <= 0 ? 0 : Math.round((100 * to.processors * Math.max(0, busy)) / all);
}

/** `text`: /proc/meminfo. What processes hold, so that it could not be given to others. Throws `RangeError`. */
export function memoryUsedMiB(text: string): number {
  const kibibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+([0-9]+) kB$`, 'm').exec(text)?.[1]);
  const used = kibibytes('MemTotal') - kibibytes('MemAvailable');
  if (Number.isNaN(used)) throw new RangeError('the table of memory is none');
  return Math.max(0, Math.round(used / 1_024));
}

/** `text`: /proc/net/dev. Bytes of all network cards together; the host's talk to itself is left out. */
export function networkBytes(text: string): { readonly received: number; readonly sent: number } {
  const cards = text
    .split('\n')
    .map((line) => /^\s*([^:\s]+):\s*(.*)$/.exec(line))
    .filter((found) => found !== null && found[1] !== 'lo')
    .map((found) => (found?.[2] ?? '').split(/\s+/).map(Number));
  const sum = (column: number): number =>
    cards.reduce((total, counts) => total + (counts[column] ?? 0), 0);
  return { received: sum(0), sent: sum(8) };
}
