/**
 * Takes hosts' reports: a set counts when all its pages have come from the bound agent; what follows from it is decided
 * and committed before the report counts as dealt with.
 */
import { ok } from '../../shared/base/result.ts';
import type { BusMessage } from '../../shared/bus/bus.ts';
import { hostIdIn } from '../../shared/bus/subjects.ts';
import type { EvidenceReport, MachineReport, Report } from '../../shared/model/conversation.ts';
import type { Event } from '../../shared/model/events.ts';
import type { State } from '../../shared/model/state.ts';
import { reportMessage } from '../../shared/wire/conversation.ts';
import { observeAbsence, observeEvidence, observeMachine } from '../decide/observe.ts';
import { isRationed, spend, withinRation } from '../decide/ration-reports.ts';
import { decideReplacement } from '../decide/sweep.ts';
import type { Hosts, Session } from './hosts.ts';
import type { Leading } from './leading.ts';

type Decide = (state: State, nowMs: number) => readonly Event[];

/** One report may lead to facts that another part of it rests on (evidence is sealed after its machine is gone). */
const roundsMax = 4;

export function createReports(
  leading: Leading,
  hosts: Hosts,
): { onReport(message: BusMessage): void } {
  const { leader, clock } = leading;

  async function use(session: Session, pages: readonly Report[]): Promise<void> {
    const [first] = pages;
    if (!first || first.number <= session.reportNumber) return;
    session.reportNumber = first.number;
    if (first.observed === 'unavailable')
      return void (session.observedDigest = first.observedDigest);
    const machines = distinct(pages.flatMap((page) => page.machines));
    const evidence = distinct(pages.flatMap((page) => page.evidence));
    const reported = new Set(machines.map(({ machineId }) => machineId));
    let heldBack = false;
    const observe = (state: State, one: MachineReport, nowMs: number): readonly Event[] => {
      const events = observeMachine(state, session.hostId, one, nowMs);
      const starts = events.some(({ type }) => type === 'startOrdered');
      if (!starts || !hosts.isContested(session)) return events;
      heldBack = true;
      return [];
    };
    const decide: Decide = (state, nowMs) => {
      // A later report was used meanwhile: to what it told, this one has nothing to add, and of what is new it knows nothing.
      if (session.reportNumber !== first.number) return [];
      return [
        ...machines.flatMap((one) => observe(state, one, nowMs)),
        ...observeAbsence(state, session.hostId, reported),
        ...evidence.flatMap((one) => observeEvidence(state, session.hostId, one)),
      ];
    };
    const dealtWith = await commitAll(session, decide);
    if (!dealtWith || session.reportNumber !== first.number) return;
    session.reported = new Set([...reported, ...evidence.map(({ machineId }) => machineId)]);
    // What was held back of it is asked for again until it could be taken down.
    let settled = !isRationed(session.ration, clock.elapsed()) && !heldBack;
    for (const one of machines) {
      if (one.reason !== 'addressInUse') continue;
      await replace(one);
      // No other address is free, or the context is not at hand: the host is asked again until it is replaced.
      if (needsReplacement(one)) settled = false;
    }
    session.observedDigest = settled ? first.observedDigest : '';
  }

  function needsReplacement({ machineId, generation, phase }: MachineReport): boolean {
    const machine = leader.committed.machines.get(machineId);
    if (phase !== 'failed' || machine?.generation !== generation) return false;
    return machine.state === 'prolog' && machine.spec.wantedAddress === null;
  }

  /** Commits what follows, until nothing more does. False: this process leads no more, or the log is full. */
  async function commitAll(session: Session, decide: Decide): Promise<boolean> {
    for (let round = 0; round < roundsMax; round++) {
      let events = 0;
      let spent = { taken: 0, held: false };
      const outcome = await leader.submit({
        ...{ actor: 'system', origin: 'report', key: '', requestDigest: '' },
        decide: (state, nowMs) => {
          const all = decide(state, nowMs);
          const { ration, hostId } = session;
          const found = withinRation(state, hostId, all, ration, clock.elapsed());
          spent = found;
          events = found.events.length;
          return ok(found.events);
        },
      });
      if (outcome.kind !== 'committed') return false;
      session.ration = spend(session.ration, spent.taken, spent.held, clock.elapsed());
      if (events === 0) return true;
    }
    return true;
  }

  async function replace(report: MachineReport): Promise<void> {
    if (!needsReplacement(report)) return;
    const { machineId, generation } = report;
    const { compose } = await leading.contexts.given([machineId]);
    await leader.submit({
      ...{ actor: 'system', origin: 'report', key: '', requestDigest: '' },
      decide: (state, nowMs) => ok(decideReplacement(state, machineId, generation, compose, nowMs)),
    });
  }

  return {
    onReport(message) {
      const report = reportMessage.decode(message.bytes);
      if (report.cloudId !== leading.cloudId || report.hostId !== hostIdIn(message.subject)) return;
      const session = hosts.speaker(report.hostId, report.nonce);
      const pages = session?.pages.add(report);
      if (!session || !pages || leading.frozen !== null) return;
      if (leader.committed.hosts.get(report.hostId)?.awaited) return;
      use(session, pages).catch((error: unknown) => {
        leading.logger.warn(
          { err: error, hostId: report.hostId },
          'a report could not be dealt with; it is asked for again',
        );
      });
    },
  };
}

/** The first word about each machine: a host that says two things about one is believed in one. */
function distinct<One extends MachineReport | EvidenceReport>(all: readonly One[]): readonly One[] {
  const seen = new Map<string, One>();
  for (const one of all) if (!seen.has(one.machineId)) seen.set(one.machineId, one);
  return [...seen.values()];
}
