/**
 * The loop that admits hosts and shuts them out: whenever the log changes, the keys that should be in the server's file are
 * compared with those that were written; when they differ the file is replaced and the server reads it again, which ends
 * the connections of keys that are gone. Nothing is written from a log that was read in part: that would cut off living hosts.
 */
import type { Log } from '../../shared/log/log.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { ReadModel } from '../read-model/read-model.ts';
import { admittedKeys } from './admitted-keys.ts';
import type { KeyLines } from './admitted-keys.ts';

export interface KeepKeysPorts {
  readonly model: Pick<ReadModel, 'state' | 'failure' | 'changed' | 'waitFor'>;
  readonly log: Pick<Log, 'lastSequence'>;
  readonly clock: Clock;
  /** The file as it is; empty: there is none. */
  readonly read: () => Promise<string>;
  /** Replaces the file, durably. */
  readonly write: (text: string) => Promise<void>;
  /** Has the server read it: null, or why it could not be told. */
  readonly reload: () => Promise<string | null>;
  /** Called with a listener for lost and renewed connections: the server may have started with an older file. */
  readonly onReconnect: (listener: () => void) => () => void;
  readonly onProblem: (problem: string) => void;
  /** Told once, when the file holds what the log says. */
  readonly onReady: () => void;
}

/** Changes within this time are written together, in milliseconds. */
const gatherMs = 50;
const againMs = 1_000;
const wakeMs = 30_000;

/** Runs until `signal` aborts. Rejects when the log cannot be followed any further. */
export async function keepKeys(
  ports: KeepKeysPorts,
  lines: KeyLines,
  signal: AbortSignal,
): Promise<void> {
  const { model, clock, onProblem } = ports;
  const former = await ports.read();
  const told: Told = { text: null, former, leftOut: '', wake: new AbortController() };
  let isReady = false;
  const stopListening = ports.onReconnect(() => {
    told.text = null;
    told.wake.abort(new Error('the server may have started with an older file'));
  });
  try {
    while (!signal.aborted) {
      if (model.failure !== null) throw model.failure;
      const outcome = await bringUpToDate(ports, lines, told).catch(failed);
      if (outcome.kind === 'failed') onProblem(outcome.why);
      else if (!isReady) {
        isReady = true;
        ports.onReady();
      }
      if (outcome.kind === 'same') await somethingNew(model, told, signal);
      const restMs = outcome.kind === 'failed' ? againMs : gatherMs;
      await sleep(clock, restMs, signal).catch(() => undefined); // aborted: the loop ends
    }
  } finally {
    stopListening();
  }
}

interface Told {
  /** What the server has read last; null: nobody knows. */
  text: string | null;
  /** What was in the file last. */
  former: string;
  leftOut: string;
  wake: AbortController;
}

type Outcome = { readonly kind: 'same' | 'written' } | Failed;
interface Failed {
  readonly kind: 'failed';
  readonly why: string;
}

async function somethingNew(
  model: KeepKeysPorts['model'],
  told: Told,
  signal: AbortSignal,
): Promise<void> {
  if (told.wake.signal.aborted) {
    told.wake = new AbortController();
    return;
  }
  await model.changed(wakeMs, AbortSignal.any([signal, told.wake.signal]));
}

async function bringUpToDate(ports: KeepKeysPorts, lines: KeyLines, told: Told): Promise<Outcome> {
  const { model, log, onProblem } = ports;
  const wanted = admittedKeys(model.state.hosts.values(), lines, told.former);
  if (wanted.text === told.text) return { kind: 'same' };
  if (!(await model.waitFor(await log.lastSequence(), wakeMs)))
    return { kind: 'failed', why: 'the log is not read to its end yet' };
  const { text, leftOut } = admittedKeys(model.state.hosts.values(), lines, told.former);
  if (leftOut.join() !== told.leftOut && leftOut.length > 0)
    onProblem(`the keys of ${leftOut.join(', ')} are left out: somebody else has them`);
  told.leftOut = leftOut.join();
  await ports.write(text);
  told.text = text;
  told.former = text;
  const why = await ports.reload();
  if (why === null) return { kind: 'written' };
  told.text = null;
  return { kind: 'failed', why };
}

function failed(error: unknown): Failed {
  return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
}
