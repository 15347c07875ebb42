/** The one form of a named story: a script that people can read, and the outcome that it must have. */
import type { Cloud } from '../a-cloud.ts';

export interface Story {
  /** As `npm run sim -- --story NAME` takes it. */
  readonly name: string;
  readonly tells: string;
  play(): Promise<Ending>;
  /** What must come out. */
  readonly outcome: Outcome;
}

/** Short facts by their names. */
export type Outcome = Readonly<Record<string, string>>;

export interface Ending {
  readonly cloud: Cloud;
  readonly outcome: Outcome;
}

export const minuteMs = 60_000;

/** What can be said of every cloud when a story is over. */
export function endOf(cloud: Cloud, more: Outcome = {}): Ending {
  const { alive, started } = cloud.qemus();
  return {
    cloud,
    outcome: {
      machines: cloud.states().join(' ') || 'none',
      qemus: `${alive} live, ${started} were started`,
      ...more,
    },
  };
}
