/** The API and the real scheduler on ports in memory: that they mean the same by a request. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCloud } from '../../../scheduler/create-cloud.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { anImage, call } from '../../support/an-api.ts';
import { aSite, startApiWithScheduler } from '../../support/api-with-scheduler.ts';
import type { ApiWithScheduler } from '../../support/api-with-scheduler.ts';
import { cloudId, logId } from '../../support/log-writer.ts';

let api: ApiWithScheduler;
beforeEach(async () => {
  const [writer, nonce, nowMs] = ['e'.repeat(32), '0'.repeat(16), systemClock.now()];
  api = await startApiWithScheduler((log) =>
    createCloud(log, { cloudId, logId, writer, nonce, macPrefix: '0200', site: aSite, nowMs }),
  );
});
afterEach(() => api.stop());

const headers = { 'idempotency-key': 'once' };

test('a machine is accepted with its address, and waits for a host with the whole reason', async () => {
  const { status, json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  expect(status).toBe(201);
  expect(json.machines[0]).toMatchObject({
    ...{ name: 'web', state: 'pending', waiting: 'noHosts', address: '10.77.9.2' },
  });
  const why = (await call(api, 'GET', '/machines/web/why')).json;
  expect(why).toMatchObject({ machine: 'web', host: null, reason: 'noHosts' });
});

test('a repeat with the same key is the same request; with another body or context it is a conflict', async () => {
  const body = { image: anImage, name: 'web', context: { A: 'b' } };
  const first = await call(api, 'POST', '/machines', body, headers);
  const second = await call(api, 'POST', '/machines', body, headers);
  expect(second.json.machineIds).toEqual(first.json.machineIds);
  for (const other of [
    { ...body, name: 'other' },
    { ...body, context: { A: 'c' } },
  ]) {
    const { status, json } = await call(api, 'POST', '/machines', other, headers);
    expect([status, json.reason]).toEqual([409, 'keyConflict']);
  }
  expect(api.model.state.machines.size).toBe(1);
});

test.each([
  ['a taken name', { name: 'web' }, 409, 'nameTaken'],
  ['an unknown type', { type: 'x9.giant' }, 422, 'unknownType'],
  ['a malformed requirement', { requirements: 'ARCH = = "x"' }, 422, 'invalidRequirement'],
  ['a malformed rank', { rank: '1 +' }, 422, 'invalidRank'],
  ['an address outside', { address: '10.99.0.1' }, 422, 'addressOutside'],
  ['the gateway’s address', { address: '10.77.9.1' }, 422, 'addressOutside'],
  ['a taken address', { address: '10.77.9.2' }, 409, 'addressTaken'],
  ['a network that is not there', { networkClass: 'local' }, 422, 'unknownNetworkClass'],
  ['a variable of our own', { context: { HOSTNAME: 'x' } }, 422, 'invalidContext'],
  [
    'variables for cloud-init',
    { contextMethod: 'cloud-init', context: { A: 'b' } },
    422,
    'invalidContext',
  ],
  ['user data for the other method', { userData: 'x' }, 422, 'invalidContext'],
])('the scheduler refuses %s, and the API says so', async (_what, changes, status, reason) => {
  await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  const body = { image: anImage, ...changes };
  const { json, ...answer } = await call(api, 'POST', '/machines', body);
  expect([answer.status, json.reason]).toEqual([status, reason]);
  expect([json.detail, json.whatToDo].every((text) => text.length > 0)).toBe(true);
  expect(api.model.state.machines.size).toBe(1);
});

test('a host joins, and a machine that waits is killed without ever having had one', async () => {
  const host = { hostId: 'f'.repeat(32), name: 'host-9' };
  expect((await call(api, 'POST', '/hosts', host)).json.host).toMatchObject({ name: 'host-9' });
  await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  const { status, json } = await call(api, 'POST', '/machines/web/kill', {});
  expect([status, json.machines[0]!.state]).toEqual([200, 'done']);
});

test('an action that makes no sense is refused with the states in which it does', async () => {
  await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  const { status, json } = await call(api, 'POST', '/machines/web/stop', {});
  expect([status, json.reason]).toEqual([409, 'actionNotAllowed']);
});

test('hosts are renamed, disabled and enabled with reasons, rebound and removed; one that may speak is not confirmed down', async () => {
  const hostId = 'ab'.repeat(16);
  await call(api, 'POST', '/hosts', { hostId, name: 'host-1' });
  const change = async (action: string, body: object = {}) =>
    (await call(api, 'POST', `/hosts/${action}`, body)).json;
  expect((await change('host-1/rename', { name: 'attic' })).host).toMatchObject({
    ...{ id: hostId, name: 'attic', state: 'neverHeard', silentSince: null, removed: null },
  });
  expect((await change('host-1/rename', { name: 'x' })).reason).toBe('unknownHost');
  expect((await change('attic/rename')).reason).toBe('invalidName');
  expect((await change('attic/disable', { why: 'repair' })).host).toMatchObject({
    ...{ enabled: false, why: 'repair' },
  });
  expect((await change('attic/enable', { why: 'done' })).host).toMatchObject({ enabled: true });
  expect(api.model.state.hosts.get(hostId)?.rebound).toBe(false);
  expect((await change('attic/rebind')).host).toMatchObject({ id: hostId });
  expect(api.model.state.hosts.get(hostId)?.rebound).toBe(true);
  for (const body of [{}, { confirm: 'abad1dea' }])
    expect((await change('attic/confirm-down', body)).reason).toBe('hostNotSilent');
  expect((await change('attic/remove', { why: 'sold' })).host).toMatchObject({
    ...{ state: 'removed', removed: { why: 'sold' } },
  });
  expect((await call(api, 'GET', '/hosts')).json.hosts).toEqual([]);
  expect((await call(api, 'GET', '/hosts?removed=shown')).json.hosts).toHaveLength(1);
  expect((await call(api, 'POST', '/hosts', { hostId, name: 'host-1' })).json.reason).toBe(
    'hostRemoved',
  );
});
