/**
 * In some histories the server of the log is lost, and an older copy is put back: a copy is taken, what comes after it is lost, and
 * an administrator does what the manual tells him: starts the schedulers on the copy, looks at what a recovery would do, and has
 * it done. Drawn from the history's seed.
 */
import { putBackLog } from './older-log.ts';
import type { SimClient } from './sim-client.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export interface PlannedPutBack {
  readonly copiedAtMs: number;
  readonly putBackAtMs: number;
  /** The administrator looks, so long after he put it back. */
  readonly lookedAfterMs: number;
}

export function drawPutBack(random: SimRandom): PlannedPutBack {
  const copiedAtMs = random.between(60_000, 400_000);
  const putBackAtMs = copiedAtMs + random.between(1_000, 130_000);
  return { copiedAtMs, putBackAtMs, lookedAfterMs: random.between(5_000, 60_000) };
}

export function playPutBack(
  world: SimWorld,
  administrator: SimClient,
  { copiedAtMs, putBackAtMs, lookedAfterMs }: PlannedPutBack,
): void {
  let copied: number | null = null;
  world.time.after(copiedAtMs, () => {
    const { hosts } = world.witness.follower.state;
    // A host that the copy does not know would have to be joined again.
    if (world.hosts.every(({ hostId }) => hosts.has(hostId))) copied = world.log.messages().length;
  });
  world.time.after(putBackAtMs, () => {
    if (copied === null) return;
    for (let i = world.schedulers.length; i > 0; i--) world.coverage.took('olderLog');
    putBackLog(world, copied);
    world.time.after(lookedAfterMs, () => recover(world, administrator));
  });
}

/** Looks and confirms, and looks again when something else would be done by then, until it is done. */
function recover(world: SimWorld, administrator: SimClient): void {
  ask(world, administrator, '', (word) => {
    if (word === null)
      return void world.time.after(lookAgainMs, () => recover(world, administrator));
    ask(world, administrator, word, (left) => {
      if (left === null) recover(world, administrator);
      else world.trace.note('the administrator has recovered the log');
    });
  });
}

const lookAgainMs = 5_000;

/** `then` is told the word of the answer; null: it was refused. */
function ask(
  world: SimWorld,
  administrator: SimClient,
  word: string,
  then: (word: string | null) => void,
): void {
  const { time } = world;
  const request = administrator.ask({ kind: 'recover', word });
  const look = (): void => {
    const { answer } = request;
    if (answer === null) time.after(500, look);
    else then(answer.kind === 'recovery' ? answer.word : null);
  };
  time.after(500, look);
}
