/** Asks the scheduler for the context medium of a machine, by the digest of its order. */
import { gunzipSync } from 'node:zlib';
import type { Bus } from '../../shared/bus/bus.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type { ContextFile, MachineRecord } from '../../shared/model/machine-record.ts';
import { contextAnswerMessage, contextAskMessage } from '../../shared/wire/conversation.ts';
import { ContextRefused } from '../steps/step-context.ts';

const answerWithinMs = 10_000;
/** Far above what a context may have uncompressed; below it a forged answer costs nothing. */
const answerBytesMax = 32 * 1_048_576;

export function createContextFetcher(options: {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly cloudId: string;
  readonly hostId: string;
}): (order: MachineRecord) => Promise<readonly ContextFile[]> {
  const { bus, subjects, cloudId, hostId } = options;
  return async ({ machineId, context }) => {
    const ask = contextAskMessage.encode({ cloudId, machineId, digest: context.digest });
    const packed = await bus.request(subjects.context(hostId), ask, answerWithinMs);
    const answer = contextAnswerMessage.decode(
      gunzipSync(packed, { maxOutputLength: answerBytesMax }),
    );
    if (answer.files.length === 0)
      throw new ContextRefused(`the scheduler gave no context: ${answer.message}`);
    return answer.files;
  };
}
