/**
 * In some histories the server of the log is lost, and an older copy is put back: a copy is taken, what comes after it is lost, and
 * an administrator does what the manual tells him: starts the schedulers on the copy, looks at what a recovery would do, and has
 * it done. Meanwhile nothing new goes wrong, and at least one host speaks that saw the lost part: where nobody does, nothing shows
 * that the log is a copy (docs/operating/recovery.md). Drawn from the history's seed.
 */
import { endAdversity } from './adversity.ts';
import { putBackLog } from './older-log.ts';
import type { SimClient } from './sim-client.ts';
import type { SimHost } from './sim-host.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export interface PlannedPutBack {
  readonly copiedAtMs: number;
  readonly putBackAtMs: number;
  /** The administrator looks, so long after he put it back. */
  readonly lookedAfterMs: number;
  /** Who is cut off meanwhile, and for how long. */
  readonly seed: number;
}

export function drawPutBack(random: SimRandom): PlannedPutBack {
  const copiedAtMs = random.between(60_000, 400_000);
  const putBackAtMs = copiedAtMs + random.between(1_000, 130_000);
  const lookedAfterMs = random.between(2_000, 20_000);
  return { copiedAtMs, putBackAtMs, lookedAfterMs, seed: random.below(2 ** 32) };
}

export function playPutBack(
  world: SimWorld,
  administrator: SimClient,
  { copiedAtMs, putBackAtMs, lookedAfterMs, seed }: PlannedPutBack,
): void {
  let copied: number | null = null;
  world.time.after(copiedAtMs, () => {
    const { hosts } = world.witness.follower.state;
    // A host that the copy does not know would have to be joined again.
    if (world.hosts.every(({ hostId }) => hosts.has(hostId))) copied = world.log.messages().length;
  });
  world.time.after(putBackAtMs, () => {
    if (copied === null || witnessOf(world, copied) === null) return;
    endAdversity(world);
    const knows = witnessOf(world, copied);
    if (knows === null) return;
    world.isRecovering = true;
    for (const host of world.hosts) host.agent()?.live();
    cutSome(world, knows, simRandom(seed));
    for (let i = world.schedulers.length; i > 0; i--) world.coverage.took('olderLog');
    putBackLog(world, copied);
    world.time.after(lookedAfterMs, () => recover(world, administrator));
  });
}

/** A host that speaks and was shown more of the log than these commits. */
function witnessOf({ hosts }: SimWorld, commits: number): SimHost | null {
  const knows = ({ guards, agent }: SimHost): boolean =>
    agent()?.isAlive() === true && (guards.memory()?.position?.sequence ?? 0) > commits;
  return hosts.find(knows) ?? null;
}

/** Hosts that will tell only later what they hold. */
function cutSome({ hosts, network, hub, time }: SimWorld, not: SimHost, random: SimRandom): void {
  for (const host of hosts) {
    const lasts = random.between(20_000, 150_000);
    if (!random.chance(25) || host === not) continue;
    network.cut(host.name);
    time.after(lasts, () => {
      network.heal(host.name);
      hub.reconnect(host.name);
    });
  }
}

/** Looks and confirms, and looks again when something else would be done by then, until it is done. */
function recover(world: SimWorld, administrator: SimClient): void {
  ask(world, administrator, '', (word) => {
    if (word === null)
      return void world.time.after(lookAgainMs, () => recover(world, administrator));
    ask(world, administrator, word, (left) => {
      if (left === null) recover(world, administrator);
      else {
        world.isRecovering = false;
        world.trace.note('the administrator has recovered the log');
      }
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
