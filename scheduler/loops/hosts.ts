/**
 * How each host stands with this leader: which start of its agent is bound, what it said last, and what is asked of it
 * next. Nothing of this is in the log; a new leader learns it again from the next hellos.
 */
import { hostIdIn } from '../../shared/bus/subjects.ts';
import type { BusMessage } from '../../shared/bus/bus.ts';
import { createPageCollector } from '../../shared/bus/page-collector.ts';
import type { PageCollector } from '../../shared/bus/page-collector.ts';
import { ok } from '../../shared/base/result.ts';
import type { Hello, HostNote, Report } from '../../shared/model/conversation.ts';
import { askMessage, helloMessage } from '../../shared/wire/conversation.ts';
import { bindHost, inConflict, silentHellos } from '../decide/bind-host.ts';
import type { Binding } from '../decide/bind-host.ts';
import { decideDeclaration } from '../decide/declare-host.ts';
import type { Standings } from '../decide/host-views.ts';
import { createChainCheck } from './chain-check.ts';
import { sendIfDiffers } from './dispatch.ts';
import type { Leading } from './leading.ts';

export interface Session {
  readonly hostId: string;
  binding: Binding | null;
  hello: Hello | null;
  /** Why it gets no work; empty: none. */
  trouble: string;
  /** Clock time of its last word, ms since 1970. */
  heardAtMs: number;
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
}

export interface Hosts {
  readonly sessions: ReadonlyMap<string, Session>;
  onHello(message: BusMessage): void;
  /** The session if this nonce is the bound one and has no rival, else null. */
  speaker(hostId: string, nonce: string): Session | null;
  standings(): Standings;
  notes(): HostNote[];
  /** Hosts that nobody has heard for so long, since this process leads. */
  silentFor(durationMs: number): ReadonlySet<string>;
  /** What these hosts reported is no longer what the state says: they are asked again when they speak. */
  forgetReports(hostIds: Iterable<string>): void;
}

/** A host that declares something else again and again may not fill the log: one declaration in this time. */
const declareEveryMs = 60_000;

export function createHosts(leading: Leading, onHeard: () => void): Hosts {
  const { clock, pace, leader } = leading;
  const sessions = new Map<string, Session>();
  const leadsSince = clock.elapsed();
  const silentAfterMs = silentHellos * pace.helloEveryMs;
  const chain = createChainCheck(leading);

  function onHello(message: BusMessage): void {
    const hello = helloMessage.decode(message.bytes);
    if (hello.cloudId !== leading.cloudId || hello.hostId !== hostIdIn(message.subject)) return;
    const host = leader.committed.hosts.get(hello.hostId);
    if (!host) return;
    const session = sessions.get(hello.hostId) ?? newSession(hello.hostId);
    sessions.set(hello.hostId, session);
    const bound = bindHost(session.binding, hello, host.declared, clock.elapsed(), silentAfterMs);
    if (bound.kind === 'stranger') return void (session.trouble = bound.why);
    session.binding = bound.binding;
    if (bound.kind === 'waits') return;
    if (bound.fresh) refresh(session);
    session.hello = hello;
    session.heardAtMs = clock.now();
    session.trouble = hello.hypervisorAvailable ? '' : 'its hypervisor is not available';
    chain.check(hello, (inOrder) => inOrder && goOn(session, hello));
  }

  /** The host is who it says and saw our history: compare what it declares, holds and observes. */
  function goOn(session: Session, hello: Hello): void {
    if (hello.hypervisorAvailable) declare(hello);
    sendIfDiffers(leading, session, hello.heldDigest);
    if (hello.observedDigest !== session.observedDigest) askForReport(session);
    onHeard();
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

  function isHeard({ binding, trouble }: Session): boolean {
    if (!binding || trouble !== '') return false;
    const now = clock.elapsed();
    return now - binding.heardAtMs < silentAfterMs && !inConflict(binding, now, silentAfterMs);
  }

  function note(session: Session): HostNote {
    const conflict =
      session.binding !== null && inConflict(session.binding, clock.elapsed(), silentAfterMs);
    const trouble = conflict
      ? 'two agents claim to be this host; stop one of them'
      : session.trouble;
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
          { heard: isHeard(session), load: session.hello?.load ?? null },
        ]),
      ),
    notes: () => [...sessions.values()].map(note),
    silentFor(durationMs) {
      const silent = new Set<string>();
      for (const hostId of leader.committed.hosts.keys()) {
        const heardAt = sessions.get(hostId)?.binding?.heardAtMs ?? leadsSince;
        if (clock.elapsed() - heardAt > durationMs) silent.add(hostId);
      }
      return silent;
    },
    forgetReports(hostIds) {
      for (const hostId of hostIds) {
        const session = sessions.get(hostId);
        if (session) session.observedDigest = '';
      }
    },
  };
}

function newSession(hostId: string): Session {
  return {
    ...{ hostId, binding: null, hello: null, trouble: '', heardAtMs: 0, observedDigest: '' },
    ...{ reportNumber: 0, pages: createPageCollector<Report>(), reported: new Set<string>() },
    ...{ askedAtMs: Number.NEGATIVE_INFINITY, declaredAtMs: Number.NEGATIVE_INFINITY },
    ...{ resendAtMs: 0, resendPauseMs: 0 },
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
