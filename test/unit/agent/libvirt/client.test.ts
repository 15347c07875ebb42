import { afterEach, describe, expect, test } from 'vitest';
import { LibvirtClient, type ClientOptions } from '../../../../agent/libvirt/client.ts';
import { CallTimeout, ConnectionLost } from '../../../../agent/libvirt/libvirt-errors.ts';
import type { Clock } from '../../../../shared/time/clock.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';
import {
  answer,
  answerBytes,
  fakeLibvirtd,
  keepalive,
  lifecycleEvent,
  refuse,
  type CallHandler,
  type FakeLibvirtd,
  type ReceivedCall,
} from '../../../support/fake-libvirtd.ts';
import { until } from '../../../support/until.ts';

const LIMIT_MS = 20_000;
const UUID = '5eed0000-0000-4000-8000-000000000001';
const DOM = { name: 'one', uuid: UUID, id: -1 };

let daemon: FakeLibvirtd;
let client: LibvirtClient;
afterEach(async () => {
  await client?.close();
  await daemon?.close();
});

async function open(
  handle?: CallHandler,
  options: Partial<ClientOptions> = {},
  behaviour?: Parameters<typeof fakeLibvirtd>[1],
): Promise<void> {
  daemon = await fakeLibvirtd(handle, behaviour);
  const { socketPath } = daemon;
  client = await LibvirtClient.open({ socketPath, uri: 'x:///', clock: systemClock, ...options });
}

function version(): Promise<{ readonly version: bigint }> {
  return client.call('connectGetLibVersion', undefined, LIMIT_MS);
}

describe('a call', () => {
  test('carries its arguments and brings its answer', async () => {
    await open((call) => answer(call, 'domainGetState', { state: 1, reason: 5 }));
    const state = await client.call('domainGetState', { dom: DOM, flags: 0 }, LIMIT_MS);
    expect(state).toEqual({ state: 1, reason: 5 });
    expect(daemon.received.at(-1)?.args).toEqual({ dom: DOM, flags: 0 });
  });

  test('that is refused says code, domain, level and call', async () => {
    await open((call) => refuse(call, 42, 'no such domain'));
    await expect(version()).rejects.toMatchObject({
      name: 'LibvirtError',
      message: 'no such domain',
      call: 'connectGetLibVersion',
      code: 42,
      domain: 10,
      level: 2,
    });
  });

  test('is read whole however its answer is cut', async () => {
    await open((call) => {
      const bytes = [...answerBytes(call, 'connectGetLibVersion', { version: 9_000_000n })];
      const writeNext = (): void => {
        const byte = bytes.shift();
        if (byte === undefined) return;
        call.connection.write(Buffer.from([byte]));
        setImmediate(writeNext);
      };
      writeNext();
    });
    expect(await version()).toEqual({ version: 9_000_000n });
  });

  test('gets its own answer when answers come in another order, and together', async () => {
    const held: ReceivedCall[] = [];
    await open((call) => {
      held.push(call);
      if (held.length < 3) return;
      const bytes = held.map((one, i) =>
        answerBytes(one, 'connectGetLibVersion', { version: BigInt(i) }),
      );
      call.connection.write(Buffer.concat(bytes.reverse()));
    });
    expect(await Promise.all([version(), version(), version()])).toEqual([
      { version: 0n },
      { version: 1n },
      { version: 2n },
    ]);
  });

  test('waits its turn while five are running', async () => {
    const held: ReceivedCall[] = [];
    await open((call) => held.push(call));
    const all = Promise.all(Array.from({ length: 12 }, () => version()));
    for (let answered = 0; answered < 12; answered++) {
      await until('as many as may are running', () => held.length === Math.min(12, answered + 5));
      answer(held[answered]!, 'connectGetLibVersion', { version: 1n });
    }
    expect(await all).toHaveLength(12);
  });

  test('without an answer ends at its limit, and says whether it was sent', async () => {
    await open();
    const ends = Array.from({ length: 6 }, () =>
      client.call('connectGetLibVersion', undefined, 50).catch((error: unknown) => error),
    );
    const errors = await Promise.all(ends);
    expect(errors.slice(0, 5)).toMatchObject(Array(5).fill({ name: 'CallTimeout', sent: true }));
    expect(errors[5]).toMatchObject({ sent: false });
  });

  test('that was given up still fills its place; when all places are, the connection ends', async () => {
    await open();
    let why = '';
    client.onClosed((text) => (why = text));
    const late = Array.from({ length: 5 }, () =>
      client.call('connectGetLibVersion', undefined, 50).catch(() => {}),
    );
    await Promise.all(late);
    expect(why).toContain('answers none');
    await expect(version()).rejects.toMatchObject({ name: 'ConnectionLost', sent: false });
  });

  test('answered after its limit harms nobody', async () => {
    const held: ReceivedCall[] = [];
    await open((call) => held.push(call));
    const given = client.call('connectGetLibVersion', undefined, 20);
    await expect(given).rejects.toBeInstanceOf(CallTimeout);
    answer(held[0]!, 'connectGetLibVersion', { version: 1n });
    const next = version();
    await until('the next call came', () => held.length === 2);
    answer(held[1]!, 'connectGetLibVersion', { version: 2n });
    expect(await next).toEqual({ version: 2n });
  });

  test('that does not fit its type is not sent', async () => {
    await open();
    const call = client.call('domainLookupByUuid', { uuid: 'nonsense' }, LIMIT_MS);
    await expect(call).rejects.toBeInstanceOf(RangeError);
    expect(daemon.received.map(({ name }) => name)).not.toContain('domainLookupByUuid');
  });
});

