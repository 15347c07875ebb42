/** What came of the rounds, one line for each kind of fault: how many, what was acknowledged, lost, doubled, and the slowest. */
import type { RoundResult } from './round.ts';

const heads = [
  'kind',
  'rounds',
  'acknowledged',
  'lost',
  'doubled',
  'ready',
  'hosts',
  'listeners',
  'settled',
];

export function tableOf(results: readonly RoundResult[]): string {
  const kinds = [...new Set(results.map(({ kind }) => kind))].sort();
  const rows = [
    ...kinds.map((kind) =>
      rowOf(
        kind,
        results.filter((result) => result.kind === kind),
      ),
    ),
    rowOf('all', results),
  ];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
      )
      .join('  ');
  return [
    'Faults of real processes; the last four are the slowest, in seconds:',
    line(heads),
    ...rows.map(line),
  ].join('\n');
}

function rowOf(kind: string, results: readonly RoundResult[]): string[] {
  const sum = (of: (result: RoundResult) => number): string =>
    String(results.reduce((total, result) => total + of(result), 0));
  const slowest = (of: (result: RoundResult) => number): string =>
    (Math.max(0, ...results.map(of)) / 1_000).toFixed(1);
  return [
    ...[kind, String(results.length), sum(({ acknowledged }) => acknowledged)],
    ...[sum(({ lost }) => lost), sum(({ doubled }) => doubled)],
    ...[slowest(({ readyMs }) => readyMs), slowest(({ hostsMs }) => hostsMs)],
    ...[slowest(({ watchersMs }) => watchersMs), slowest(({ settledMs }) => settledMs)],
  ];
}
