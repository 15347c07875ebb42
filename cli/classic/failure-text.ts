/** How does a failure of the work read, as StratusLab's users know it? Pure. */
import { CloudSilent, Refused } from '../client.ts';

export interface FailureText {
  /** For stdout. */
  readonly line: string;
  /** For stderr: what to do, when the cloud says it. */
  readonly advice: string;
}

/** `Error: TEXT (code STATUS)` of a refusal, `Network error: TEXT` without an answer, `Error: TEXT` of all else. */
export function failureText(error: unknown): FailureText {
  if (error instanceof Refused) {
    const { detail, status, whatToDo } = error.problem;
    const text = detail ?? 'the request was refused';
    return { line: `Error: ${text} (code ${status})\n`, advice: whatToDo ? `  ${whatToDo}\n` : '' };
  }
  const [first = '', ...more] = messageOf(error).split('\n');
  // These texts have lines of advice below the first, all others belong together.
  if (error instanceof CloudSilent)
    return { line: `Network error: ${first}\n`, advice: more.map((line) => `${line}\n`).join('') };
  return { line: `Error: ${messageOf(error)}\n`, advice: '' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
