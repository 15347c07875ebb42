import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beatMessage } from '../../../shared/wire/command.ts';
import { helloMessage, reportMessage } from '../../../shared/wire/conversation.ts';
import type { Hello, MachineReport } from '../../../shared/model/conversation.ts';
import { anImage, call, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { cloudId, createLogWriter, genesis, hostId, logId } from '../../support/log-writer.ts';
import { until } from '../../support/until.ts';

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

const nonce = '9'.repeat(32);

function hello(changes: Partial<Hello> = {}): Uint8Array {
  return helloMessage.encode({
    ...{ cloudId, hostId, nonce, number: 1, bootId: '22222222-2222-4222-8222-222222222222' },
    ...{ hypervisorUuid: '11111111-1111-4111-8111-111111111111', storageId: 'b'.repeat(32) },
    ...{ position: null, term: 1, heldDigest: '0'.repeat(64), observedDigest: '0'.repeat(64) },
    ...{ clockMs: 0, capacity: { cpuHundredths: 400, memoryMiB: 8192, diskMiB: 100_000 } },
    ...{ attributes: {}, hypervisorAvailable: true, name: 'host-1', version: '0.1.0', uses: [] },
    load: {
      ...{ cpuUsedHundredths: 150, memoryUsedMiB: 900, diskFreeMiB: 5_000, netReceiveBytes: 1 },
      ...{ netSendBytes: 2, foreignCpuHundredths: 0, foreignMemoryMiB: 0 },
    },
    ...changes,
  });
}

function report(machineId: string, changes: Partial<MachineReport>, of = hostId): Uint8Array {
  return reportMessage.encode({
    ...{ cloudId, hostId: of, nonce, setId: '8'.repeat(32), page: 1, pages: 1, number: 1 },
    ...{ observed: 'complete', evidence: [], observedDigest: '0'.repeat(64) },
    machines: [
      {
        ...{ machineId, generation: 1, startedGeneration: 0, phase: 'preparing', reason: null },
        ...{ message: 'fetching the image', doneBytes: 50, totalBytes: 200, counters: null },
        ...{ evidence: [], ...changes },
      },
    ],
  });
}

const beat = (sequence: number, heard = true): Uint8Array =>
  beatMessage.encode({
    ...{ cloudId, term: 1, writer: 'e'.repeat(32) },
    position: { logId, sequence, hash: '0'.repeat(64) },
    frozen: '',
    hosts: [{ hostId, heard, conflict: false, heardAtMs: 1, trouble: heard ? '' : 'silent' }],
  });

describe('what is heard of hosts', () => {
  test('shows with the host, and only what its own key can have said', async () => {
    const bus = api.hub.client('host');
    bus.publish(api.subjects.hello('b'.repeat(32)), hello());
    bus.publish(api.subjects.hello(hostId), new Uint8Array([1, 2, 3]));
    await until('the malformed one', () => api.problems.length === 1);
    expect((await call(api, 'GET', '/hosts/host-1')).json).toMatchObject({ load: null });
    bus.publish(api.subjects.hello(hostId), hello());
    api.hub.client('scheduler').publish(api.subjects.beat, beat(1));
    await until('the hello', () => api.hearing.host(hostId) !== null);
    expect((await call(api, 'GET', `/hosts/${hostId}`)).json).toMatchObject({
      ...{ name: 'host-1', heard: true, version: '0.1.0' },
      load: { cpuUsed: 1.5, memoryUsedMiB: 900 },
      capacity: { cpu: 4, memoryMiB: 8192 },
    });
  });

  test('shows the progress of a machine on its way, but not what another host says of it', async () => {
    const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    const [machineId = ''] = json.machineIds;
    const bus = api.hub.client('host');
    const other = 'b'.repeat(32);
    bus.publish(api.subjects.report(other), report(machineId, { doneBytes: 199 }, other));
    bus.publish(api.subjects.report(hostId), report(machineId, {}));
    await until('the report', () => api.hearing.machine(machineId) !== null);
    expect((await call(api, 'GET', '/machines/web')).json).toMatchObject({
      progress: {
        phase: 'preparing',
        doneBytes: 50,
        totalBytes: 200,
        message: 'fetching the image',
      },
    });
  });
});

describe('the age of the view', () => {
  const age = async () =>
    Number((await call(api, 'GET', '/status')).headers['stratus-view-age-ms']);

  test('grows until the leader confirms that nothing is missing', async () => {
    await until('some age', async () => (await age()) > 50);
    api.hub.client('scheduler').publish(api.subjects.beat, beat(99));
    await until('the beat', () => api.hearing.leader() !== null);
    expect(await age()).toBeGreaterThan(50);
    const before = await age();
    api.hub.client('scheduler').publish(api.subjects.beat, beat(1));
    await until('a younger view', async () => (await age()) < before);
  });
});

describe('the log', () => {
  test('found rewritten is read again from its beginning', async () => {
    await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    api.log.rewriteTail(0);
    const writer = createLogWriter(api.log, 1_900_000_000_000);
    await writer.write(genesis);
    await writer.write([{ type: 'hostDisabled', hostId, why: 'another history' }]);
    await writer.write([]);
    await until('the other history', () => api.model.state.hosts.get(hostId)?.enabled === false);
    expect(api.model.refolds).toBe(1);
    expect((await call(api, 'GET', '/machines/web')).status).toBe(404);
  });

  test('of a later release stops the view, which says so instead of showing half', async () => {
    await api.log.append(new Uint8Array([8, 99]), 1);
    await until('the failure', () => api.model.failure !== null);
    const { status, json } = await call(api, 'GET', '/machines');
    expect([status, json.reason]).toEqual([503, 'logUnavailable']);
    expect(json.detail).toContain('upgrade');
  });
});

test('a change that the view does not show in time is 202, with the ids', async () => {
  api.model.stop();
  const { status, json } = await call(api, 'POST', '/machines', { image: anImage });
  expect(status).toBe(202);
  expect([json.machineIds.length, json.machines.length]).toEqual([1, 0]);
});

test('a host is made known once', async () => {
  const body = { hostId: 'f'.repeat(32), name: 'host-2' };
  const joined = await call(api, 'POST', '/hosts', body);
  expect([joined.status, joined.json.host.name]).toEqual([201, 'host-2']);
  const again = await call(api, 'POST', '/hosts', body);
  expect([again.status, again.json.reason]).toEqual([409, 'hostExists']);
  const strange = await call(api, 'POST', '/hosts', { ...body, name: 'a b' });
  expect([strange.status, strange.json.where]).toEqual([422, 'name']);
});

test('hosts are disabled and enabled, and evidence is held and released', async () => {
  const disabled = await call(api, 'POST', '/hosts/host-1/disable', { why: 'repair' });
  expect(disabled.json.host).toMatchObject({ enabled: false, why: 'repair' });
  expect((await call(api, 'POST', '/hosts/host-1/enable', {})).json.host.enabled).toBe(true);
  const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  const [machineId = ''] = json.machineIds;
  const nothing = await call(api, 'POST', '/quarantine/web/hold', { why: 'case 7' });
  expect([nothing.status, nothing.json.reason]).toEqual([404, 'unknownEvidence']);
  await call(api, 'POST', '/machines/web/kill');
  await api.writer.write([
    {
      ...{ type: 'evidenceKept', machineId, hostId, generation: 2, reservedMiB: 700 },
      ...{ files: [{ name: 'root.qcow2', bytes: 1 << 20 }], purgeNotBeforeMs: 1_900_000_000_000 },
    },
  ]);
  await until('the evidence', () => api.model.state.evidence.size === 1);
  const held = await call(api, 'POST', '/quarantine/1/hold', { why: 'case 7' });
  expect(held.json.evidence).toMatchObject({ state: 'held', held: 'case 7', name: 'web' });
  const released = await call(api, 'POST', '/quarantine/1/release');
  expect(released.json.evidence).toMatchObject({ state: 'kept', held: null });
  expect((await call(api, 'GET', '/quarantine')).json.evidence).toHaveLength(1);
});

test('evidence of a removed host is listed until its time is over and nobody holds it', async () => {
  const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  const [machineId = ''] = json.machineIds;
  await call(api, 'POST', '/machines/web/kill');
  const kept = {
    type: 'evidenceKept',
    machineId,
    hostId,
    generation: 2,
    reservedMiB: 700,
  } as const;
  await api.writer.write([
    { ...kept, files: [{ name: 'root.qcow2', bytes: 1 }], purgeNotBeforeMs: Date.now() - 1 },
  ]);
  await until('the evidence', () => api.model.state.evidence.size === 1);
  const listed = async (query = '') =>
    (await call(api, 'GET', `/quarantine${query}`)).json.evidence.map(({ host }) => host.removed);
  expect(await listed()).toEqual([false]);
  await call(api, 'POST', `/quarantine/${machineId}/hold`, { why: 'case 7' });
  await api.writer.write([{ type: 'hostRemoved', hostId, why: 'burnt' }]);
  await until('it is removed', () => api.model.state.hosts.get(hostId)!.removed !== null);
  expect(await listed()).toEqual([true]);
  await call(api, 'POST', `/quarantine/${machineId}/release`);
  expect(await listed()).toEqual([]);
  expect(await listed('?purged=true')).toEqual([true]);
});
