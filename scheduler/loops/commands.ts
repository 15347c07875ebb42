/**
 * Answers commands and questions from the API. A command is answered when what it caused is in the log; a question, from the
 * state as it is.
 */
import { cutText } from '../../shared/base/cut-text.ts';
import type { BusMessage } from '../../shared/bus/bus.ts';
import type { Answer, Command, Explanation, Request } from '../../shared/model/command.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import { UpgradeNeeded } from '../../shared/wire/codec.ts';
import { answerMessage, commandMessage } from '../../shared/wire/command.ts';
import { commandRefusal, decideCommand } from '../decide/command.ts';
import { explainMachine, explainPlan, explainRoom } from '../decide/explain.ts';
import { siteOf } from '../decide/planner.ts';
import type { ComposeContext } from '../decide/run.ts';
import type { HearFirst } from './hear-first.ts';
import type { Hosts } from './hosts.ts';
import { isCurrent } from './is-current.ts';
import type { Leading } from './leading.ts';
import type { Outcome } from './proposal.ts';
import type { Recovery } from './recovery.ts';
import { requestDigest } from './request-digest.ts';

type Question = Extract<Request, { kind: 'why' | 'plan' | 'room' }>;

/** Requests under way at once; more are refused before they cost anything. */
const underWayMax = 4096;

export interface CommandHelp {
  readonly first: Pick<HearFirst, 'whenOver'>;
  readonly recovery: Pick<Recovery, 'recover'>;
}

export function createCommands(
  leading: Leading,
  hosts: Hosts,
  { first, recovery }: CommandHelp,
): { onCommand(message: BusMessage): void } {
  let underWay = 0;

  async function answerTo(bytes: Uint8Array): Promise<Answer> {
    let command: Command;
    try {
      command = commandMessage.decode(bytes);
    } catch (error) {
      const { message } = error as Error;
      return refusal(error instanceof UpgradeNeeded ? unsupported(message) : malformed(message));
    }
    if (command.cloudId !== leading.cloudId)
      return refusal(wrongCloud(command.cloudId, leading.cloudId));
    const { request } = command;
    if (request.kind === 'recover') return recover(command, request.word);
    if (leading.frozen === null) await first.whenOver();
    if (leading.frozen !== null) return refusal(frozen(leading.frozen));
    return isQuestion(request) ? explain(command, request) : carryOut(command);
  }

  async function recover(command: Command, word: string): Promise<Answer> {
    const denied = commandRefusal(command);
    if (denied) return refusal(denied);
    const { actor, key } = command;
    const digest = key === '' ? '' : requestDigest(command, '');
    const answer = await recovery.recover({ actor, key, requestDigest: digest }, word);
    if (word === '' && !(await isCurrent(leading))) return refusal(notLeading);
    return answer.kind === 'refused' ? refusal(answer.refusal) : answer;
  }

  function explain(command: Command, question: Question): Answer {
    const denied = commandRefusal(command);
    if (denied) return refusal(denied);
    const { projectId } = command;
    const now = leading.clock.now();
    const standings = hosts.standings();
    const state = leading.leader.committed;
    if (question.kind === 'room') return { kind: 'roomLeft', types: explainRoom(state, standings) };
    const found =
      question.kind === 'plan'
        ? explainPlan(state, question.run, projectId, standings, now)
        : explainMachine(state, projectId, question.machine, standings, now);
    return found.ok ? explained(found.value) : refusal(found.reason);
  }

  async function carryOut(command: Command): Promise<Answer> {
    const { request } = command;
    let compose: ComposeContext = () => null;
    let given = '';
    let written = false;
    if (request.kind === 'run') {
      try {
        ({ compose, given } = await leading.contexts.given(request.machineIds));
      } catch {
        return refusal(vaultUnavailable);
      }
      const missing = given === '';
      if (missing) return refusal(noContext);
    }
    const outcome = await leading.leader.submit({
      ...{ actor: command.actor, origin: 'command', key: command.key },
      requestDigest: command.key === '' ? '' : requestDigest(command, given),
      decide(state, nowMs) {
        const silent = hosts.speechlessFor(siteOf(state).hostSilentAfterMs);
        const facts = { standings: hosts.standings(), silent, compose };
        const decided = decideCommand(state, command, facts, nowMs);
        written = decided.ok && (decided.value.length > 0 || command.key !== '');
        return decided;
      },
    });
    if (!written && !(await isCurrent(leading))) return refusal(notLeading);
    return answerOf(outcome);
  }

  return {
    onCommand(message) {
      if (underWay >= underWayMax) return message.reply(answerMessage.encode(refusal(tooMany)));
      underWay += 1;
      void answerTo(message.bytes)
        .then((answer) => message.reply(encodedAnswer(answer, leading.bus.messageBytesMax)))
        .catch((error: unknown) => {
          leading.logger.error({ err: error }, 'a command could not be answered');
          message.reply(answerMessage.encode(refusal(unanswerable)));
        })
        .finally(() => {
          underWay -= 1;
        });
    },
  };
}

