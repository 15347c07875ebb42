/** Where figures are kept: results.md has one section for each bench, replaced whole by the newest run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchOptions {
  /** How often each thing is measured; each bench has its own number unless given. */
  readonly rounds: number | null;
  readonly say: (text: string) => void;
}

export interface BenchResult {
  /** What is measured against what, one or two sentences. */
  readonly about: string;
  /** A table in Markdown. */
  readonly table: string;
  /** The same figures for programs; times in milliseconds unless the name has another unit. */
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

export interface Kept {
  readonly name: string;
  readonly command: string;
  readonly computer: string;
  readonly result: BenchResult;
}

const file = join(import.meta.dirname, 'results.md');

export function writeResult(kept: Kept): void {
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), kept));
}

/** The text with the section of this bench in its place, or at the end. */
export function withSection(text: string, { name, command, computer, result }: Kept): string {
  const section = [
    `## ${name}`,
    result.about,
    result.table,
    `${computer} Command: \`${command}\``,
  ].join('\n\n');
  const sections = text.trimEnd().split(/\n\n(?=## )/);
  const at = sections.findIndex((one) => one.startsWith(`## ${name}\n`));
  if (at < 0) sections.push(section);
  else sections[at] = section;
  return `${sections.join('\n\n')}\n`;
}
