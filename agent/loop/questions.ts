/** Answers what is asked of the host: a hello, a full report, a piece of a machine's console, a page of all that it holds. */
import type { BusMessage } from '../../shared/bus/bus.ts';
import type { ConsoleAnswer, InventoryAnswer } from '../../shared/model/conversation.ts';
import {
  askMessage,
  consoleAnswerMessage,
  inventoryAnswerMessage,
} from '../../shared/wire/conversation.ts';
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
  sayHello(): void;
  /** What it holds of the machines after that id. */
  inventory(afterMachineId: string): Promise<InventoryAnswer>;
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

  /** Who asks hears nothing when it cannot be told now, and asks again. */
  async function tellInventory(message: BusMessage, afterMachineId: string): Promise<void> {
    try {
      message.reply(inventoryAnswerMessage.encode(await host.inventory(afterMachineId)));
    } catch {
      // It asks again.
    }
  }

  return {
    onAsk(message) {
      const ask = askMessage.decode(message.bytes);
      if (ask.cloudId !== host.cloudId || (ask.nonce !== '' && ask.nonce !== host.nonce)) return;
      switch (ask.question) {
        case 'report':
          return host.report();
        case 'hello':
          return host.sayHello();
        case 'inventory':
          return void tellInventory(message, ask.afterMachineId);
        case 'console':
          return void answer(message, ask.machineId, ask.fromByte);
      }
    },
  };
}
