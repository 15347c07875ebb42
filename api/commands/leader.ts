/**
 * How does a request reach the leading scheduler, and what does its answer mean? A request that got no answer may have been
 * carried out all the same: the client is told to repeat it with the same key, which never does it twice.
 */
import type { Bus } from '../../shared/bus/bus.ts';
import { NoAnswer } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type { Actor } from '../../shared/model/authorization.ts';
import type { Answer, Request } from '../../shared/model/command.ts';
import { answerMessage, commandMessage } from '../../shared/wire/command.ts';
import { WireError } from '../../shared/wire/codec.ts';
import { Refused, refuse } from '../errors.ts';

export type Accepted = Extract<Answer, { kind: 'accepted' }>;
export type Recovered = Extract<Answer, { kind: 'recovery' }>;
export type Explained = Extract<Answer, { kind: 'explained' }>;
export type RoomLeft = Extract<Answer, { kind: 'roomLeft' }>;

export interface Leader {
  /** Asks for a change. Throws `Refused`. `key`: idempotency key, empty: none. */
  command(actor: Actor, key: string, request: Request): Promise<Accepted>;
  /** Asks a question that changes nothing. Throws `Refused`. */
  question(actor: Actor, request: Request): Promise<Explained>;
  /** How many machines of each type fit now. Throws `Refused`. */
  room(actor: Actor): Promise<RoomLeft>;
  /** Either step of a recovery of the log. Throws `Refused`. */
  recovery(actor: Actor, key: string, word: string): Promise<Recovered>;
}

export interface LeaderOptions {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly cloudId: string;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Every host is asked for all it holds. */
const recoveryWithinMs = 120_000;

/** Requests of one actor under way at once (docs/decisions/0010-limits.md). */
const inFlightMax = 1_024;

export function createLeader(options: LeaderOptions): Leader {
  const inFlight = new Map<string, number>();

  async function ask(
    actor: Actor,
    key: string,
    request: Request,
    withinMs = options.timeoutMs,
  ): Promise<Answer> {
    const underWay = inFlight.get(actor.accountId) ?? 0;
    if (underWay >= inFlightMax)
      refuse(
        'tooManyRequests',
        `${underWay} requests of ${actor.accountId} are under way.`,
        'Authorization',
        'Wait for answers before sending more.',
      );
    inFlight.set(actor.accountId, underWay + 1);
    try {
      const sent = encoded(options.cloudId, actor, key, request);
      const answer = await options.bus.request(options.subjects.command, sent, withinMs);
      return answerMessage.decode(answer);
    } catch (error) {
      throw refusalOf(error);
    } finally {
      inFlight.set(actor.accountId, (inFlight.get(actor.accountId) ?? 1) - 1);
    }
  }

  return {
    command: async (actor, key, request) =>
      answerOfKind('accepted', await ask(actor, key, request)),
    recovery: async (actor, key, word) =>
      answerOfKind('recovery', await ask(actor, key, { kind: 'recover', word }, recoveryWithinMs)),
    question: async (actor, request) => answerOfKind('explained', await ask(actor, '', request)),
    room: async (actor) => answerOfKind('roomLeft', await ask(actor, '', { kind: 'room' })),
  };
}

function answerOfKind<Kind extends Answer['kind']>(
  kind: Kind,
  answer: Answer,
): Extract<Answer, { kind: Kind }> {
  if (answer.kind === kind) return answer as Extract<Answer, { kind: Kind }>;
  if (answer.kind === 'refused') throw new Refused(answer.refusal);
  throw new Error(
    `the scheduler gave an answer of the kind ${answer.kind} to another kind of request`,
  );
}

function encoded(cloudId: string, actor: Actor, key: string, request: Request): Uint8Array {
  try {
    return commandMessage.encode({
      ...{ cloudId, actor: actor.accountId, projectId: actor.projectId, key },
      ...{ administrator: actor.administrator, request },
    });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return refuse(
      'malformedRequest',
      `The request cannot be passed on: ${error.message}.`,
      'body',
      'Mend the value; /v1/openapi.json describes what is taken.',
    );
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof RangeError)
    return new Refused(
      {
        reason: 'requestTooLarge',
        message: 'The request is larger than a message may be.',
        where: 'body',
        whatToDo: 'Ask for fewer machines at once.',
      },
      413,
      error,
    );
  if (!(error instanceof NoAnswer)) return error;
  return new Refused(
    {
      reason: 'noAnswer',
      message: 'No scheduler answered. The request may have been carried out all the same.',
      where: 'scheduler',
      whatToDo:
        'Repeat the request with the same Idempotency-Key: it is never carried out twice. `stratus status` shows whether a scheduler leads.',
    },
    503,
    error,
  );
}
