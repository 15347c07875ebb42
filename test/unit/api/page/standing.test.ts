import { describe, expect, test } from 'vitest';
import { hostStates } from '../../../../api/views/host-life-view.ts';
import { barsOf, sortedHosts, standingOf } from '../../../../api/page/hosts.js';
import { standingOfView } from '../../../../api/page/standing.js';

const aHost = (name: string, more: object = {}) => ({
  ...{ name, state: 'heard', trouble: '', enabled: true, why: '' },
  ...{
    waitingMachines: 0,
    confirmedDown: null as { why: string } | null,
    declared: [] as string[],
  },
  capacity: { cpu: 4, memoryMiB: 8192, diskMiB: 102_400 },
  promised: { cpu: 1, memoryMiB: 2048, diskMiB: 10_240 },
  load: { cpuUsed: 0.5, memoryUsedMiB: 4096, diskFreeMiB: 51_200 },
  ...more,
});

describe('how a host stands', () => {
  test.each([
    [{}, 'enabled', ''],
    [{ enabled: false, why: 'new disk' }, 'disabled', 'new disk'],
    [{ state: 'silent', enabled: false }, 'silent', 'nothing was heard of it lately'],
    [{ state: 'silent', waitingMachines: 2 }, 'silent', /; 2 machines wait for its word$/],
    [{ state: 'conflict' }, 'conflict', /two agents/],
    [{ state: 'troubled', trouble: 'libvirt is gone' }, 'in trouble', 'libvirt is gone'],
    [{ state: 'neverHeard' }, 'never heard', /has not spoken yet/],
    [{ state: 'confirmedDown', confirmedDown: { why: 'burnt' } }, 'confirmed down', 'burnt'],
    [{ state: 'onFire' }, 'on fire', ''],
  ])('%j', (more, word, text) => {
    const standing = standingOf(aHost('alder', more));
    expect(standing.word).toBe(word);
    expect(standing.text).toMatch(text);
  });

  test('every state of the API has a word', () => {
    const words = hostStates
      .filter((state) => state !== 'removed')
      .map((state) => standingOf(aHost('a', { state })).word);
    expect(words).toEqual([
      'enabled',
      'in trouble',
      'conflict',
      'silent',
      'never heard',
      'confirmed down',
    ]);
  });

  test('those that need somebody come first', () => {
    const hosts = [aHost('a'), aHost('b', { enabled: false }), aHost('c', { state: 'silent' })];
    expect(sortedHosts(hosts).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });
});

describe('the bars of a host', () => {
  test('say what is promised, used and free', () => {
    expect(barsOf(aHost('a'))[0]).toEqual({
      ...{ name: 'CPU', room: '3 cores free', over: false, promised: 25, used: 12.5 },
      ...{ whole: 100, detail: '1 promised of 4 cores, 0.5 used' },
    });
    expect(barsOf(aHost('a'))[2]).toMatchObject({
      detail: '10 GiB promised of 100 GiB, 50 GiB used',
    });
  });

  test('say nothing of the use of a disk on which more is free than the host has', () => {
    const load = { cpuUsed: 0, memoryUsedMiB: 0, diskFreeMiB: 200_000 };
    expect(barsOf(aHost('a', { load }))[2]).toMatchObject({ used: null });
  });

  test('say nothing of the use of memory of which more is used than the host has', () => {
    const load = { cpuUsed: 0, memoryUsedMiB: 8193, diskFreeMiB: 0 };
    expect(barsOf(aHost('a', { load }))[1]).toMatchObject({ used: null });
  });

  test('say what was declared and not measured', () => {
    const [cpu, memory] = barsOf(aHost('a', { declared: ['cpu'] }));
    expect(cpu!.detail).toBe('1 promised of 4 cores declared, 0.5 used');
    expect(memory!.detail).not.toMatch(/declared/);
  });

  test('grow when more is promised than is declared', () => {
    const over = aHost('a', { promised: { cpu: 5, memoryMiB: 0, diskMiB: 0 } });
    expect(barsOf(over)[0]).toMatchObject({ room: '1 core over', over: true, whole: 80 });
  });

  test('are none before it said what it has, and say nothing of a load that was not heard', () => {
    expect(barsOf(aHost('a', { capacity: null }))).toEqual([]);
    expect(barsOf(aHost('a', { load: null }))[1]).toMatchObject({
      used: null,
      detail: '2 GiB promised of 8 GiB',
    });
  });
});

describe('how fresh the page is', () => {
  const status = { viewAgeMs: 0, leader: { heard: true }, volatileLog: false };
  const known = { status, answeredAtMs: 1_000_000, live: true };
  const at = (ms: number, more: object = {}) =>
    standingOfView({ ...known, ...more }, 1_000_000 + ms);

  test.each([
    ['nothing was read yet', 0, { status: null }, 'reading', []],
    ['events come', 2_000, {}, 'live', []],
    ['events do not come', 2_000, { live: false }, 'connecting', []],
    ['no answer for long', 20_000, {}, 'view is 20 s old', ['unanswered']],
    [
      'no leader',
      1_000,
      { status: { ...status, leader: { heard: false }, viewAgeMs: 30_000 } },
      'view is 31 s old',
      ['leaderless'],
    ],
    [
      'a full disk under the log',
      0,
      { status: { ...status, logTrouble: { why: 'full', whatToDo: 'remove' } } },
      'live',
      ['log'],
    ],
    ['a volatile log', 0, { status: { ...status, volatileLog: true } }, 'live', ['volatile']],
  ])('%s', (_what, ms, more, word, names) => {
    const standing = at(ms, more);
    expect([standing.word, standing.notices.map(({ name }) => name)]).toEqual([word, names]);
  });
});
