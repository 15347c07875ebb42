/**
 * What of a failing plan is needed for its failure? Items are taken out, in large pieces first and then one by one, as long as
 * the same promise still breaks; then hosts, schedulers and time. The plan is data, so what is left happens as it did.
 */
import type { HistoryPlan } from '../history-plan.ts';

/** Plays the plan; true: it breaks the promise that is looked for. */
export type StillFails = (plan: HistoryPlan) => Promise<boolean>;

/** The groups of a plan's items. */
const groups = ['faults', 'hostLife', 'requests'] as const;
type Group = (typeof groups)[number];

interface Item {
  readonly group: Group;
  readonly index: number;
}

export interface Shrunk {
  readonly plan: HistoryPlan;
  readonly tries: number;
}

/** A failure may need this long after the last thing that was planned. */
const afterwardsMs = [5_000, 30_000, 120_000] as const;

/** At most `triesMax` histories are played. `plan` must fail itself. */
export async function shrink(
  plan: HistoryPlan,
  stillFails: StillFails,
  triesMax: number,
): Promise<Shrunk> {
  let best = plan;
  let tries = 0;

  /** Keeps the candidate if it fails too. */
  async function take(candidate: HistoryPlan): Promise<boolean> {
    if (tries >= triesMax) return false;
    tries += 1;
    const fails = await stillFails(candidate);
    if (fails) best = candidate;
    return fails;
  }

  async function takeOutItems(): Promise<void> {
    let size = Math.ceil(itemsOf(best).length / 2);
    while (size >= 1 && tries < triesMax) {
      let from = 0;
      while (from < itemsOf(best).length && tries < triesMax) {
        const removed = itemsOf(best).slice(from, from + size);
        if (!(await take(without(best, removed)))) from += size;
      }
      if (size === 1) break;
      size = Math.ceil(size / 2);
    }
  }

  async function takeOutParts(): Promise<void> {
    if (best.putBack) await take({ ...best, putBack: null });
    while (best.world.hosts.length > 1 && (await take(withFewerHosts(best))));
    while (best.world.schedulers > 1 && (await take(withFewerSchedulers(best))));
  }

  await takeOutItems();
  await takeOutParts();
  for (const laterMs of afterwardsMs) {
    const activeMs = Math.min(best.activeMs, lastOf(best) + laterMs);
    if (activeMs < best.activeMs && (await take({ ...best, activeMs }))) break;
  }
  // What another item needed may be free to go now.
  await takeOutItems();
  return { plan: best, tries };
}

function itemsOf(plan: HistoryPlan): Item[] {
  return groups.flatMap((group) => plan[group].map((_item, index) => ({ group, index })));
}

function without(plan: HistoryPlan, removed: readonly Item[]): HistoryPlan {
  const isLeft = (group: Group, index: number): boolean =>
    !removed.some((item) => item.group === group && item.index === index);
  return {
    ...plan,
    faults: plan.faults.filter((_item, index) => isLeft('faults', index)),
    hostLife: plan.hostLife.filter((_item, index) => isLeft('hostLife', index)),
    requests: plan.requests.filter((_item, index) => isLeft('requests', index)),
  };
}

function withFewerHosts(plan: HistoryPlan): HistoryPlan {
  return { ...plan, world: { ...plan.world, hosts: plan.world.hosts.slice(0, -1) } };
}

function withFewerSchedulers(plan: HistoryPlan): HistoryPlan {
  return { ...plan, world: { ...plan.world, schedulers: plan.world.schedulers - 1 } };
}

/** When the last item is due. */
function lastOf(plan: HistoryPlan): number {
  const putBackMs = plan.putBack ? plan.putBack.putBackAtMs + plan.putBack.lookedAfterMs : 0;
  return Math.max(
    3_000,
    putBackMs,
    ...groups.flatMap((group) => plan[group].map(({ atMs }) => atMs)),
  );
}
