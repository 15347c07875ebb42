/**
 * `npm run bench -- NAME`: measures one thing beside a baseline taken in the same run, prints the table, and with
 * `--write` keeps it in results.md. Never a test: this machine may be shared, so ratios count and times are only told.
 */
import { parseArgs } from 'node:util';
import { agentBench } from './agent-bench.ts';
import { describeComputer } from './computer.ts';
import { writeResult } from './results.ts';
import type { BenchOptions, BenchResult } from './results.ts';
import { firstHourBench } from './first-hour-bench.ts';
import { placementBench } from './placement-bench.ts';
import { qualityBench } from './quality-bench.ts';
import { startBench } from './start-bench.ts';

const benches: Readonly<Record<string, (options: BenchOptions) => Promise<BenchResult>>> = {
  start: startBench,
  agent: agentBench,
  'first-hour': firstHourBench,
  placement: placementBench,
  quality: qualityBench,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, write: { type: 'boolean' }, json: { type: 'boolean' } },
});
const name = positionals[0] ?? '';
const bench = benches[name];
const rounds = values.rounds === undefined ? null : Number(values.rounds);
if (!bench || positionals.length > 1 || (rounds !== null && !(rounds >= 1))) {
  process.stderr.write(
    `npm run bench -- NAME [--rounds N] [--write] [--json], NAME one of ${Object.keys(benches).join(', ')}\n`,
  );
  process.exit(2);
}
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const result = await bench({ rounds, say });
const computer = await describeComputer();
const command = `npm run bench -- ${name}${rounds === null ? '' : ` --rounds ${rounds}`}`;
if (values.json) process.stdout.write(`${JSON.stringify({ bench: name, computer, ...result })}\n`);
else process.stdout.write(`${result.table}\n${computer}\n`);
if (values.write) writeResult({ name, command, computer, result });
