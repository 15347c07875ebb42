/**
 * What went over the network cards, from the kernel's own table: `systeminformation` starts a shell and seven programs a card
 * for these two numbers (docs/decisions/0036-load-of-a-host.md).
 */

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
