// Whom does a stop wait for, and whom does it ask when?

import { expect, test } from 'vitest';
import { takenText } from '../../../lab/switch.mjs';
import { CloudRefused } from '../../../start/cloud/cloud-requests.mjs';
import { awaited, stopOnce } from '../../../start/cloud/stop-machines.mjs';

const on = (id: string, state: string, host: string | null = 'a') => ({
  ...{ id, state },
  host: host === null ? null : { id: host },
});
const ids = (machines: Array<{ id: string }>) => machines.map(({ id }) => id);

test('machines of hosts that are off, confirmed down or removed are left out', () => {
  const machines = [on('1', 'running'), on('2', 'running', 'b'), on('3', 'prolog', 'c')];
  machines.push(on('4', 'stopped'), on('5', 'prolog', null), on('6', 'stopping', 'd'));
  const known = [
    ...[
      { id: 'a', state: 'heard' },
      { id: 'b', state: 'silent' },
    ],
    ...[
      { id: 'c', state: 'confirmedDown' },
      { id: 'd', state: 'removed' },
    ],
  ];
  const hosts = [
    { hostId: 'a', alive: true },
    { hostId: 'b', alive: false },
  ];
  const { living, left } = awaited(machines, known, hosts);
  expect(ids(living)).toEqual(['1', '5']);
  expect(ids(left)).toEqual(['2', '3', '6']);
});

test('a machine is asked when its state accepts it, once; a refusal is asked again', async () => {
  const asked: string[] = [];
  let refuse = true;
  const stop = stopOnce({
    act: async (id) => {
      asked.push(id);
      if (refuse) throw new CloudRefused('POST', '/v1', 409, null);
    },
  });
  await stop(on('1', 'prolog'));
  expect(asked).toEqual([]);
  await stop(on('1', 'boot'));
  refuse = false;
  await stop(on('1', 'running'));
  await stop(on('1', 'running'));
  expect(asked).toEqual(['1', '1']);
});

test('who has our interface is told, and what to do', () => {
  expect(takenText('stratus0', 'stratus /srv/lab/switch')).toMatch(
    /of the cloud in \/srv\/lab\. .*npm run stop -- --state \/srv\/lab/,
  );
  expect(takenText('stratus0', '')).toContain('ip link delete stratus0');
});
