/** What a worker can be asked, and what it answers: the two ends of one conversation between processes. */
import type { CoverageCounts } from '../coverage.ts';
import type { Failure, HistoryFigures } from '../history.ts';

/** What one history came to. */
export interface Told {
  readonly seed: number;
  readonly figures: HistoryFigures;
  readonly coverage: CoverageCounts;
  readonly failure: Failure | null;
}

export interface Errands {
  /** Plays histories one after another, to the first that fails. */
  readonly play: {
    readonly ask: { readonly from: number; readonly count: number };
    readonly answer: { readonly told: readonly Told[]; readonly cpuMs: number };
  };
  /** SHA-256 of all that happened in a history, hexadecimal. */
  readonly digest: { readonly ask: { readonly seed: number }; readonly answer: string };
  /** All that happened in a history, a line for each thing, and why it failed. */
  readonly replay: {
    readonly ask: { readonly seed: number };
    readonly answer: { readonly lines: readonly string[]; readonly failure: Failure | null };
  };
  /** A failing history with all taken out that its failure does not need; null: it does not fail. */
  readonly shrink: {
    readonly ask: { readonly seed: number };
    readonly answer: ShrunkStory | null;
  };
}

export interface ShrunkStory {
  /** For people. */
  readonly text: string;
  readonly invariant: string;
  readonly faults: number;
  readonly requests: number;
  readonly hosts: number;
  /** Histories that were played to find it. */
  readonly tries: number;
}

export type ErrandName = keyof Errands;

export interface Question<Name extends ErrandName = ErrandName> {
  readonly name: Name;
  readonly ask: Errands[Name]['ask'];
}

/** An errand that could not be done says why. */
export type Reply = { readonly answer: unknown } | { readonly problem: string };