function isQuestion(request: Request): request is Question {
  return request.kind === 'why' || request.kind === 'plan' || request.kind === 'room';
}

function answerOf(outcome: Outcome): Answer {
  switch (outcome.kind) {
    case 'committed':
      return { kind: 'accepted', cursor: outcome.cursor, machineIds: outcome.machineIds };
    case 'refused':
      return refusal(outcome.refusal);
    case 'lost':
      return refusal(notLeading);
  }
}

/** Texts may hold what users wrote: each is cut to what the contract takes. */
function refusal(why: Refusal): Answer {
  const { reason } = why;
  const message = cutText(why.message, 2048);
  const where = cutText(why.where, 512);
  return {
    kind: 'refused',
    refusal: { reason, message, where, whatToDo: cutText(why.whatToDo, 2048) },
  };
}

function explained(machines: readonly Explanation[]): Answer {
  return {
    kind: 'explained',
    machines: machines.map((one) => ({
      ...one,
      text: cutText(one.text, 4096),
      whatWouldFit: cutText(one.whatWouldFit, 1024),
    })),
  };
}

/** Explanations of many machines may be more than a message takes: then only the first are sent. */
function encodedAnswer(answer: Answer, bytesMax: number): Uint8Array {
  const bytes = answerMessage.encode(answer);
  if (bytes.length <= bytesMax || answer.kind !== 'explained') return bytes;
  const fewer = answer.machines.slice(0, Math.floor(answer.machines.length / 2));
  return encodedAnswer({ ...answer, machines: fewer }, bytesMax);
}

const unanswerable: Refusal = {
  reason: 'malformedRequest',
  message: 'the scheduler could not answer this request; its own log says why',
  where: 'request',
  whatToDo: 'shorten the texts of the request, or report it',
};

function malformed(message: string): Refusal {
  const whatToDo = 'send a message of this contract (proto/v1/command.proto)';
  return {
    reason: 'malformedRequest',
    message: message.slice(0, 1024),
    where: 'request',
    whatToDo,
  };
}

function unsupported(message: string): Refusal {
  const whatToDo = 'upgrade the schedulers before the API';
  return { reason: 'unsupportedFormat', message, where: 'request', whatToDo };
}

function wrongCloud(given: string, ours: string): Refusal {
  const message = `the request is for cloud ${given}, this is cloud ${ours}`;
  return {
    reason: 'wrongCloud',
    message,
    where: 'cloudId',
    whatToDo: 'correct the configuration of the sender',
  };
}

function frozen(why: string): Refusal {
  const whatToDo =
    'an administrator brings back the newer log, or has this one learn what the hosts hold: `stratus recover`';
  return { reason: 'frozen', message: why.slice(0, 1024), where: 'log', whatToDo };
}

const notLeading: Refusal = {
  reason: 'notLeading',
  message: 'this scheduler has just lost the lead',
  where: 'scheduler',
  whatToDo: 'send the request again with the same idempotency key',
};

const tooMany: Refusal = {
  reason: 'tooManyRequests',
  message: `more than ${underWayMax} requests are under way`,
  where: 'scheduler',
  whatToDo: 'send it again a little later, with the same idempotency key',
};

const vaultUnavailable: Refusal = {
  reason: 'vaultUnavailable',
  message: 'the context of the machines cannot be read now',
  where: 'vault',
  whatToDo: 'send the request again with the same idempotency key',
};

const noContext: Refusal = {
  reason: 'contextUnavailable',
  message: 'the context of the machines is not in the vault',
  where: 'vault',
  whatToDo: 'send the request again; the API stores the context before it asks',
};
