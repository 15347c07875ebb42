/** What many histories came to, in numbers: how large they were, how fast, and what they met. */
import { coverageTable, coverageText } from '../coverage.ts';
import type { CoverageTable } from '../coverage.ts';
import type { HistoryFigures } from '../history.ts';
import type { Told } from './errands.ts';

export interface Figures {
  readonly histories: number;
  readonly medians: HistoryFigures;
  readonly coverage: CoverageTable;
  readonly failed: readonly Told[];
  readonly seconds: number;
  /** Of all workers, per history, in milliseconds. */
  readonly cpuMs: number;
}

/** What a history must at least be, in the median: else it tests next to nothing (decisions 60). */
export const leastFigures: HistoryFigures = {
  ...{ requests: 30, messages: 300, faults: 5, virtualMinutes: 10 },
};

export function figuresOf(
  told: readonly Told[],
  spent: { readonly seconds: number; readonly cpuMs: number },
): Figures {
  return {
    histories: told.length,
    medians: mediansOf(told.map(({ figures }) => figures)),
    coverage: coverageTable(told.map(({ coverage }) => coverage)),
    failed: told.filter(({ failure }) => failure !== null),
    seconds: spent.seconds,
    cpuMs: told.length === 0 ? 0 : spent.cpuMs / told.length,
  };
}

function mediansOf(figures: readonly HistoryFigures[]): HistoryFigures {
  const median = (name: keyof HistoryFigures): number => {
    const sorted = figures.map((one) => one[name]).sort((a, b) => a - b);
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10;
  };
  return {
    requests: median('requests'),
    messages: median('messages'),
    faults: median('faults'),
    virtualMinutes: median('virtualMinutes'),
  };
}

/** Two lines. */
export function figuresText({ histories, medians, seconds, cpuMs }: Figures): string {
  const { requests, messages, faults, virtualMinutes } = medians;
  return [
    `${histories} histories in ${seconds.toFixed(1)} s: ${(histories / Math.max(seconds, 0.001)).toFixed(1)} a second, ${cpuMs.toFixed(0)} ms of a core each`,
    `medians: ${requests} requests, ${messages} messages heard, ${faults} faults, ${virtualMinutes} virtual minutes`,
  ].join('\n');
}

export function figuresWithCoverage(figures: Figures): string {
  return `${coverageText(figures.coverage)}\n\n${figuresText(figures)}`;
}
