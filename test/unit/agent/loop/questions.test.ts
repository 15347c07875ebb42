import { describe, expect, test } from 'vitest';
import { openHostMemory } from '../../../../agent/loop/host-memory.ts';
import { createQuestions } from '../../../../agent/loop/questions.ts';
import { askMessage, consoleAnswerMessage } from '../../../../shared/wire/conversation.ts';
import { fakeDisks } from '../../../fakes/fake-disks.ts';
import { fakeGuards } from '../../../fakes/fake-guards.ts';
import { aClock, settled } from '../../../support/a-clock.ts';
import { aGuard, cloudId, hostId, machineIdOf, nonce } from '../../../support/a-guard.ts';

const machineId = machineIdOf(1);

async function aHost() {
  const disks = fakeDisks({ clock: aClock() });
  const storageId = await disks.storageId();
  const identity = { cloudId, hostId, hypervisorUuid: machineIdOf(0), storageId };
  const memory = await openHostMemory(fakeGuards(), identity);
  await memory.change(machineId, () => aGuard({}, { machineId }));
  const questions = createQuestions({
    ...{ cloudId, nonce, disks, memory, report: () => undefined, sayHello: () => undefined },
    inventory: () => Promise.reject(new Error('the host cannot look now')),
  });
  const ask = async (fromByte: number, reply?: (bytes: Uint8Array) => void) => {
    const answers: Uint8Array[] = [];
    const bytes = askMessage.encode({
      ...{ cloudId, nonce: '', question: 'console', machineId, fromByte },
    });
    questions.onAsk({ subject: 's', bytes, reply: reply ?? ((one) => void answers.push(one)) });
    await settled();
    return answers.map(consoleAnswerMessage.decode)[0];
  };
  return { disks, ask };
}

describe('a piece of a console', () => {
  test('is read from before its end, also when there is none yet', async () => {
    const { disks, ask } = await aHost();
    expect(await ask(-100)).toMatchObject({ nextByte: 0, known: true });
    disks.guestPrints(machineId, 'hello');
    expect(Buffer.from((await ask(-2))!.content).toString()).toBe('lo');
  });

  test('that cannot be told is no console', async () => {
    const { disks, ask } = await aHost();
    disks.consoleTail = async () => ({ bytes: new Uint8Array(), nextByte: -1 });
    expect(await ask(0)).toMatchObject({ known: false, nextByte: 0 });
  });

  test('for somebody who has gone ends nothing', async () => {
    const { ask } = await aHost();
    await ask(0, () => {
      throw new Error('no connection');
    });
  });
});
