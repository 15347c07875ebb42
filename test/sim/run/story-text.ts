/** A history as people read it: what cloud it was, what was asked, what went wrong, what the log says, what broke. */
import type { HistoryPlan } from '../history-plan.ts';
import type { Failure, History } from '../history.ts';

/** What is said between processes all the time, and tells nothing by itself. */
const chatter = / -> \S+ \w+$/;

/** Lines of the trace that tell something. */
export function tellingLines(lines: readonly string[]): string[] {
  return lines.filter((line) => !chatter.test(line));
}

/** Long enough for any story that was shrunk; of others, the end. */
const linesMax = 120;

export function storyOf(plan: HistoryPlan, history: Pick<History, 'trace' | 'failure'>): string {
  const { world, faults, hostLife, requests } = plan;
  const telling = tellingLines(history.trace());
  const left = telling.length - linesMax;
  return [
    `${world.hosts.length} hosts, ${world.schedulers} schedulers, a hello every ${(world.helloEveryMs ?? 0) / 1000} s;`,
    `${requests.length} requests, ${faults.length + hostLife.length} faults: ${namesOf(plan)}`,
    '',
    ...(left > 0 ? [`(${left} lines before)`] : []),
    ...telling.slice(-linesMax).map((line) => `  ${line}`),
    '',
    outcomeText(history.failure),
  ].join('\n');
}

function namesOf({ faults, hostLife }: HistoryPlan): string {
  const names = [...faults, ...hostLife].sort((a, b) => a.atMs - b.atMs).map(({ name }) => name);
  return names.join(', ') || 'none';
}

export function outcomeText(failure: Failure | null): string {
  if (!failure) return 'no promise is broken';
  const { invariant, text } = failure;
  return `breaks ${text.startsWith(`${invariant}: `) ? text : `${invariant}: ${text}`}`;
}
