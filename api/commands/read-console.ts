/** A piece of a machine's console, asked of the host that keeps it; nothing of it is kept here or in the log. */
import type { Bus } from '../../shared/bus/bus.ts';
import { NoAnswer } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type { Machine } from '../../shared/model/state.ts';
import { askMessage, consoleAnswerMessage } from '../../shared/wire/conversation.ts';
import { Refused, refuse } from '../errors.ts';

export interface ConsoleOptions {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly cloudId: string;
}

export interface ConsolePiece {
  readonly known: boolean;
  readonly text: string;
  readonly fromByte: number;
  readonly nextByte: number;
}

/** A host reads a file and answers; if it does not within this, it is busy or gone. */
const answerWithinMs = 5_000;

/** The piece from `fromByte` on (negative: before the end). Throws `Refused`. */
export async function readConsole(
  { bus, subjects, cloudId }: ConsoleOptions,
  machine: Machine,
  fromByte: number,
): Promise<ConsolePiece> {
  const { hostId, spec } = machine;
  if (hostId === null)
    refuse(
      'actionNotAllowed',
      `The machine ${spec.name} has no host yet, so it has no console.`,
      spec.name,
      'See `stratus why` for what it waits for.',
    );
  const question = askMessage.encode({
    ...{ cloudId, nonce: '', question: 'console', machineId: spec.machineId, fromByte },
  });
  try {
    const bytes = await bus.request(subjects.ask(hostId), question, answerWithinMs);
    const { content, nextByte, known } = consoleAnswerMessage.decode(bytes);
    const text = new TextDecoder().decode(content);
    return { known, text, fromByte: Math.max(0, nextByte - content.length), nextByte };
  } catch (error) {
    throw error instanceof NoAnswer ? silent(spec.name, error) : error;
  }
}

function silent(name: string, cause: NoAnswer): Refused {
  return new Refused(
    {
      reason: 'noAnswer',
      message: `The host of ${name} did not answer.`,
      where: name,
      whatToDo: 'Try again; `stratus host` shows whether the host is heard.',
    },
    503,
    cause,
  );
}
