/**
 * A document's `console` blocks as a test reads them: lines that begin with `$ ` were typed, what follows is what was to be
 * seen. Of the documented text only what nobody can know beforehand may differ: ids, times, addresses, sizes; a line
 * `...` stands for any number of lines. Pure.
 */

export interface TypedCommand {
  readonly command: string;
  readonly expected: readonly string[];
  /** What was typed when the command asked: what stands behind its question. */
  readonly typed?: string;
  /** The line of the document. */
  readonly at: number;
}

export function typedCommands(document: string): readonly TypedCommand[] {
  const commands: { command: string; expected: string[]; at: number }[] = [];
  let inside = false;
  for (const [index, line] of document.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```console';
    else if (inside && line.startsWith('$ '))
      commands.push({ command: line.slice(2), expected: [], at: index + 1 });
    else if (inside) commands.at(-1)!.expected.push(line);
  }
  return commands.map((one) => {
    const expected = withoutBlank(one.expected);
    const typed = expected.map((line) => /\? .*\[[a-zA-Z/]+\] (\w)$/.exec(line)?.[1]).find(Boolean);
    return { ...one, expected, ...(typed ? { typed } : {}) };
  });
}

const withoutBlank = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.trim() !== '');

/** What a terminal was told besides text; of a line that was written anew only the last counts. */
const control = /\x1b\[[0-9;?]*[A-Za-z]/g;
const lastWritten = (line: string): string =>
  line
    .replace(/\r+$/, '')
    .split(/\r|\x1b\[2K|\x1b\[1G/)
    .at(-1)!
    .replace(control, '');

const unknowable: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID'],
  [/\b[0-9a-f]{32,}\b/g, 'ID'],
  [/\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/g, 'TIME'],
  [/\b[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{5,8}\b/g, 'TIME'],
  [/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, 'ADDRESS'],
  [/\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b(\/[0-9]+)?/g, 'ADDRESS'],
  [/\b[0-9]+(\.[0-9]+)? (ms|s|seconds|min|minutes|h)\b/g, 'DURATION'],
  [/\b[0-9.]+ of [0-9]+( declared\b| cores\b| MiB\b)?/g, 'SIZE'],
  [/\b[0-9]+(\.[0-9]+)? ?(B|kB|MB|GB|KiB|MiB|GiB)\b/g, 'SIZE'],
  [/(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{27}(?![\w-])/g, 'ID'],
  [/(?<=login=)[\w-]{20,}/g, 'ID'],
  [/\b[0-9]+\.[0-9]+\.[0-9]+\b/g, 'VERSION'],
  [/(?<=uptime=)[0-9.]+/g, 'DURATION'],
  [/\b[0-9]+ CPUs( declared)?/g, 'SIZE'],
  // How busy a machine is, in the table of stratus-describe-instance.
  [/(?<=^[0-9]+ +[A-Z][a-z]+ +[0-9]+ +[0-9]+ +)[0-9]+(?= )/g, 'PERCENT'],
  [/\(process [0-9]+\)/g, '(process ID)'],
];

/** The line with everything replaced that may differ. */
export function comparable(line: string): string {
  let text = lastWritten(line);
  for (const [pattern, word] of unknowable) text = text.replace(pattern, word);
  return text.replace(/\s+/g, ' ').trim();
}

/** @returns null when the output is as documented; else the first line that is not, in words. */
export function differs(expected: readonly string[], output: string): string | null {
  const seen = withoutBlank(output.split('\n').map(comparable));
  const wanted = expected.map(comparable);
  return fits(wanted, seen) ? null : whereItDiffers(wanted, seen);
}

function fits(wanted: readonly string[], seen: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return seen.length === 0;
  if (first !== '...') return first === seen[0] && fits(rest, seen.slice(1));
  return seen.some((_line, index) => fits(rest, seen.slice(index))) || rest.length === 0;
}

function whereItDiffers(wanted: readonly string[], seen: readonly string[]): string {
  const index = wanted.findIndex((line, at) => line !== '...' && line !== seen[at]);
  return `documented: ${wanted[index] ?? '(nothing more)'}\nseen:       ${seen[index] ?? '(nothing more)'}`;
}
