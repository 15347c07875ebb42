/**
 * Is the history that a host was shown the one this scheduler leads? If not, the log is older than the world (restored
 * from a copy): everything is frozen, because orders from an older log would undo what was done since.
 */
import { messageHash } from '../../shared/log/fold.ts';
import type { StoredMessage } from '../../shared/log/log.ts';
import type { Hello } from '../../shared/model/conversation.ts';
import type { Position } from '../../shared/model/words.ts';
import type { Leading } from './leading.ts';

export interface ChainCheck {
  /** Tells whether the host's position is on our chain; not at all when the log cannot be read now. */
  check(hello: Hello, then: (inOrder: boolean) => void): void;
}

/** Positions whose hash was compared; the newest are kept. */
const rememberedMax = 4096;

export function createChainCheck(leading: Leading): ChainCheck {
  const known = new Set<string>();

  function remember(position: Position): void {
    known.add(keyOf(position));
    if (known.size > rememberedMax) known.delete(known.keys().next().value ?? '');
  }

  function freeze(hello: Hello, why: string): void {
    leading.frozen ??= `the log is older than the world: host ${hello.name} (${hello.hostId}) ${why}`;
    leading.logger.error({ hostId: hello.hostId, position: hello.position }, leading.frozen);
  }

  /** What the log holds where the host has been decides; this leader's own end of it may be old. */
  function isOnChain(hello: Hello, position: Position, message: StoredMessage | null): boolean {
    const { sequence, hash } = position;
    if (message === null) freeze(hello, `has seen commit ${sequence}, this log ends before it`);
    else if (messageHash(message.bytes) !== hash)
      freeze(hello, `has seen another commit ${sequence} than this log holds`);
    else if (sequence > leading.leader.position().sequence)
      leading.leader.stop('another scheduler leads: a host has seen its commits');
    else {
      remember(position);
      return true;
    }
    return false;
  }

  return {
    check(hello, then) {
      const { position } = hello;
      const head = leading.leader.position();
      if (position === null || keyOf(position) === keyOf(head) || known.has(keyOf(position)))
        return then(true);
      if (position.logId !== head.logId) {
        freeze(hello, `has seen log ${position.logId}, this is log ${head.logId}`);
        return then(false);
      }
      void leading.log.read(position.sequence).then(
        (message) => then(isOnChain(hello, position, message)),
        () => undefined,
      );
    },
  };
}

function keyOf({ sequence, hash }: Position): string {
  return `${sequence}:${hash}`;
}
