/**
 * In which order do machines that wait get what became free? Projects take turns, each with the one that waits longest, so
 * that who asks for a thousand does not keep others from one. Whoever waited long comes before all turns, in the order of
 * arrival: nobody is overtaken for ever. It is an order of asking only: what does not fit stops nobody behind it.
 */

export interface Waiting {
  readonly projectId: string;
  /** Counts up with each machine that is accepted. */
  readonly label: number;
  /** When it was accepted, ms since 1970. */
  readonly createdAtMs: number;
}

/** From here on it does not take turns any more. */
export const agedAfterMs = 30 * 60_000;

/** The same machines in the order in which they are asked; `waiting` stands in the order of arrival. */
export function inTurns<One>(
  waiting: readonly One[],
  of: (one: One) => Waiting,
  nowMs: number,
): readonly One[] {
  const turns = new Map<string, number>();
  const aged: One[] = [];
  const turn = new Map<One, number>();
  for (const one of waiting) {
    const { projectId, createdAtMs } = of(one);
    if (nowMs - createdAtMs >= agedAfterMs) {
      aged.push(one);
      continue;
    }
    const taken = turns.get(projectId) ?? 0;
    turns.set(projectId, taken + 1);
    turn.set(one, taken);
  }
  const others = [...turn.keys()].sort(
    (a, b) => (turn.get(a) ?? 0) - (turn.get(b) ?? 0) || of(a).label - of(b).label,
  );
  return [...aged, ...others];
}
