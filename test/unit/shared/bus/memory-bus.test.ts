import { expect, test } from 'vitest';
import type { Deliver } from '../../../../shared/bus/memory-bus.ts';
import { createMemoryBusHub } from '../../../../shared/bus/memory-bus.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';

/** A hub whose deliveries wait until the test lets them go. */
function heldHub() {
  const held: { way: string; action: () => void }[] = [];
  const deliver: Deliver = (from, to, subject, action) =>
    held.push({ way: `${from}>${to} ${subject}`, action });
  return { hub: createMemoryBusHub({ clock: systemClock, deliver }), held };
}

test('every delivery passes the hook, which may drop, double and reorder it', () => {
  const { hub, held } = heldHub();
  const heard: number[] = [];
  hub.client('b').subscribe('x.*', ({ bytes }) => heard.push(bytes[0]!));
  for (const value of [1, 2, 3]) hub.client('a').publish('x.y', Uint8Array.of(value));
  expect(held.map(({ way }) => way)).toEqual(['a>b x.y', 'a>b x.y', 'a>b x.y']);
  for (const index of [2, 0, 0]) held[index]!.action();
  expect(heard).toEqual([3, 1, 1]);
});

test('a request and its answer are two deliveries, each of which can be lost', async () => {
  const { hub, held } = heldHub();
  hub.client('b').subscribe('ask', (message) => message.reply(Uint8Array.of(9)));
  const answer = hub.client('a').request('ask', new Uint8Array(), 1_000);
  held.shift()!.action();
  expect(held.map(({ way }) => way.replace(/ .*/, ''))).toEqual(['b>a']);
  held.shift()!.action();
  expect(await answer).toEqual(Uint8Array.of(9));
  const lost = hub.client('a').request('ask', new Uint8Array(), 1);
  await expect(lost).rejects.toMatchObject({ code: 'noAnswer' });
});

test('what is under way to a process that died is not heard', () => {
  const { hub, held } = heldHub();
  let heard = 0;
  hub.client('b').subscribe('x', () => (heard += 1));
  hub.client('a').publish('x', new Uint8Array());
  hub.drop('b');
  held[0]!.action();
  expect(heard).toBe(0);
});

test('a receiver cannot change what another one hears', () => {
  const { hub, held } = heldHub();
  const heard: number[] = [];
  for (const name of ['b', 'c'])
    hub.client(name).subscribe('x', ({ bytes }) => {
      heard.push(bytes[0]!);
      bytes[0] = 99;
    });
  hub.client('a').publish('x', Uint8Array.of(1));
  for (const { action } of held) action();
  expect(heard).toEqual([1, 1]);
});
