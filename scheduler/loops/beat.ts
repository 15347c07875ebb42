import { cutText } from '../../shared/base/cut-text.ts';
import type { HostNote } from '../../shared/model/conversation.ts';
import { beatMessage } from '../../shared/wire/command.ts';
import type { Leading } from './leading.ts';

/** Says again and again that this process leads, and how its hosts stand with it; the returned function ends it. */
export function startBeat(leading: Leading, notes: () => readonly HostNote[]): () => void {
  const { cloudId, term, writer, leader, clock, bus, subjects, pace } = leading;
  let cancel: () => void = () => undefined;
  const beat = (): void => {
    cancel = clock.after(pace.beatEveryMs, beat);
    const position = leader.position();
    bus.publish(
      subjects.beat,
      beatMessage.encode({
        cloudId,
        term,
        writer,
        position,
        hosts: notes(),
        frozen: frozenText(leading),
      }),
    );
  };
  beat();
  return () => cancel();
}

function frozenText({ frozen }: Leading): string {
  return frozen === null ? '' : cutText(frozen, 1024);
}
