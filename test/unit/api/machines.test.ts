import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openUserContext } from '../../../shared/log/user-context-record.ts';
import { anImage, call, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

const key =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb me@here';

describe('asking for machines', () => {
  test('answers with the machine as the log has it, and where it is in the log', async () => {
    const { status, json, headers } = await call(api, 'POST', '/machines', {
      ...{ image: anImage, name: 'web', type: 't1.micro', cpu: 0.29 },
    });
    expect(status).toBe(201);
    expect(json.machines[0]).toMatchObject({
      ...{ label: 1, name: 'web', state: 'prolog', address: '10.77.9.2', cpu: 0.29 },
      host: { name: 'host-1' },
      actions: ['shutdown', 'kill'],
    });
    expect(json.machineIds).toEqual([json.machines[0]!.id]);
    expect(headers['stratus-cursor']).toBe(json.cursor);
    expect(Number(headers['stratus-view-age-ms'])).toBeGreaterThanOrEqual(0);
  });

  test('passes on every option in the words of the contract', async () => {
    await call(api, 'POST', '/machines', {
      ...{ image: { ...anImage, compression: 'gz', bytes: 1000 }, count: 2, name: 'db', vcpus: 2 },
      ...{ memoryMiB: 256, swapMiB: 0, rootDiskMiB: 512, networkClass: 'local', policy: 'rank' },
      ...{ requirements: 'ARCH = "x86_64"', rank: '-RUNNING_VMS', onHostRestart: 'start' },
      ...{ contextMethod: 'cloud-init', volatileMiB: 2048 },
    });
    expect(api.leader.heard[0]).toMatchObject({
      ...{ actor: 'admin', projectId: 'p1', administrator: true, key: '' },
      request: {
        ...{ kind: 'run', name: 'db', vcpus: 2, memoryMiB: 256, swapMiB: 0, rootDiskMiB: 512 },
        ...{ networkClass: 'local', policy: 'rank', onHostRestart: 'start', volumeLabel: 'cidata' },
        image: { compression: 'gz', bytes: 1000, identifier: null },
        volatileMiB: 2048,
      },
    });
  });

  test('keeps the context sealed under the id of each machine, before the scheduler is asked', async () => {
    const { json } = await call(api, 'POST', '/machines', {
      ...{ image: anImage, count: 2, publicKeys: [key], userData: '#!/bin/sh\n' },
      context: { GREETING: "it's $(me)", RAW: { base64: '/wE=' } },
    });
    for (const id of json.machineIds) {
      const sealed = await api.vault.get(id.replaceAll('-', ''));
      const context = openUserContext(sealed!, api.cloudKey);
      expect(context.publicKeys).toEqual([key]);
      expect(new TextDecoder().decode(context.userData)).toBe('#!/bin/sh\n');
      expect(context.variables[0]!.name).toBe('GREETING');
      expect(new TextDecoder().decode(context.variables[0]!.value)).toBe("it's $(me)");
      expect([...context.variables[1]!.value]).toEqual([255, 1]);
    }
  });

  test('takes the SHA-1 from the identifier of the image', async () => {
    const identifier = 'CJZY2Oz3kCwb5gfuF2CMS6MDtUR';
    const { json } = await call(api, 'POST', '/machines', {
      image: { locations: ['https://images.example.org/a.img'], format: 'raw', identifier },
    });
    expect(json.machines[0]!.image.digests).toEqual([
      { algorithm: 'sha1', value: '22596363b3de40b06f981fb85d82312e8c0ed511' },
    ]);
  });
});

describe('repeating a request', () => {
  const headers = { 'idempotency-key': 'once' };

  test('with the same key and body gives the same machines, once', async () => {
    const body = { image: anImage, name: 'web' };
    const first = await call(api, 'POST', '/machines', body, headers);
    const second = await call(api, 'POST', '/machines', { name: 'web', image: anImage }, headers);
    expect(second.status).toBe(201);
    expect(second.json.machineIds).toEqual(first.json.machineIds);
    expect(api.model.state.machines.size).toBe(1);
  });

  test.each([
    ['another name', { image: anImage, name: 'other' }],
    ['another context only', { image: anImage, name: 'web', context: { A: 'b' } }],
  ])('with the same key and %s is a conflict, and spoils no context', async (_what, body) => {
    const first = await call(api, 'POST', '/machines', { image: anImage, name: 'web' }, headers);
    const id = first.json.machineIds[0]!.replaceAll('-', '');
    const before = await api.vault.get(id);
    const second = await call(api, 'POST', '/machines', body, headers);
    expect(second).toMatchObject({ status: 409, json: { reason: 'keyConflict' } });
    expect(await api.vault.get(id)).toEqual(before);
  });

  test('without a key makes new machines', async () => {
    await call(api, 'POST', '/machines', { image: anImage });
    await call(api, 'POST', '/machines', { image: anImage });
    expect(api.model.state.machines.size).toBe(2);
  });

  test('after silence is what the refusal advises, and it is carried out once', async () => {
    const body = { image: anImage, name: 'web' };
    api.leader.next = 'silence';
    const silent = await call(api, 'POST', '/machines', body, headers);
    expect(silent).toMatchObject({ status: 503, json: { reason: 'noAnswer' } });
    expect(silent.json.whatToDo).toContain('same Idempotency-Key');
    expect((await call(api, 'POST', '/machines', body, headers)).status).toBe(201);
    expect(api.leader.heard[0]).toEqual(api.leader.heard[1]);
  });
});

describe('when something is not there', () => {
  test('no scheduler: 503 that says how to go on', async () => {
    api.leader.stop();
    const { status, json } = await call(api, 'POST', '/machines', { image: anImage });
    expect([status, json.reason, json.where]).toEqual([503, 'noAnswer', 'scheduler']);
  });

  test('no vault: nothing is asked of the scheduler', async () => {
    api.vault.setAvailable(false);
    const { status, json } = await call(api, 'POST', '/machines', { image: anImage });
    expect([status, json.reason]).toEqual([503, 'vaultUnavailable']);
    expect(api.leader.heard).toEqual([]);
  });

  test('the log is full: 507 in the words of the scheduler', async () => {
    api.leader.next = {
      ...{ reason: 'logFull', message: 'The log is full.', where: 'log', whatToDo: 'Make room.' },
    };
    const { status, json, headers } = await call(api, 'POST', '/machines', { image: anImage });
    expect(status).toBe(507);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(json).toEqual({
      ...{ type: 'urn:stratus:refusal:logFull', title: 'Log full', status: 507, reason: 'logFull' },
      ...{ detail: 'The log is full.', where: 'log', whatToDo: 'Make room.' },
    });
  });
});

describe('looking at machines', () => {
  test('finds one by UUID, label and name', async () => {
    const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    for (const reference of [json.machineIds[0]!, '1', 'web'])
      expect((await call(api, 'GET', `/machines/${reference}`)).json.name).toBe('web');
  });

  test('lists them in pages, oldest first, by state', async () => {
    await call(api, 'POST', '/machines', { image: anImage, count: 3, name: 'web' });
    const first = (await call(api, 'GET', '/machines?limit=2')).json;
    expect(first.machines.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
    const second = (await call(api, 'GET', `/machines?limit=2&after=${first.next}`)).json;
    expect(second.machines.map(({ label }) => label)).toEqual([3]);
    expect(second.next).toBeNull();
    expect((await call(api, 'GET', '/machines?state=running,stopped')).json.machines).toEqual([]);
    expect((await call(api, 'GET', '/machines?state=prolog')).json.machines).toHaveLength(3);
  });

  test('kills one and shows it ending', async () => {
    await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    const { status, json } = await call(api, 'POST', '/machines/web/kill');
    expect([status, json.machines[0]!.state]).toEqual([200, 'epilog']);
  });

  test('asks the scheduler why it waits and what a plan would do', async () => {
    await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    const why = (await call(api, 'GET', '/machines/web/why')).json;
    expect(why).toMatchObject({ machine: 'web', host: null, nearestHost: 'host-1' });
    const plan = await call(api, 'POST', '/plans', { image: anImage, count: 2 });
    expect(plan.json.machines[0]!.whatWouldFit).toBe('256 MiB less');
    expect(api.leader.heard.map(({ request }) => request.kind)).toEqual(['run', 'why', 'plan']);
  });

  test('tells how many machines fit and how many there are', async () => {
    await call(api, 'POST', '/machines', { image: anImage, count: 2 });
    const { json } = await call(api, 'GET', '/room');
    expect(json).toMatchObject({
      types: [{ type: 'm1.small', now: 7, mine: 2, others: 0, empty: 8 }],
      addresses: [{ networkClass: 'public', free: expect.any(Number) as number }],
    });
  });

  test('shows no address of a machine that has ended: it may be another one’s', async () => {
    const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    const [machineId = ''] = json.machineIds;
    const headers = { 'content-type': 'application/json' };
    expect((await call(api, 'POST', '/machines/web/kill', undefined, headers)).status).toBe(200);
    await api.writer.write([{ type: 'machineGone', machineId, generation: 2, counters: null }]);
    await api.model.waitFor(4, 1_000);
    expect((await call(api, 'GET', '/machines/web')).json).toMatchObject({
      ...{ state: 'done', address: null, actions: [], nics: [{ address: '10.77.9.2' }] },
    });
    expect((await call(api, 'GET', '/machines')).json.machines).toEqual([]);
    expect((await call(api, 'GET', '/machines?state=all')).json.machines).toHaveLength(1);
  });

  test.each([
    ['/machines?limit=0', 'querystring limit'],
    ['/machines?limit=1001', 'querystring limit'],
    ['/machines?limit=many', 'querystring limit'],
    ['/machines?after=-1', 'querystring after'],
    ['/machines?state=ghost', 'state'],
    ['/machines?color=red', 'querystring color'],
    ['/events?last=1e999', 'querystring last'],
    ['/quarantine?purged=maybe', 'querystring purged'],
  ])('refuses %s', async (url, where) => {
    const { status, json } = await call(api, 'GET', url);
    expect([status, json.reason, json.where]).toEqual([400, 'malformedRequest', where]);
  });
});
