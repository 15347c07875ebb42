/**
 * How each host stands with this leader: which start of its agent is bound, what it said last, and what is asked of it
 * next. Nothing of this is in the log; a new leader learns it again from the next hellos.
 */
import { hostIdIn } from '../../shared/bus/subjects.ts';
import type { BusMessage } from '../../shared/bus/bus.ts';
import { createPageCollector } from '../../shared/bus/page-collector.ts';
import type { PageCollector } from '../../shared/bus/page-collector.ts';
import { ok } from '../../shared/base/result.ts';
import { copyHeard } from '../../shared/model/host-life.ts';
import type { Hello, HostNote, Report } from '../../shared/model/conversation.ts';
import type { Commit } from '../../shared/model/events.ts';
import type { Host } from '../../shared/model/state.ts';
import { askMessage, helloMessage } from '../../shared/wire/conversation.ts';
import { bindHost, heardVoice, inConflict, noVoices, silentHellos } from '../decide/bind-host.ts';
import type { Binding, BindingFacts, Voices } from '../decide/bind-host.ts';
import { decideDeclaration } from '../decide/declare-host.ts';
import { decideHostLife } from '../decide/note-host-life.ts';
import { freshRation, isRationed } from '../decide/ration-reports.ts';
import type { Ration } from '../decide/ration-reports.ts';
import type { Standings } from '../decide/host-views.ts';
import { createChainCheck } from './chain-check.ts';
import { sendIfDiffers } from './dispatch.ts';
import type { Leading } from './leading.ts';
import { createStrangers } from './strangers.ts';

export interface Session {
  readonly hostId: string;
  binding: Binding | null;
  hello: Hello | null;
  /** Why it gets no work; empty: none. */
  trouble: string;
  /** Clock time of its last word, ms since 1970. */
  heardAtMs: number;
  /** Elapsed time of the last word of an agent that was bound then, ms; null: none yet. */
  boundHeardMs: number | null;
  /** Digest of the last report that was dealt with. */
  observedDigest: string;
  /** Number of the last report that was used. */
  reportNumber: number;
  pages: PageCollector<Report>;
  /** The machines in its last report. */
  reported: ReadonlySet<string>;
  askedAtMs: number;
  /** When its declaration was last entered into the log by this leader, elapsed ms. */
  declaredAtMs: number;
  resendAtMs: number;
  resendPauseMs: number;
  /** Who spoke under its key, bound or not. */
  voices: Voices;
  /** What its reports have changed lately. */
  ration: Ration;
  /** When its life was last entered into the log by this leader, elapsed ms. */
  lifeNotedAtMs: number;
}

export interface Hosts {
  /** A commit of ours is in the log. */
  onCommitted(commit: Commit): void;
  readonly sessions: ReadonlyMap<string, Session>;
  onHello(message: BusMessage): void;
  /** The session if this nonce is the bound one, else null; it may be contested. */
  speaker(hostId: string, nonce: string): Session | null;
  /** A bound agent that speaks now, alone, and can look at its host. */
  isSpeaking(session: Session): boolean;
  /** Hosts that speak and that the log does not know, each by its only voice. */
  strangers(): readonly Hello[];
  /** The logs that anybody said he was shown. */
  logIdsHeard(): ReadonlySet<string>;
  /** Another spoke beside the bound one a moment ago: by the word of either nothing is started that did not run. */
  isContested(session: Session): boolean;
  standings(): Standings;
  notes(): HostNote[];
  /** Hosts of which no bound agent was heard for so long, since this process leads. */
  silentFor(durationMs: number): ReadonlySet<string>;
  /** Hosts under whose key nobody at all spoke for so long: also one that is not believed may run the machines. */
  speechlessFor(durationMs: number): ReadonlySet<string>;
  /** What these hosts reported is no longer what the state says: they are asked again when they speak. */
  forgetReports(hostIds: Iterable<string>): void;
}

/** Whom a host's word concerns beside this. */
export interface HeardHost {
  /** It may get work. */
  onHeard(): void;
  /** Its position was compared with the log. */
  onJudged(hostId: string): void;
  /** Since a recovery it was not asked yet what it holds. */
  onOwing(session: Session): void;
}

/** A host that declares something else again and again may not fill the log: one declaration in this time. */
const declareEveryMs = 60_000;

