/**
 * Gives a host the context medium of a machine that is placed on it, by the digest in the log: what is composed now must be
 * what was decided then.
 */
import { gzipSync } from 'node:zlib';
import type { BusMessage } from '../../shared/bus/bus.ts';
import { hostIdIn } from '../../shared/bus/subjects.ts';
import { contextDigest } from '../../shared/model/context-digest.ts';
import type { ContextAnswer, ContextAsk } from '../../shared/model/conversation.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import { contextAnswerMessage, contextAskMessage } from '../../shared/wire/conversation.ts';
import { siteOf } from '../decide/planner.ts';
import type { Leading } from './leading.ts';
import { contextFiles } from './user-contexts.ts';

export function createContextAnswers(leading: Leading): {
  onContextAsk(message: BusMessage): void;
} {
  async function answerTo(hostId: string | null, ask: ContextAsk): Promise<ContextAnswer> {
    const state = leading.leader.committed;
    const machine = state.machines.get(ask.machineId);
    if (ask.cloudId !== leading.cloudId || !machine || machine.hostId !== hostId) {
      return denied('unknownMachine', 'no such machine is placed on this host');
    }
    if (machine.context?.digest !== ask.digest) {
      return denied('contextDigestMismatch', 'the machine has another context by now');
    }
    const user = await leading.contexts.load(ask.machineId);
    const files = user && contextFiles(machine.spec, machine.nics, siteOf(state), user);
    if (!files?.ok)
      return denied('contextUnavailable', 'what the user gave is not in the vault any more');
    if (contextDigest(files.value) !== ask.digest) {
      return denied(
        'contextDigestMismatch',
        'the context composes to something else than was decided',
      );
    }
    return { files: files.value, reason: null, message: '' };
  }

  /** Of a log that may be older than the world nothing is said: a denial would end the machine. */
  function isSure(hostId: string | null): boolean {
    return leading.frozen === null && !leading.leader.committed.hosts.get(hostId ?? '')?.awaited;
  }

  return {
    onContextAsk(message) {
      const ask = contextAskMessage.decode(message.bytes);
      if (!isSure(hostIdIn(message.subject))) return;
      answerTo(hostIdIn(message.subject), ask)
        .catch(() => denied('vaultUnavailable', 'the vault cannot be read now'))
        .then((answer) => message.reply(gzipSync(contextAnswerMessage.encode(answer))))
        .catch((error: unknown) =>
          leading.logger.warn({ err: error }, 'a context could not be sent'),
        );
    },
  };
}

function denied(reason: Reason, message: string): ContextAnswer {
  return { files: [], reason, message };
}
