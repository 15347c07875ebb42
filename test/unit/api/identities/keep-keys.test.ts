import { afterEach, expect, test } from 'vitest';
import { keepKeys } from '../../../../api/identities/keep-keys.ts';
import { createReadModel } from '../../../../api/read-model/read-model.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { decodeCommit } from '../../../../shared/wire/commit.ts';
import { makeNkey } from '../../../../start/nats/nats-nkeys.mjs';
import { aClock } from '../../../support/a-clock.ts';
import { createLogWriter, genesis } from '../../../support/log-writer.ts';

const hostId = 'b'.repeat(32);
const { publicKey } = makeNkey();
const joined: Event = { type: 'hostJoined', hostId, name: 'host-2', publicKey, tokenDigest: '' };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function aKeeper() {
  const clock = aClock();
  const log = createMemoryLog({ clock });
  const writer = createLogWriter(log);
  await writer.write(genesis);
  const written: string[] = [];
  const problems: string[] = [];
  const server = { reloads: 0, refuses: null as string | null, ready: 0 };
  let reconnected = (): void => undefined;
  const model = createReadModel({
    ...{ log, clock, decode: ({ bytes }) => decodeCommit(bytes) },
    onProblem: (problem) => problems.push(problem),
  });
  const stopping = new AbortController();
  const running = keepKeys(
    {
      ...{ model, log, clock },
      read: async () => '',
      write: async (text) => void written.push(text),
      async reload() {
        server.reloads += 1;
        return server.refuses;
      },
      onReconnect(listener) {
        reconnected = listener;
        return () => undefined;
      },
      onProblem: (problem) => problems.push(problem),
      onReady: () => void (server.ready += 1),
    },
    { placed: ['{ placed }'], pattern: 'HOST_ID NKEY' },
    stopping.signal,
  );
  ends.push(async () => {
    stopping.abort(new Error('the test has ended'));
    await clock.pass(100_000);
    await running;
    model.stop();
  });
  await clock.pass(1_000);
  return { clock, writer, written, problems, server, reconnect: () => reconnected() };
}

test('the file is written at each start, and the server told, even when nothing has changed', async () => {
  const { written, server } = await aKeeper();
  expect(written).toEqual(['users: [\n  { placed }\n]\n']);
  expect(server).toMatchObject({ reloads: 1, ready: 1 });
});

test('a host that joins is admitted, and shut out when it is removed', async () => {
  const { clock, writer, written, server } = await aKeeper();
  await writer.write([joined]);
  await clock.pass(1_000);
  expect(written.at(-1)).toContain(`  ${hostId} ${publicKey}\n`);
  await writer.write([{ type: 'hostRemoved', hostId, why: 'sold' }]);
  await clock.pass(1_000);
  expect(written.at(-1)).not.toContain(publicKey);
  expect(server.reloads).toBe(3);
});

test('what does not concern keys writes nothing', async () => {
  const { clock, writer, written } = await aKeeper();
  await writer.write([{ type: 'hostDisabled', hostId: 'a'.repeat(32), why: 'a new disk' }]);
  await clock.pass(60_000);
  expect(written).toHaveLength(1);
});

test('a server that came back is told again: it may have started with an older file', async () => {
  const { clock, written, server, reconnect } = await aKeeper();
  reconnect();
  await clock.pass(1_000);
  expect([written.length, server.reloads]).toEqual([2, 2]);
});

test('a server that cannot be told is told again until it can, and that is said', async () => {
  const { clock, writer, server, problems } = await aKeeper();
  server.refuses = 'there is no such process';
  await writer.write([joined]);
  await clock.pass(3_000);
  expect(problems).toContain('there is no such process');
  const before = server.reloads;
  server.refuses = null;
  await clock.pass(2_000);
  expect(server.reloads).toBe(before + 1);
  await clock.pass(60_000);
  expect(server.reloads).toBe(before + 1);
});
