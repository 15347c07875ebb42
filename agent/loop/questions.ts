/** Answers what is asked of the host: a full report, or a piece of a machine's console. */
import type { BusMessage } from '../../shared/bus/bus.ts';
import type { ConsoleAnswer } from '../../shared/model/conversation.ts';
import { askMessage, consoleAnswerMessage } from '../../shared/wire/conversation.ts';
import type { Disks } from '../disks/disks.ts';
import type { HostMemory } from './host-memory.ts';

export interface QuestionsHost {
  readonly cloudId: string;
  /** Of this start of the agent. */
  readonly nonce: string;
  readonly disks: Pick<Disks, 'consoleTail'>;
  readonly memory: HostMemory;
  /** Sends a full report. */
  report(): void;
}

const consoleBytesMax = 65_536;
const noConsole: ConsoleAnswer = { content: new Uint8Array(), nextByte: 0, known: false };

export function createQuestions(host: QuestionsHost): { onAsk(message: BusMessage): void } {
  async function consolePiece(machineId: string, fromByte: number): Promise<ConsoleAnswer> {
    if (!host.memory.guards().has(machineId)) return noConsole;
    const { bytes, nextByte } = await host.disks.consoleTail(machineId, fromByte, consoleBytesMax);
    return { content: bytes, nextByte, known: true };
  }

  /** Never rejects: what cannot be read or told is no console, and who cannot be told has gone. */
  async function answer(message: BusMessage, machineId: string, fromByte: number): Promise<void> {
    const bytes = await consolePiece(machineId, fromByte)
      .then(consoleAnswerMessage.encode)
      .catch(() => consoleAnswerMessage.encode(noConsole));
    try {
      message.reply(bytes);
    } catch {
      // It asks again.
    }
  }

  return {
    onAsk(message) {
      const ask = askMessage.decode(message.bytes);
      if (ask.cloudId !== host.cloudId || (ask.nonce !== '' && ask.nonce !== host.nonce)) return;
      if (ask.question === 'report') return host.report();
      void answer(message, ask.machineId, ask.fromByte);
    },
  };
}
