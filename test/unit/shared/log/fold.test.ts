import { describe, expect, test } from 'vitest';
import { createFold, foldAll, foldMessage } from '../../../../shared/log/fold.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import { stateDigest } from '../../../../shared/model/state-digest.ts';
import { decodeCommit, encodeCommit } from '../../../../shared/wire/commit.ts';
import { aClock } from '../../../support/a-clock.ts';
import { createLogWriter, genesis, hostId } from '../../../support/log-writer.ts';

async function aLog() {
  const log = createMemoryLog({ clock: aClock() });
  const writer = createLogWriter(log);
  await writer.write(genesis);
  for (const why of ['a', 'b']) await writer.write([{ type: 'hostDisabled', hostId, why }]);
  return { log, writer, messages: log.messages() };
}

describe('reading the log', () => {
  test('gives the state that the writer had, and the position of the last commit', async () => {
    const { log, writer } = await aLog();
    const seen: number[] = [];
    const fold = await foldAll(log, ({ sequence }) => void seen.push(sequence));
    expect(stateDigest(fold.state)).toBe(stateDigest(writer.fold.state));
    expect(fold.position).toEqual(writer.fold.position);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('an empty log gives an empty state', async () => {
    expect((await foldAll(createMemoryLog({ clock: aClock() }))).position).toBeNull();
  });

  test.each<[string, (commit: ReturnType<typeof decodeCommit>) => object]>([
    ['of another history', () => ({ previousHash: 'ff'.repeat(32) })],
    ['of another cloud', () => ({ cloudId: 'f'.repeat(32) })],
  ])('a message %s breaks the chain and changes nothing', async (_what, changes) => {
    const { messages } = await aLog();
    const fold = createFold();
    foldMessage(fold, messages[0]!);
    const before = stateDigest(fold.state);
    const commit = decodeCommit(messages[1]!.bytes);
    const forged = { ...messages[1]!, bytes: encodeCommit({ ...commit, ...changes(commit) }) };
    expect(() => foldMessage(fold, forged)).toThrow(
      expect.objectContaining({ code: 'chainBroken' }) as Error,
    );
    expect(stateDigest(fold.state)).toBe(before);
    expect(fold.position?.sequence).toBe(1);
  });

  test('neither a gap nor a repeat is taken', async () => {
    const { messages } = await aLog();
    const fold = createFold();
    foldMessage(fold, messages[0]!);
    for (const message of [messages[2]!, messages[0]!])
      expect(() => foldMessage(fold, message)).toThrow('was due');
  });

  test('a rewritten tail is noticed', async () => {
    const { log, messages } = await aLog();
    const fold = await foldAll(log);
    log.rewriteTail(2);
    const other = createLogWriter(log);
    for (const message of messages.slice(0, 2)) foldMessage(other.fold, message);
    expect(fold.position?.sequence).toBe(3);
    expect((await foldAll(log)).position?.sequence).toBe(2);
  });
});