describe('a daemon that sends what cannot be', () => {
  const head = (length: number): Buffer => {
    const bytes = Buffer.alloc(28);
    bytes.writeUInt32BE(length, 0);
    return bytes;
  };
  const answered = (call: ReceivedCall): Buffer =>
    answerBytes(call, 'connectGetLibVersion', { version: 1n });
  const changed = (bytes: Buffer, at: number, value: number): Buffer => {
    bytes.writeUInt32BE(value, at);
    return bytes;
  };

  test.each<[string, (call: ReceivedCall) => Buffer]>([
    ['garbage', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a length of 0', () => head(0)],
    ['a length of 4', () => head(4)],
    ['a length of 27', () => head(27)],
    ['a length of 2^31', () => head(2 ** 31)],
    ['a length of 2^32 - 1', () => head(2 ** 32 - 1)],
    ['a length one over the limit', () => head(32 * 1024 * 1024 + 5)],
    ['another program', (call) => changed(answered(call), 4, 7)],
    ['another protocol version', (call) => changed(answered(call), 8, 2)],
    ['a stream', (call) => changed(answered(call), 16, 3)],
    ['an answer to a call that was not made', (call) => changed(answered(call), 20, 9_999)],
    ['an answer without its body', (call) => changed(answered(call), 0, 28).subarray(0, 28)],
    ['an error that is none', (call) => changed(answered(call), 24, 1)],
    [
      'an answer that is too long',
      (call) => changed(Buffer.concat([answered(call), Buffer.alloc(4)]), 0, 40),
    ],
  ])('%s: the call and the connection end with the reason', async (_what, bytes) => {
    await open((call) => call.connection.write(bytes(call)));
    const call = version();
    await expect(call).rejects.toBeInstanceOf(ConnectionLost);
    await expect(call).rejects.toMatchObject({ sent: true });
    await expect(version()).rejects.toMatchObject({ sent: false });
  });

  test('an array of 2^32 - 1 domains allocates nothing and ends the connection', async () => {
    await open((call) => {
      const bytes = answerBytes(call, 'connectListAllDomains', { domains: [], count: 0 });
      call.connection.write(changed(bytes, 28, 2 ** 32 - 1));
    });
    const list = client.call('connectListAllDomains', { needResults: 1, flags: 0 }, LIMIT_MS);
    await expect(list).rejects.toThrow('the answer to connectListAllDomains cannot be read');
  });

  test('closes: what was sent and what was not are told apart', async () => {
    let came = 0;
    await open(({ connection }) => {
      came += 1;
      if (came === 5) connection.destroy();
    });
    const ends = await Promise.all(
      Array.from({ length: 6 }, () => version().catch((error: unknown) => error)),
    );
    expect(ends.slice(0, 5)).toMatchObject(Array(5).fill({ sent: true }));
    expect(ends[5]).toMatchObject({ sent: false });
  });
});

describe('events', () => {
  const event = { callbackId: 1, event: { dom: DOM, event: 2, detail: 0 } };

  test('are registered once for all listeners, and heard even in one read with the answer', async () => {
    await open((call) => {
      const registered = answerBytes(call, 'registerDomainEvent', { callbackId: 1 });
      call.connection.write(Buffer.concat([registered, lifecycleEvent(event)]));
    });
    const heard: unknown[] = [];
    await Promise.all([
      client.onEvent('domainLifecycle', (one) => heard.push(one)),
      client.onEvent('domainLifecycle', (one) => heard.push(one)),
    ]);
    await until('both heard it', () => heard.length === 2);
    expect(heard).toEqual([event, event]);
    const registrations = daemon.received.filter(({ name }) => name === 'registerDomainEvent');
    expect(registrations).toHaveLength(1);
  });
});

describe('pings', () => {
  const quick = { keepaliveMs: 20, keepaliveMisses: 2 };

  test('of the daemon are answered', async () => {
    await open();
    daemon.connections[0]!.write(keepalive(1));
    await until('answered', () => daemon.pings.includes(2));
  });

  test('that are answered keep a silent connection', async () => {
    await open(undefined, quick);
    let ended = false;
    client.onClosed(() => (ended = true));
    await until('ten pings went', () => daemon.pings.length >= 10);
    expect(ended).toBe(false);
  });

  test('without an answer end the connection, and its calls', async () => {
    await open(undefined, quick, { answerPings: false });
    await expect(version()).rejects.toThrow('libvirt has been silent for 40 ms');
  });

  test('are neither sent nor counted while the daemon has all the calls it takes', async () => {
    let tick = (): void => {};
    const after: Clock['after'] = (delayMs, action) => {
      if (delayMs !== 77) return systemClock.after(delayMs, action);
      tick = action;
      return () => {};
    };
    const held: ReceivedCall[] = [];
    const clock = { ...systemClock, after };
    await open((call) => held.push(call), { keepaliveMs: 77, keepaliveMisses: 2, clock });
    const all = Promise.all(Array.from({ length: 5 }, () => version()));
    await until('all five came', () => held.length === 5);
    for (let i = 0; i < 10; i++) tick();
    for (const call of held) answer(call, 'connectGetLibVersion', { version: 1n });
    expect(await all).toHaveLength(5);
    expect(daemon.pings).toEqual([]);
    tick();
    await until('pings go again', () => daemon.pings.length === 1);
  });
});

describe('opening', () => {
  test('asks polkit where the daemon wants it', async () => {
    await open(undefined, {}, { authTypes: [2] });
    expect(daemon.received.map(({ name }) => name)).toEqual([
      'authList',
      'authPolkit',
      'connectSupportsFeature',
      'connectOpen',
    ]);
  });

  test('refuses an authentication it does not speak, and says what to do', async () => {
    await expect(open(undefined, {}, { authTypes: [1] })).rejects.toThrow('run the agent as root');
  });

  test('says which socket is not there', async () => {
    const socketPath = '/nonexistent/libvirt-sock';
    const opening = LibvirtClient.open({ socketPath, uri: 'x:///', clock: systemClock });
    await expect(opening).rejects.toThrow(socketPath);
  });
});
