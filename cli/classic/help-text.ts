/** What a classic command says of itself: its usage line, and its options in two columns. Pure. */
import type { OptionDefinition } from './option.ts';

/** Column of the explanations, and the width of a line. */
const helpColumn = 24;
const width = 79;

export function usageText(name: string, usage: string): string {
  return `Usage: ${name} ${usage}\n`;
}

export function helpText(
  name: string,
  usage: string,
  description: string,
  options: readonly OptionDefinition[],
): string {
  const rows = options.map((option) => optionLines(option)).join('');
  return `${usageText(name, usage)}\n${description}\n\nOptions:\n${rows}`;
}

function optionLines(option: OptionDefinition): string {
  const names = `  ${namesOf(option)}`;
  const lines = wrapped(option.help, width - helpColumn);
  const indent = ' '.repeat(helpColumn);
  const head = names.length > helpColumn - 2 ? `${names}\n${indent}` : names.padEnd(helpColumn);
  return `${head}${lines.join(`\n${indent}`)}\n`;
}

function namesOf({ long, short, kind, value }: OptionDefinition): string {
  const shown = kind === 'flag' || kind === 'count' ? '' : (value ?? long.toUpperCase());
  const full = `--${long}${shown === '' ? '' : `=${shown}`}`;
  if (short === undefined) return full;
  return `-${short}${shown === '' ? '' : ` ${shown}`}, ${full}`;
}

function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
