import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { makeNkey } from '../../../start/nats/nats-nkeys.mjs';
import { readJoinString } from '../../../start/join/join-string.mjs';
import { cloudId } from '../../support/log-writer.ts';
import { anEntrance, call, startApi, token as adminToken } from '../../support/an-api.ts';

const running: Awaited<ReturnType<typeof startApi>>[] = [];
afterEach(async () => {
  for (const api of running.splice(0)) await api.stop();
});
async function anApi(entrance: Parameters<typeof startApi>[0] = anEntrance) {
  const api = await startApi(entrance);
  running.push(api);
  return api;
}

const hostId = 'd'.repeat(32);
const { publicKey } = makeNkey();
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function anOffer(api: Awaited<ReturnType<typeof anApi>>) {
  const token = 't'.repeat(43);
  const tokenDigest = digestOf(token);
  await api.writer.write([
    { type: 'hostOffered', tokenDigest, name: 'host-7', expiresAtMs: 1_900_000_000_000 },
  ]);
  await api.model.waitFor(2, 1_000);
  return { token, tokenDigest };
}

test('an offer gives one line to type, whose token nobody else has seen', async () => {
  const api = await anApi();
  const { status, json } = await call(api, 'POST', '/host-offers', { name: 'host-7' });
  expect(status).toBe(201);
  const { joinString, command } = json as unknown as { joinString: string; command: string };
  expect(command).toBe('npm run join -- -'); // npm keeps what is typed in its log
  const { address, port, fingerprint, token } = readJoinString(joinString);
  expect({ address, port, fingerprint }).toEqual({
    ...{ address: anEntrance.address, port: anEntrance.port },
    fingerprint: anEntrance.fingerprint,
  });
  const [asked] = api.leader.heard;
  expect(asked?.request).toMatchObject({
    ...{ kind: 'offerHost', name: 'host-7', tokenDigest: digestOf(token) },
  });
  expect(JSON.stringify(asked)).not.toContain(token);
});

test.each([
  ['for a minute', { name: 'h', validForSeconds: 60 }, 201],
  ['for a second', { name: 'h', validForSeconds: 1 }, 400],
  ['for a month', { name: 'h', validForSeconds: 2_592_000 }, 400],
  ['without a name', {}, 422],
  ['for a name that is none', { name: 'a b' }, 422],
])('an offer %s', async (_what, body, status) => {
  expect((await call(await anApi(), 'POST', '/host-offers', body)).status).toBe(status);
});

test('a cloud on loopback alone says how to change that, and offers nothing', async () => {
  const api = await anApi(null);
  const { status, json } = await call(api, 'POST', '/host-offers', { name: 'host-7' });
  expect([status, json.reason]).toEqual([422, 'actionNotOffered']);
  expect(json.whatToDo).toContain('npm start -- --listen ADDRESS');
  expect(api.leader.heard).toEqual([]);
});

test('a host joins with the token alone and learns where the bus is', async () => {
  const api = await anApi();
  const { token, tokenDigest } = await anOffer(api);
  const response = await api.app.inject({
    ...{ method: 'POST', url: '/v1/join' },
    payload: { token, hostId, publicKey },
  });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({
    cloudId,
    ...{ hostId, name: 'host-7', busServers: anEntrance.busServers },
  });
  expect(api.leader.heard[0]?.request).toEqual({
    ...{ kind: 'joinHost', hostId, publicKey, tokenDigest, name: '' },
  });
});

test('a token that was never given out is refused before the scheduler is asked', async () => {
  const api = await anApi();
  await anOffer(api);
  const payload = { token: 'x'.repeat(43), hostId, publicKey };
  const response = await api.app.inject({ method: 'POST', url: '/v1/join', payload });
  expect([response.statusCode, response.json<{ reason: string }>().reason]).toEqual([
    403,
    'joinTokenUnknown',
  ]);
  expect(api.leader.heard).toEqual([]);
});

test.each([
  ['the token of an administrator', { token: adminToken, hostId, publicKey }],
  ['another cloud of keys', { token: 't'.repeat(43), hostId, publicKey: makeNkey().seed }],
  ['a wildcard for a host', { token: 't'.repeat(43), hostId: '*', publicKey }],
  ['a field that nobody knows', { token: 't'.repeat(43), hostId, publicKey, name: 'host-1' }],
])('what joins with %s is refused', async (_what, payload) => {
  const api = await anApi();
  await anOffer(api);
  const response = await api.app.inject({ method: 'POST', url: '/v1/join', payload });
  expect(response.statusCode).toBe(400);
  expect(api.leader.heard).toEqual([]);
});

test('everybody may have the certificate of the authority, and it is all that is told', async () => {
  const api = await anApi();
  const response = await api.app.inject({ method: 'GET', url: '/v1/certificate-authority' });
  expect([response.statusCode, response.body]).toEqual([200, anEntrance.authority]);
  expect(response.headers['stratus-cursor']).toBeUndefined();
});
