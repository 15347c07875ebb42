/** The check over REST: every host is asked, what two looks find is told, and who may know. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCheckUp } from '../../../api/check/check-up.ts';
import { lookAtHosts } from '../../../api/check/look.ts';
import { checkCloud } from '../../../shared/model/check/check-cloud.ts';
import type { Sighting } from '../../../shared/model/check/finding.ts';
import type { InventoryAnswer } from '../../../shared/model/conversation.ts';
import { askMessage, inventoryAnswerMessage } from '../../../shared/wire/conversation.ts';
import type { CheckView } from '../../../api/views/check-view.ts';
import { aClock } from '../../support/a-clock.ts';
import { aCloud, machineIdOf } from '../../support/a-cloud.ts';
import { call, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { cloudId, hostId } from '../../support/log-writer.ts';

const stranger = machineIdOf(99);
const nothing: Omit<InventoryAnswer, 'unguarded'> = {
  ...{ nonce: 'c'.repeat(32), position: null, available: true, items: [], more: false },
};

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

/** The host answers with what is there by domain or disks. */
function answerAsHost(unguarded: () => readonly string[]): void {
  const bus = api.hub.client('agent');
  bus.subscribe(api.subjects.ask(hostId), (message) => {
    if (askMessage.decode(message.bytes).question !== 'inventory') return;
    message.reply(inventoryAnswerMessage.encode({ ...nothing, unguarded: unguarded() }));
  });
}

async function check(method: 'GET' | 'POST'): Promise<CheckView> {
  const { status, json } = await call(api, method, '/check', method === 'POST' ? {} : undefined);
  expect(status).toBe(200);
  return json as unknown as CheckView;
}

test('a host that holds what the log says: nothing is found', async () => {
  answerAsHost(() => []);
  expect((await check('GET')).at).toBeNull();
  const checked = await check('POST');
  expect(checked).toMatchObject({ hosts: 1, silentHosts: [], findings: [] });
  expect(await check('GET')).toEqual(checked);
});

test('a domain that nobody knows is found, in the status too', async () => {
  answerAsHost(() => [stranger]);
  const { findings } = await check('POST');
  expect(findings).toMatchObject([
    {
      kind: 'orphan',
      invariant: 'I10',
      machineId: stranger,
      remedy: 'repair',
      host: { id: hostId },
    },
  ]);
  const { json } = await call(api, 'GET', '/status');
  expect(json).toMatchObject({ check: { findings: 1, silentHosts: 0 } });
});

test('the repair of it is one command of its finder, with his reason', async () => {
  answerAsHost(() => [stranger]);
  const { status, json } = await call(api, 'POST', '/check/repair', { why: 'left by hand' });
  expect(status).toBe(200);
  expect(json).toMatchObject({ repaired: [{ kind: 'orphan', machineId: stranger }], left: [] });
  expect(api.leader.heard).toMatchObject([
    {
      ...{ actor: 'admin', administrator: true },
      request: {
        ...{ kind: 'repair', why: 'left by hand', leases: [] },
        orphans: [{ hostId, machineId: stranger }],
      },
    },
  ]);
});

test('where nothing is to be repaired nothing is asked of the scheduler', async () => {
  answerAsHost(() => []);
  const { json } = await call(api, 'POST', '/check/repair', {});
  expect(json).toEqual({ cursor: null, repaired: [], left: [] });
  expect(api.leader.heard).toEqual([]);
});

test('what one look finds and the next does not is no finding', async () => {
  let looks = 0;
  answerAsHost(() => (looks++ === 0 ? [stranger] : []));
  expect((await check('POST')).findings).toEqual([]);
  expect(looks).toBe(2);
});

test('a host that does not answer is named, and nothing is said of it', async () => {
  const checked = await check('POST');
  expect(checked.silentHosts).toMatchObject([{ id: hostId }]);
  expect(checked.findings).toEqual([]);
}, 20_000);

test('a host that cannot look now is silent', async () => {
  const bus = api.hub.client('agent');
  bus.subscribe(api.subjects.ask(hostId), (message) =>
    message.reply(
      inventoryAnswerMessage.encode({ ...nothing, available: false, unguarded: [stranger] }),
    ),
  );
  const options = { bus: api.hub.client('asking'), subjects: api.subjects, cloudId };
  const look = await lookAtHosts(options, api.model.state);
  expect(look).toEqual({ sightings: [], silent: [hostId] });
});

test('by itself it looks each minute, and dates what it finds by the first time', async () => {
  const clock = aClock();
  const cloud = aCloud();
  const there: Sighting = { hostId, held: [], unguarded: [stranger] };
  let sightings = [there];
  const checkUp = startCheckUp({
    ...{ clock, state: () => cloud.state, look: async () => ({ sightings, silent: [] }) },
  });
  const firstMs = clock.now() + 60_000;
  await clock.pass(60_000);
  expect(checkUp.last()?.findings).toEqual([]);
  await clock.pass(120_000);
  const [expected] = checkCloud(cloud.state, [there]);
  expect(checkUp.last()?.findings).toEqual([{ finding: expected, sinceMs: firstMs }]);
  sightings = [];
  await clock.pass(60_000);
  expect(checkUp.last()).toMatchObject({ findings: [], atMs: firstMs + 180_000 });
  checkUp.stop();
  await clock.pass(300_000);
  expect(checkUp.last()?.atMs).toBe(firstMs + 180_000);
});