export function createHosts(leading: Leading, heard: HeardHost): Hosts {
  const { clock, pace, leader } = leading;
  const sessions = new Map<string, Session>();
  const leadsSince = clock.elapsed();
  const silentAfterMs = silentHellos * pace.helloEveryMs;
  const chain = createChainCheck(leading);
  const strangers = createStrangers(clock, silentAfterMs);
  const logIds = new Set<string>();

  function onHello(message: BusMessage): void {
    const hello = helloMessage.decode(message.bytes);
    if (hello.cloudId !== leading.cloudId || hello.hostId !== hostIdIn(message.subject)) return;
    if (hello.position) logIds.add(hello.position.logId);
    const host = leader.committed.hosts.get(hello.hostId);
    if (!host) return strangers.hear(hello);
    if (host.removed) return;
    const session = sessions.get(hello.hostId) ?? newSession(hello.hostId);
    sessions.set(hello.hostId, session);
    session.voices = heardVoice(session.voices, hello.nonce, clock.elapsed());
    const bound = bindHost(session.binding, hello, factsOf(host, session));
    session.binding = bound.binding;
    if (bound.kind !== 'bound') {
      session.trouble = bound.why;
      // Whether it is the host is not known yet; that this log is older than the world may be seen by it all the same.
      if (bound.kind === 'waits') chain.check(hello, () => undefined);
      return;
    }
    if (bound.fresh) refresh(session);
    noteLife(session, hello);
    session.hello = hello;
    session.heardAtMs = clock.now();
    session.boundHeardMs = clock.elapsed();
    session.trouble = hello.hypervisorAvailable ? '' : 'its hypervisor is not available';
    chain.check(hello, (standing) => {
      heard.onJudged(hello.hostId);
      if (standing === 'inOrder') return goOn(session, hello);
      session.trouble = owesText;
      heard.onOwing(session);
    });
    if (leading.frozen !== null) heard.onJudged(hello.hostId);
  }

  function factsOf({ declared, rebound, cloned }: Host, { voices }: Session): BindingFacts {
    const [elapsedMs, leadsSinceMs] = [clock.elapsed(), leadsSince];
    return {
      ...{ declared, rebound, cloned: cloned !== null, elapsedMs, silentAfterMs, leadsSinceMs },
      anotherAtMs: voices.another?.atMs ?? null,
    };
  }

  /** What its life has come to and the log does not know yet. */
  function noteLife(session: Session, hello: Hello): void {
    if (decideHostLife(leader.committed, session.binding, hello).length === 0) return;
    if (clock.elapsed() < session.lifeNotedAtMs + pace.helloEveryMs / 2) return;
    session.lifeNotedAtMs = clock.elapsed();
    const { binding } = session;
    void leader.submit({
      ...{ actor: 'system', origin: 'report', key: '', requestDigest: '' },
      decide: (state) => ok(decideHostLife(state, binding, hello)),
    });
  }

  /** The host is who it says and saw our history: compare what it declares, holds and observes. */
  function goOn(session: Session, hello: Hello): void {
    if (hello.hypervisorAvailable) declare(hello);
    sendIfDiffers(leading, session, hello);
    if (hello.observedDigest !== session.observedDigest) askForReport(session);
    heard.onHeard();
  }

  function declare(hello: Hello): void {
    if (decideDeclaration(leader.committed, hello).length === 0) return;
    const session = sessions.get(hello.hostId);
    if (!session || clock.elapsed() < session.declaredAtMs + declareEveryMs) return;
    session.declaredAtMs = clock.elapsed();
    void leader.submit({
      ...{ actor: 'system', origin: 'report', key: '', requestDigest: '' },
      decide: (state) => ok(decideDeclaration(state, hello)),
    });
  }

  /** Whoever speaks alone from here on is bound. */
  function unbind(session: Session | undefined): void {
    if (session) session.binding = null;
  }

  function notSince(
    durationMs: number,
    lastMs: (session: Session) => number | null,
  ): ReadonlySet<string> {
    const silent = new Set<string>();
    for (const { hostId, removed } of leader.committed.hosts.values()) {
      if (removed) continue;
      const session = sessions.get(hostId);
      const heardMs = (session && lastMs(session)) ?? leadsSince;
      if (clock.elapsed() - heardMs > durationMs) silent.add(hostId);
    }
    return silent;
  }

  function askForReport(session: Session): void {
    const now = clock.elapsed();
    if (!session.binding || now < session.askedAtMs + pace.helloEveryMs / 2) return;
    session.askedAtMs = now;
    const ask = {
      cloudId: leading.cloudId,
      nonce: session.binding.nonce,
      question: 'report',
    } as const;
    leading.bus.publish(leading.subjects.ask(session.hostId), askMessage.encode(ask));
  }

  function isHeard({ binding, trouble, ration }: Session): boolean {
    if (!binding || trouble !== '') return false;
    const now = clock.elapsed();
    if (isRationed(ration, now)) return false;
    return now - binding.heardAtMs < silentAfterMs && !inConflict(binding, now, silentAfterMs);
  }

  /** Of one that speaks no more nothing is told but its silence: what troubled it may be long over. */
  function troubleOf(session: Session, conflict: boolean): string {
    const spokeAtMs = session.voices.last?.atMs ?? Number.NEGATIVE_INFINITY;
    if (!conflict && clock.elapsed() - spokeAtMs >= silentAfterMs) return '';
    const cloned = leader.committed.hosts.get(session.hostId)?.cloned ?? null;
    if (conflict && cloned === null) return twoAgents;
    if (cloned !== null) return copyHeard;
    return isRationed(session.ration, clock.elapsed()) ? rationedText : session.trouble;
  }

  function isContested({ binding }: Session): boolean {
    return binding !== null && inConflict(binding, clock.elapsed(), silentAfterMs);
  }

  function note(session: Session): HostNote {
    const conflict = isContested(session);
    const trouble = troubleOf(session, conflict);
    return {
      hostId: session.hostId,
      heard: isHeard(session),
      conflict,
      heardAtMs: session.heardAtMs,
      trouble,
    };
  }

  return {
    sessions,
    onHello,
    speaker(hostId, nonce) {
      const session = sessions.get(hostId);
      return session?.binding?.nonce === nonce ? session : null;
    },
    standings: () =>
      new Map(
        [...sessions.values()].map((session) => [
          session.hostId,
          {
            ...{ heard: isHeard(session), load: session.hello?.load ?? null },
            trouble: note(session).trouble,
          },
        ]),
      ),
    onCommitted(commit) {
      for (const { events } of commit.entries)
        for (const event of events)
          if (event.type === 'hostRemoved') sessions.delete(event.hostId);
          else if (event.type === 'hostRebound') unbind(sessions.get(event.hostId));
    },
    notes: () => [...sessions.values()].map(note),
    isContested,
    isSpeaking: (session) =>
      session.hello?.hypervisorAvailable === true &&
      clock.elapsed() - (session.boundHeardMs ?? Number.NEGATIVE_INFINITY) < silentAfterMs &&
      !isContested(session),
    strangers: () => strangers.alone(leader.committed),
    logIdsHeard: () => logIds,
    silentFor: (durationMs) => notSince(durationMs, ({ boundHeardMs }) => boundHeardMs),
    speechlessFor: (durationMs) => notSince(durationMs, ({ voices }) => voices.last?.atMs ?? null),
    forgetReports(hostIds) {
      for (const hostId of hostIds) {
        const session = sessions.get(hostId);
        if (session) session.observedDigest = '';
      }
    },
  };
}

const owesText = 'since the log was recovered it was not asked what it holds; it is asked now';
const twoAgents = 'two agents claim to be this host; stop one of them';
const rationedText =
  'its machines came and went too often in the last minute; no more of it is taken down until that is over';

function newSession(hostId: string): Session {
  return {
    ...{ hostId, binding: null, hello: null, trouble: '', heardAtMs: 0, observedDigest: '' },
    ...{ reportNumber: 0, pages: createPageCollector<Report>(), reported: new Set<string>() },
    ...{ askedAtMs: Number.NEGATIVE_INFINITY, declaredAtMs: Number.NEGATIVE_INFINITY },
    ...{ resendAtMs: 0, resendPauseMs: 0, voices: noVoices, ration: freshRation },
    ...{ lifeNotedAtMs: Number.NEGATIVE_INFINITY, boundHeardMs: null },
  };
}

/** Another start of the agent: what the former one said counts no more. */
function refresh(session: Session): void {
  session.observedDigest = '';
  session.reportNumber = 0;
  session.pages = createPageCollector<Report>();
  session.declaredAtMs = Number.NEGATIVE_INFINITY;
  session.resendAtMs = 0;
  session.resendPauseMs = 0;
}
