/** What happened in a simulated world, a line for each thing; equal for equal seeds, byte for byte. */
export interface Trace {
  note(text: string): void;
  lines(): readonly string[];
  /** The newest lines, for people. */
  tail(count: number): string;
}

export function createTrace(nowMs: () => number): Trace {
  const lines: string[] = [];
  return {
    note: (text) => void lines.push(`${(nowMs() / 1000).toFixed(3)} ${text}`),
    lines: () => lines,
    tail: (count) => lines.slice(-count).join('\n'),
  };
}
