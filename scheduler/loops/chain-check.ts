/**
 * Is the history that a host was shown the one this scheduler leads? If not, the log is older than the world (restored
 * from a copy): everything is frozen, because orders from an older log would undo what was done since. After a recovery a
 * host's former history counts when just that was recovered; a host that was not asked yet what it holds owes it.
 */
import { messageHash } from '../../shared/log/fold.ts';
import type { StoredMessage } from '../../shared/log/log.ts';
import type { Hello } from '../../shared/model/conversation.ts';
import type { Position } from '../../shared/model/words.ts';
import type { Leading } from './leading.ts';

/** `inOrder`: what the host was shown is in our log. `owes`: the log does not know yet what it holds. */
export type ChainStanding = 'inOrder' | 'owes';

export interface ChainCheck {
  /** Tells how the host's position stands to our chain; not at all when that cannot be said now, or all is frozen by it. */
  check(hello: Hello, then: (standing: ChainStanding) => void): void;
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
    if (leading.frozen !== null) return;
    leading.frozen = `the log is older than the world: host ${hello.name} (${hello.hostId}) ${why}`;
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

  /** It was shown another log. A later one, or more of the former one than was recovered, is a world newer than this log. */
  function checkOther(hello: Hello, position: Position, then: (one: ChainStanding) => void): void {
    const head = leading.leader.position();
    const host = leading.leader.committed.hosts.get(hello.hostId);
    const isLater = position.logId > head.logId;
    if (host?.awaited && !isLater) return then('owes');
    const replaces = host?.replaces ?? null;
    if (replaces?.logId === position.logId && !isLater) {
      if (replaces.sequence === position.sequence && replaces.hash === position.hash)
        return then('inOrder');
      // A hello that was long on its way.
      if (replaces.sequence > position.sequence) return;
    }
    freeze(hello, `has seen log ${position.logId}, this is log ${head.logId}`);
  }

  /** What lies in an archived segment cannot be compared: the log has gone on from there in any case. */
  async function compare(hello: Hello, position: Position): Promise<boolean> {
    const isArchived = async (): Promise<boolean> =>
      position.sequence < (await leading.log.firstSequence());
    if (await isArchived()) return true;
    const message = await leading.log.read(position.sequence);
    // It may have been archived between the two.
    if (message === null && (await isArchived())) return true;
    // The log was recovered meanwhile: this was said of the former one, and the next hello is judged anew.
    if (position.logId !== leading.leader.position().logId) return false;
    return isOnChain(hello, position, message);
  }

  return {
    check(hello, then) {
      const { position } = hello;
      const head = leading.leader.position();
      if (position === null) {
        const host = leading.leader.committed.hosts.get(hello.hostId);
        return then(host?.awaited ? 'owes' : 'inOrder');
      }
      if (position.logId !== head.logId) return checkOther(hello, position, then);
      if (keyOf(position) === keyOf(head) || known.has(keyOf(position))) return then('inOrder');
      void compare(hello, position).then(
        (isInOrder) => isInOrder && then('inOrder'),
        () => undefined,
      );
    },
  };
}

function keyOf({ sequence, hash }: Position): string {
  return `${sequence}:${hash}`;
}
