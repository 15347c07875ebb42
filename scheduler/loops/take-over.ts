/**
 * Becoming the leader: read the log to its end, then append `TermStarted` at exactly that end. From then on the log refuses
 * whatever the former leader still tries to append; no clock and no lease is needed for that.
 */
import { toHex } from '../../shared/base/bytes.ts';
import { ok } from '../../shared/base/result.ts';
import type { Fold } from '../../shared/log/fold.ts';
import type { Commit, SiteSettings, Network } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';
import type { Position } from '../../shared/model/words.ts';
import { canonicalDump } from '../../shared/model/state-digest.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { createLeader } from './leader.ts';
import type { Leader } from './leader.ts';
import type { SchedulerPorts } from './leading.ts';
import type { Proposal } from './proposal.ts';
import type { LastCursors } from './publisher.ts';
import { readLog } from './read-log.ts';
import { RollOverFailed, openSealed } from './roll-over.ts';

/** What the administrator configured; entered into the log when it differs from what is there. */
export interface SiteWish {
  readonly settings: SiteSettings;
  readonly networks: readonly Network[];
}

export interface Lead {
  readonly leader: Leader;
  readonly term: number;
  readonly lastCursors: LastCursors;
}

export interface TakeOver {
  readonly ports: SchedulerPorts;
  readonly cloudId: string;
  readonly writer: string;
  readonly site: SiteWish | null;
  /** What this process has read of the log already; it is the leader's from here on. */
  readonly known?: Fold | null;
  onCommitted(commit: Commit, position: Position, lead: Lead): void;
  onDown(why: string): void;
}

/** The clock of a leader may be off from the log server's by this much. */
export const clockOffMaxMs = 60_000;

/** A reason why this process may not lead, that only an administrator can remove. */
export class CannotLead extends Error {
  override readonly name = 'CannotLead';
  readonly code = 'cannotLead';
}

/** The lead, or null when another process was quicker. Rejects with `LogUnavailable`, `CannotLead`, or what reading the log throws. */
export async function takeOver(wish: TakeOver): Promise<Lead | null> {
  const { ports, cloudId, writer } = wish;
  const fold = await readLog(ports, cloudId, wish.known);
  const lastCursors: LastCursors = new Map(fold.state.lastCursors);
  if (!fold.position) throw new CannotLead('the log is empty: this cloud was never created');
  if (fold.opening)
    throw new CannotLead(
      'the log begins with a segment that does not carry its state; the one before it must be put back',
    );
  if (fold.state.cloudId !== cloudId) {
    throw new CannotLead(
      `the log belongs to cloud ${fold.state.cloudId}, this scheduler to cloud ${cloudId}`,
    );
  }
  const term = fold.state.term + 1;
  let lead: Lead | null = null;
  let isClockRight = false;
  // The time of the log never goes back: a clock that was not compared with the log server's may not move it.
  const clock: Clock = {
    ...ports.clock,
    now: () => (isClockRight ? ports.clock.now() : fold.state.timeMs),
  };
  const leader: Leader = createLeader({
    ...{ log: ports.log, clock, random: ports.random, cloudId, writer, term, fold },
    logId: fold.position.logId,
    onCommitted: (commit, position) =>
      wish.onCommitted(commit, position, lead ?? { leader, term, lastCursors }),
    onDown: wish.onDown,
  });
  lead = { leader, term, lastCursors };
  if (!(await begin(leader, term, wish).catch((error: unknown) => failed(leader, error))))
    return null;
  await checkClock(ports, leader).catch((error: Error) => {
    leader.stop(error.message);
    throw error;
  });
  isClockRight = true;
  return lead;
}

/** What a half begun term ends with: another process leads, or the log cannot be read. */
function failed(leader: Leader, error: unknown): false {
  leader.stop(`the term could not begin: ${String(error)}`);
  if (error instanceof RollOverFailed) return false;
  throw error;
}

/** The first commits of a term; false: another process was quicker. */
async function begin(leader: Leader, term: number, wish: TakeOver): Promise<boolean> {
  const { ports, writer, site } = wish;
  const commit = async (decide: Proposal['decide']): Promise<boolean> => {
    const by = { actor: 'system', origin: 'sweep', key: '', requestDigest: '' } as const;
    return (await leader.submit({ ...by, decide })).kind === 'committed';
  };
  const started = { type: 'termStarted', term, writer } as const;
  if (!leader.committed.sealed)
    return commit((state) => ok([started, ...siteChanges(state, site)]));
  if (!(await commit(() => ok([started])))) return false;
  const release = await leader.hold();
  await openSealed({ leader, log: ports.log, clock: ports.clock }).finally(release);
  return commit((state) => ok(siteChanges(state, site)));
}

function siteChanges(state: State, site: SiteWish | null): SiteEvents {
  if (!site) return [];
  const events: SiteEvents = [];
  if (canonicalDump(state.site) !== canonicalDump(site.settings)) {
    events.push({ type: 'siteConfigured', ...site.settings });
  }
  for (const network of site.networks) {
    if (
      canonicalDump(state.networks.get(network.networkClass) ?? null) !== canonicalDump(network)
    ) {
      events.push({ type: 'networkDefined', ...network });
    }
  }
  return events;
}

type SiteEvents = (
  ({ type: 'siteConfigured' } & SiteSettings) | ({ type: 'networkDefined' } & Network)
)[];

async function checkClock(ports: SchedulerPorts, leader: Leader): Promise<void> {
  const message = await ports.log.read(leader.position().sequence);
  const offMs = message ? Math.abs(ports.clock.now() - message.storedAtMs) : 0;
  if (offMs <= clockOffMaxMs) return;
  throw new CannotLead(
    `the clock of this scheduler is ${Math.round(offMs / 1000)} s off from the log server's; set it right`,
  );
}

/** A random id for this process. */
export function newWriter(ports: Pick<SchedulerPorts, 'random'>): string {
  return toHex(ports.random.bytes(16));
}
