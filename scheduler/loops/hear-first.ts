/**
 * A leader that has just taken over hears the hosts before it gives anything away: only they can tell that the log was put
 * back from an older copy, and what is leased or purged before they have spoken cannot be taken back. They are asked to speak
 * at once; who does not within a moment is not waited for.
 */
import { isConfirmedDown } from '../../shared/model/host-life.ts';
import { askMessage } from '../../shared/wire/conversation.ts';
import type { Leading } from './leading.ts';

export interface HearFirst {
  /** The host's position was compared with the log. */
  heard(hostId: string): void;
  isOver(): boolean;
  /** Resolves when all hosts were heard, or have let the time pass. */
  whenOver(): Promise<void>;
  stop(): void;
}

export function startHearFirst(leading: Leading, onOver: () => void): HearFirst {
  const { cloudId, bus, subjects, clock, pace } = leading;
  const waitsFor = new Set<string>();
  const waiting: (() => void)[] = [];
  let isOver = false;
  let cancel: () => void = () => undefined;

  function end(): void {
    if (isOver) return;
    isOver = true;
    cancel();
    for (const resolve of waiting.splice(0)) resolve();
    onOver();
  }

  for (const host of leading.leader.committed.hosts.values())
    if (!host.removed && !isConfirmedDown(host)) waitsFor.add(host.hostId);
  if (waitsFor.size === 0 || pace.listenFirstMs === 0) isOver = true;
  else {
    cancel = clock.after(pace.listenFirstMs, end);
    for (const hostId of waitsFor)
      bus.publish(
        subjects.ask(hostId),
        askMessage.encode({ cloudId, nonce: '', question: 'hello' }),
      );
  }
  return {
    heard(hostId) {
      if (waitsFor.delete(hostId) && waitsFor.size === 0) end();
    },
    isOver: () => isOver,
    whenOver: () => (isOver ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    stop: end,
  };
}
