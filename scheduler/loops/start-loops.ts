/** Everything a leader does besides writing the log: hears commands, hosts and reports, and looks at what is due. */
import type { BusMessage } from '../../shared/bus/bus.ts';
import { guarded } from '../../shared/bus/guarded.ts';
import type { Commit } from '../../shared/model/events.ts';
import { startBeat } from './beat.ts';
import { createCommands } from './commands.ts';
import { createContextAnswers } from './context-answers.ts';
import { sendChanges } from './dispatch.ts';
import { startHearFirst } from './hear-first.ts';
import { createHosts } from './hosts.ts';
import type { Leading } from './leading.ts';
import { createRecovery, recoveryUnderWay } from './recovery.ts';
import { createReports } from './reports.ts';
import { createSweeper } from './sweeper.ts';
import { watchSegment } from './watch-segment.ts';

export interface Loops {
  /** A commit of ours is in the log. */
  onCommitted(commit: Commit): void;
  end(): void;
}

export function startLoops(leading: Leading): Loops {
  const { bus, subjects, logger } = leading;
  if (leading.leader.committed.recovery !== null) leading.frozen ??= recoveryText(leading);
  const first = startHearFirst(leading, () => sweeper.wake());
  const hosts = createHosts(leading, {
    onHeard: () => sweeper.wake(),
    onJudged: (hostId) => first.heard(hostId),
    onOwing: (session) => recovery.recoverLate(session),
  });
  const recovery = createRecovery(leading, hosts);
  const sweeper = createSweeper(leading, hosts, first);
  const reports = createReports(leading, hosts);
  const commands = createCommands(leading, hosts, { first, recovery });
  const contexts = createContextAnswers(leading);
  const segment = watchSegment(leading);
  const heard = (subject: string, hear: (message: BusMessage) => void): (() => void) =>
    bus.subscribe(subject, (message) => guarded(logger, subject, () => hear(message)));
  const ends = [
    heard(subjects.command, (message) => commands.onCommand(message)),
    heard(subjects.everyHello, (message) => hosts.onHello(message)),
    heard(subjects.everyReport, (message) => reports.onReport(message)),
    heard(subjects.everyContext, (message) => contexts.onContextAsk(message)),
    startBeat(leading, () => hosts.notes()),
    () => sweeper.stop(),
    () => first.stop(),
    () => segment.stop(),
  ];
  return {
    onCommitted(commit) {
      hosts.onCommitted(commit);
      sendChanges(leading, hosts.sessions, commit);
      sweeper.wake();
      segment.onCommitted(commit);
    },
    end: () => ends.forEach((end) => end()),
  };
}

function recoveryText({ leader }: Leading): string {
  return leader.committed.recovery === 'needed'
    ? 'the log was made anew, and the hosts were not asked yet what they hold'
    : recoveryUnderWay;
}
