/** How a recovery of the log looks on a terminal, before and after it. Pure. */
import type { Recovery } from '../rest-answers.ts';
import { printable } from './table.ts';

export function recoveryText({ done, confirm, notes, notesInAll }: Recovery): string {
  const isUnknown = ({ about }: Recovery['notes'][number]): boolean => about === 'unknown';
  const lines = (some: Recovery['notes']): string[] =>
    some.map(({ about, text }) => `  ${about.padEnd(8)}  ${printable(text)}\n`);
  const known = notes.filter((note) => !isUnknown(note));
  const more = notesInAll - notes.length;
  return [
    done ? 'The log was recovered.\n' : 'A recovery would do this; no machine is touched by it:\n',
    ...(known.length > 0 ? lines(known) : ['  nothing: the hosts hold what the log knows\n']),
    ...(more > 0 ? [`  and ${more} more\n`] : []),
    ...(notes.some(isUnknown)
      ? ['What nobody can know:\n', ...lines(notes.filter(isUnknown))]
      : []),
    ...(confirm === null ? [] : [`To do it:\n  stratus recover --confirm ${confirm}\n`]),
  ].join('');
}
