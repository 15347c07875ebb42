/** What happened in a simulated world, a line for each thing; equal for equal seeds, byte for byte. */
export interface Trace {
  note(text: string): void;
  lines(): readonly string[];
  /** The newest lines, for people. */
  tail(count: number): string;
}

export function createTrace(nowMs: () => number): Trace {
  const noted: Noted[] = [];
  return {
    note: (text) => void noted.push({ atMs: nowMs(), text }),
    lines: () => noted.map(lineOf),
    tail: (count) => noted.slice(-count).map(lineOf).join('\n'),
  };
}

interface Noted {
  readonly atMs: number;
  readonly text: string;
}

/** Written out only for who reads it: of most histories nobody does. */
function lineOf({ atMs, text }: Noted): string {
  return `${(atMs / 1000).toFixed(3)} ${text}`;
}
