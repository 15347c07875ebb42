// What is done when the switch between private hosts ends, and what is said meanwhile.

import { expect, test } from 'vitest';
import { statusText } from '../../../start/terminal/status-text.mjs';
import { switchLook } from '../../../start/hosts/watch-switch.mjs';

function aSwitch() {
  const told: (string | null)[] = [];
  const one = { alive: true, heals: 0, why: '' };
  const look = switchLook({
    isAlive: () => one.alive,
    heal() {
      one.heals += 1;
      if (one.why) return Promise.reject(new Error(one.why));
      one.alive = true;
      return Promise.resolve();
    },
    tell: (trouble) => told.push(trouble),
  });
  return { one, told, look };
}

test('as long as it runs nothing is done', async () => {
  const { one, told, look } = aSwitch();
  await look();
  await look();
  expect([one.heals, told]).toEqual([0, []]);
});

test('when it has ended another takes its place', async () => {
  const { one, told, look } = aSwitch();
  one.alive = false;
  await look();
  await look();
  expect(one.heals).toBe(1);
  expect(told).toEqual(['the switch between the hosts ended', null]);
});

test('one that starts but whose cables fail is not taken for whole', async () => {
  const { one, told, look } = aSwitch();
  Object.assign(one, { alive: false, why: 'the interface stratus0 is there already' });
  await expect(look()).rejects.toThrow('stratus0');
  Object.assign(one, { alive: true });
  await expect(look()).rejects.toThrow('stratus0');
  one.why = '';
  await look();
  expect(one.heals).toBe(3);
  expect(told.at(-2)).toContain('cannot be started: the interface stratus0 is there already');
  expect(told.at(-1)).toBeNull();
});

test.each([
  [true, 'it cannot be', 'no machine is reached: it cannot be'],
  [true, null, 'it is being started again'],
  [false, null, '`npm start` brings it back'],
])('the status of a cloud (running: %s) with trouble %j says it', (keeperAlive, trouble, words) => {
  const run = {
    ...{ keeper: null, keeperAlive, failed: null, volatileLog: false, switchTrouble: trouble },
    logTrouble: null,
    ...{ partNames: [], parts: {}, leftover: [], isSwitchAlive: false, hosts: [] },
  };
  const hosts = [{ name: 'host-1', alive: true, on: true, cut: false, guests: 0 }];
  const marker = { instance: 'local', checkout: '/srv' };
  const text = statusText({ marker, settings: null, run, hosts, machines: [] });
  expect(text).toContain(words);
});
