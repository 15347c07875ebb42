import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverEvents } from '../../../cli/event-source.ts';
import type { ServerEvent } from '../../../cli/event-source.ts';
import { anImage, call, startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { cloudId, hostId, logId } from '../../support/log-writer.ts';
import { until } from '../../support/until.ts';

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const disable = (why: string) => api.writer.write([{ type: 'hostDisabled', hostId, why }]);

describe('a page of events', () => {
  test('begins at the beginning, and the next page where it ended', async () => {
    await call(api, 'POST', '/machines', { image: anImage });
    const first = (await call(api, 'GET', '/events?limit=4')).json;
    expect(types(first.events)).toEqual([
      ...['cloudCreated', 'termStarted', 'siteConfigured', 'networkDefined'],
    ]);
    const second = (await call(api, 'GET', `/events?after=${first.next}&limit=4`)).json;
    expect(types(second.events)).toEqual([
      ...['hostJoined', 'hostDeclared', 'machineAccepted', 'addressLeased'],
    ]);
    const third = (await call(api, 'GET', `/events?after=${second.next}`)).json;
    expect(types(third.events)).toEqual(['machinePlaced']);
    const end = (await call(api, 'GET', `/events?after=${third.next}`)).json;
    expect([end.events, end.next]).toEqual([[], third.next]);
  });

  test('goes on from the cursor of any event, with no event twice or left out', async () => {
    await call(api, 'POST', '/machines', { image: anImage, count: 3 });
    const all = (await call(api, 'GET', '/events')).json.events;
    for (const [index, { cursor }] of all.entries()) {
      const after = (await call(api, 'GET', `/events?after=${cursor}`)).json.events;
      expect(after).toEqual(all.slice(index + 1));
    }
  });

  test('writes addresses, times and sizes as everywhere else', async () => {
    const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    const { events } = (await call(api, 'GET', '/events?last=3&machine=web')).json;
    expect(events[0]).toMatchObject({
      ...{ type: 'machineAccepted', actor: 'admin', origin: 'command', hostId: null },
      ...{ machineId: json.machineIds[0], at: '2027-01-15T08:00:01.000Z' },
      data: { name: 'web', resources: { cpu: 1, memoryMiB: 512 }, wantedAddress: null },
    });
    expect(events[1]!.data['nic']).toMatchObject({ address: '10.77.9.2', gateway: '10.77.9.1' });
  });

  test('shows the newest when only so many are wanted', async () => {
    await disable('one');
    await disable('two');
    await api.model.waitFor(3, 1_000);
    const { events } = (await call(api, 'GET', '/events?last=1')).json;
    expect(events.map(({ data }) => data['why'])).toEqual(['two']);
  });

  test.each([
    ['no cursor', 'hello', 'is not a cursor'],
    ['one of another log', `${'0'.repeat(32)}:1:0`, 'belongs to another log'],
    ['one of the future', `${logId}:99:0`, 'lies after everything that happened'],
    ['one with too many digits', `${logId}:1:9999999999`, 'is not a cursor'],
  ])('is refused for %s', async (_what, cursor, why) => {
    const { status, json } = await call(api, 'GET', `/events?after=${cursor}`);
    expect([status, json.reason]).toEqual([400, 'unknownCursor']);
    expect(json.detail).toContain(why);
  });

  test('is refused for a machine that is not there', async () => {
    expect((await call(api, 'GET', '/events?machine=ghost')).status).toBe(404);
  });
});

describe('a stream of events', () => {
  async function open(path: string, headers: Record<string, string> = {}) {
    const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const stop = new AbortController();
    const response = await fetch(`${url}/v1${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers },
      signal: stop.signal,
    });
    const events: ServerEvent[] = [];
    const ended = (async () => {
      for await (const event of serverEvents(response.body!)) events.push(event);
    })().catch(() => undefined);
    return { response, events, ended, close: () => stop.abort() };
  }

  test('begins after the cursor, and goes on with what happens', async () => {
    const after = await disable('one');
    await disable('two');
    await api.model.waitFor(3, 1_000);
    const stream = await open(`/events?after=${after}`);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    await until('the event that was there', () => stream.events.length === 1);
    const third = await disable('three');
    await until('the event that happened', () => stream.events.length === 2);
    expect(stream.events[1]).toMatchObject({ id: third, type: 'hostDisabled' });
    expect(JSON.parse(stream.events[1]!.data)).toMatchObject({ data: { why: 'three' } });
    stream.close();
  });

  test('begins where a client says that it was', async () => {
    const after = await disable('one');
    await disable('two');
    await api.model.waitFor(3, 1_000);
    const stream = await open('/events', { 'last-event-id': after });
    await until('the event it missed', () => stream.events.length === 1);
    stream.close();
  });

  test('brings many events in order to a client that reads slowly', async () => {
    const stream = await open(`/events?after=${logId}:1:0`);
    for (let i = 0; i < 300; i++) await disable(`number ${i}`);
    await until('all of them', () => stream.events.length === 5 + 300);
    const numbers = stream.events.slice(5).map(({ data }) => data.match(/number (\d+)/)?.[1]);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, i) => String(i)));
    stream.close();
  });

  test('ends when the server closes', async () => {
    const stream = await open('/events');
    await api.app.close();
    await stream.ended;
  });

  test('is refused like any other request', async () => {
    const stream = await open('/events?after=hello');
    expect(stream.response.status).toBe(400);
  });
});

test('the cloud of the tests is the one of the log', () => {
  expect(api.model.state.cloudId).toBe(cloudId);
});
