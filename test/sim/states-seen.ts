/** In which states was a machine since then? Noted as the log tells of it, each with the time at which it ended. */
export interface StatesSeen {
  note(machineId: string, state: string): void;
  /** ms since 1970; the present state counts always. */
  since(machineId: string, sinceMs: number): readonly string[];
}

interface Seen {
  readonly state: string;
  untilMs: number;
}

/** `nowMs`: true time, ms since 1970. */
export function createStatesSeen(nowMs: () => number): StatesSeen {
  const machines = new Map<string, Seen[]>();
  return {
    note(machineId, state) {
      const seen = machines.get(machineId) ?? [];
      machines.set(machineId, seen);
      const last = seen.at(-1);
      if (last) last.untilMs = nowMs();
      seen.push({ state, untilMs: Number.POSITIVE_INFINITY });
    },
    since: (machineId, sinceMs) =>
      (machines.get(machineId) ?? [])
        .filter(({ untilMs }) => untilMs >= sinceMs)
        .map(({ state }) => state),
  };
}
