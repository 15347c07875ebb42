import { expect, test } from 'vitest';
import { readFragment } from '../../../../api/page/address-fragment.js';
import { createEventParser } from '../../../../api/page/event-parser.js';
import { eventText } from '../../../../api/page/event-text.js';
import {
  everythingStale,
  markStale,
  nothingStale,
  readsFor,
  singleReadsMax,
} from '../../../../api/page/stale.js';

test('events are found in pieces cut anywhere, and comments are left out', () => {
  const stream =
    ': hello\n\nid: a:1:0\nevent: machineGone\ndata: {"n":1}\n\n: alive\n\ndata: 2\n\n';
  for (let size = 1; size < stream.length; size += 1) {
    const parser = createEventParser();
    const events = [];
    for (let at = 0; at < stream.length; at += size)
      events.push(...parser.feed(stream.slice(at, at + size)));
    expect(events).toEqual([
      { id: 'a:1:0', type: 'machineGone', data: '{"n":1}' },
      { id: '', type: 'message', data: '2' },
    ]);
  }
});

const anEvent = (type: string, about: object = {}) => ({
  ...{ type, machineId: null, hostId: null, data: {} },
  ...about,
});

test('an event only says what to read again', () => {
  const stale = nothingStale();
  markStale(stale, anEvent('machineAdvanced', { machineId: 'm1' }));
  markStale(stale, anEvent('machineAdvanced', { machineId: 'm1' }));
  expect(readsFor(stale)).toEqual({
    list: false,
    machines: ['m1'],
    hosts: false,
    quarantine: false,
  });
  markStale(stale, anEvent('machinePlaced', { machineId: 'm2', hostId: 'h' }));
  markStale(stale, anEvent('evidenceKept', { machineId: 'm2' }));
  expect(readsFor(stale)).toMatchObject({ machines: ['m1', 'm2'], hosts: true, quarantine: true });
});

test('many machines are read as one list', () => {
  const stale = nothingStale();
  for (let label = 0; label <= singleReadsMax; label++)
    markStale(stale, anEvent('machineAdvanced', { machineId: `m${label}` }));
  expect(readsFor(stale)).toMatchObject({ list: true, machines: [] });
  expect(readsFor(everythingStale())).toMatchObject({ list: true, hosts: true, quarantine: true });
});

test.each([
  ['machinePlaced', { machineId: 'm', hostId: 'h' }, 'web was placed on alder'],
  [
    'machineStopped',
    { machineId: 'm', data: { reason: 'halted' } },
    'web stopped: it halted itself',
  ],
  [
    'hostDisabled',
    { hostId: 'h', data: { why: 'new disk' } },
    'alder gets no new machines: new disk',
  ],
  ['termStarted', { data: { term: 4 } }, 'the cloud has a new leader, term 4'],
  ['machineFlew', { machineId: 'unknown-one' }, 'unknown- machine flew'],
])('%s as a sentence', (type, about, sentence) => {
  const names = {
    machine: (id: string) => (id === 'm' ? 'web' : null),
    host: (id: string) => (id === 'h' ? 'alder' : null),
  };
  const { subject, text } = eventText(anEvent(type, about), names);
  expect(`${subject} ${text}`).toBe(sentence);
});

test.each([
  ['', { code: null, machineId: null }],
  ['#login=a-B_9', { code: 'a-B_9', machineId: null }],
  ['#machine=1000-2', { code: null, machineId: '1000-2' }],
  ['#login=a/../b', { code: null, machineId: null }],
  ['#token=secret', { code: null, machineId: null }],
])('the address %j', (fragment, meant) => expect(readFragment(fragment)).toEqual(meant));
