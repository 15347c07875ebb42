/** A reader whose cursor is in the log is put off, and never told that it is unknown, while the API reads the log. */
import { expect, test } from 'vitest';
import { createReadModel } from '../../../api/read-model/read-model.ts';
import { startingPoint } from '../../../api/read-model/starting-point.ts';
import type { Log } from '../../../shared/log/log.ts';
import { createMemoryLog } from '../../../shared/log/memory-log.ts';
import { cursorText } from '../../../shared/model/cursor.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { decodeCommit, encodeCommit } from '../../../shared/wire/commit.ts';
import { createLogWriter, genesis, hostId, logId } from '../../support/log-writer.ts';

const recoveredId = `e${logId.slice(1)}`;

/** Three commits, the last of which gives the log another id; and a view that reads no further than `readTo`. */
async function aSlowView(readTo: number) {
  const clock = systemClock;
  const whole = createMemoryLog({ clock });
  const writer = createLogWriter(whole);
  await writer.write(genesis, { actor: 'system', origin: 'genesis' });
  await writer.write([{ type: 'hostDisabled', hostId, why: 'old' }]);
  const { bytes } = whole.messages().at(-1)!;
  const recovery = encodeCommit({
    ...decodeCommit(bytes),
    ...{ logId: recoveredId, previousHash: writer.fold.position!.hash, nonce: 'f'.repeat(16) },
    entries: [
      {
        ...{ actor: 'admin', origin: 'command', key: '', requestDigest: '' },
        events: [
          { type: 'logRecovered', logId: recoveredId, previousLogId: logId, nextLabel: 1_000 },
        ],
      },
    ],
  });
  await whole.append(recovery, 2);
  const log: Log = {
    ...whole,
    follow: (from, onMessage) =>
      whole.follow(from, (message) =>
        message.sequence <= readTo ? onMessage(message) : new Promise(() => undefined),
      ),
  };
  const model = createReadModel({
    ...{ log, clock, decode: (message) => decodeCommit(message.bytes), onProblem: () => undefined },
  });
  await model.waitFor(readTo, 1_000);
  return model;
}

test.each([
  ['one that was read', 2, logId, 2, null],
  ['one that is still to be read', 1, logId, 2, 'logUnavailable'],
  ['one of a recovery that is still to be read', 2, recoveredId, 3, 'logUnavailable'],
  ['one of a recovery that was read', 3, recoveredId, 3, null],
  ['one of the log before the recovery', 3, logId, 2, 'unknownCursor'],
  ['one behind the end', 2, logId, 4, 'unknownCursor'],
  ['one that was never in the log, where another stands', 2, logId, 3, 'unknownCursor'],
])('%s', async (_what, readTo, id, sequence, reason) => {
  const model = await aSlowView(readTo);
  const cursor = cursorText({ logId: id, sequence, index: 0 });
  const asked = startingPoint({ model, viewWaitMs: 10 }, cursor, 'beginning');
  if (reason === null) await expect(asked).resolves.toMatchObject({ sequence });
  else await expect(asked).rejects.toMatchObject({ refusal: { reason } });
  model.stop();
});
