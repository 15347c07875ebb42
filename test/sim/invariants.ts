/**
 * The invariants of the cloud, by the numbers of the architecture: what each says, when it is looked at, and which file of the
 * simulator reports its breach. A test compares this with those files.
 */
export interface Invariant {
  readonly says: string;
  /** `event`: after every event; `quiet`: when all faults have ended and the cloud is at rest; `never`: not offered yet. */
  readonly looked: 'event' | 'quiet' | 'never';
  /** Files that report it, under this folder. */
  readonly reportedBy: readonly string[];
}

const event = (says: string, ...reportedBy: string[]): Invariant => ({
  ...{ says, looked: 'event', reportedBy },
});
const quiet = (says: string, ...reportedBy: string[]): Invariant => ({
  ...{ says, looked: 'quiet', reportedBy },
});

export const invariants = {
  I1: event('no machine runs twice', 'witness.ts'),
  I2: event(
    'no disk has two writers, and none is taken away under a guest',
    'witness.ts',
    'evidence-watch.ts',
  ),
  I3: event('no address is leased to two machines that live', 'witness.ts', 'log-watch.ts'),
  I4: event(
    'what is promised on a host, and what it holds, fits: CPU, memory, disk with quarantine',
    'follower.ts',
    'witness.ts',
    'log-watch.ts',
  ),
  I5: quiet('each accepted request ends, or waits with a reason', 'history.ts', 'log-watch.ts'),
  I6: event('no acknowledged request is lost, no refusal is unfounded', 'witness.ts'),
  I7: event('one idempotency key has at most one effect', 'follower.ts'),
  I8: event(
    'generations, terms and positions never go back',
    'witness.ts',
    'follower.ts',
    'log-watch.ts',
  ),
  I9: event('a machine goes only from state to state as listed', 'log-watch.ts'),
  I10: quiet('nothing is left on a host or in the tables of what is no more', 'quiet.ts'),
  I11: event('no machine that runs ends because a part of the control plane did', 'witness.ts'),
  I12: event(
    'no address is used again before its machine is gone and its rest is over',
    'follower.ts',
  ),
  I13: event(
    'what is in quarantine stays as it came, and its seal is true',
    'evidence-watch.ts',
    'log-watch.ts',
  ),
  I14: event(
    'nothing leaves quarantine before its window or while it is held',
    'evidence-watch.ts',
    'log-watch.ts',
  ),
  I15: event(
    'no disk of what ran is freed before it is in quarantine',
    'evidence-watch.ts',
    'log-watch.ts',
  ),
  I16: event(
    'the log is an unbroken chain, and each entry names who and by which request',
    'log-watch.ts',
  ),
  I17: event(
    'an agent is sent, and acts on, only orders that are in the log, once for a generation, guarded',
    'witness.ts',
    'orders-watch.ts',
  ),
  I18: event('what a stale leader writes changes nothing', 'follower.ts'),
  I19: event(
    "nobody reads, changes or hears what is another project's",
    'witness.ts',
    'log-watch.ts',
    'sim-readers.ts',
  ),
  I20: { says: 'a quota is never exceeded', looked: 'never', reportedBy: [] },
  I21: quiet('promises and tables are the sum over what there is', 'quiet.ts'),
  I22: event('silence neither stops nor starts a machine', 'witness.ts', 'follower.ts'),
  I23: event(
    'a secret is in no message, commit, domain, log line or trace',
    'witness.ts',
    'sim-world.ts',
  ),
  I24: quiet(
    'one seed gives one history, and one log one state, in whatever surroundings',
    'surroundings.ts',
  ),
} as const satisfies Record<string, Invariant>;
