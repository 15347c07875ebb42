/**
 * The end of a history, when all is at rest: the log is folded once more where the environment says something else and neither
 * clock nor chance can be asked; and its tail is rewritten under the reader, who must notice by the hashes.
 */
import { createFold, foldMessage, messageHash } from '../../shared/log/fold.ts';
import type { Fold } from '../../shared/log/fold.ts';
import type { MemorySegments } from '../../shared/log/memory-segments.ts';
import { createSegmentedLog } from '../../shared/log/segmented-log.ts';
import type { State } from '../../shared/model/state.ts';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { decodeCommit, encodeCommit } from '../../shared/wire/commit.ts';
import type { SimWorld } from './sim-world.ts';

/** I24: the state is the fold of the log, whoever folds it and wherever. */
export function checkOtherSurroundings(world: SimWorld): void {
  const { witness, log } = world;
  const state = elsewhere(() => foldOf(log));
  if (stateDigest(state) !== stateDigest(witness.follower.state))
    witness.report('I24', 'the log folds to another state in other surroundings');
}

/** Writes another end of the log under everybody's feet; nothing else is looked at from here on. */
export async function checkRewrittenTail(world: SimWorld, view: () => State | null): Promise<void> {
  const { log, witness } = world;
  witness.follower.stop();
  for (const { crash } of world.schedulers) crash(null);
  const kept = log.messages().length - 2;
  log.rewriteTail(kept);
  const fold = createFold();
  for (let nonce = 1_001; nonce < 1_006; nonce++) await appendTerm(world, fold, nonce);
  await world.run(8_000);
  const seen = view();
  const isSame = seen !== null && stateDigest(seen) === stateDigest(foldOf(log));
  if (!isSame) witness.report('the chain is checked', 'a reader goes on over a rewritten log');
  witness.look();
}

function foldOf(log: MemorySegments, fold = createFold()): State {
  const read = fold.position?.sequence ?? 0;
  for (const message of log.messages().slice(read)) foldMessage(fold, message);
  return fold.state;
}

/** The next term of whoever wrote the last commit. `fold`: as far as the log was read. */
async function appendTerm({ log, clock }: SimWorld, fold: Fold, nonce: number): Promise<void> {
  const term = foldOf(log, fold).term + 1;
  const messages = log.messages();
  const last = messages.at(-1)!;
  const before = decodeCommit(last.bytes);
  const event = { type: 'termStarted', term, writer: 'f'.repeat(32) } as const;
  const bytes = encodeCommit({
    ...{ ...before, term, writer: event.writer, previousHash: messageHash(last.bytes) },
    ...{ nonce: nonce.toString(16).padStart(16, '0'), sequence: messages.length + 1 },
    entries: [{ actor: 'system', origin: 'sweep', key: '', requestDigest: '', events: [event] }],
  });
  const segmented = createSegmentedLog({ segments: log.client('setup'), clock });
  await segmented.append(bytes, messages.length);
}

/** Runs `work` where each variable of the environment has another value, and who asks for time or chance is told off. */
function elsewhere<Value>(work: () => Value): Value {
  const { env } = process;
  const { now } = Date;
  const { random } = Math;
  const never = (): never => {
    throw new Error('a fold asked for the time, or left something to chance');
  };
  process.env = new Proxy({}, { get: () => '4711' });
  Date.now = never;
  Math.random = never;
  try {
    return work();
  } finally {
    process.env = env;
    Date.now = now;
    Math.random = random;
  }
}
