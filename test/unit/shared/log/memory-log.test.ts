import { describe, expect, test } from 'vitest';
import type { Carry } from '../../../../shared/log/memory-log.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';

const bytes = Uint8Array.of(1);
const clock = systemClock;

describe('the log in memory', () => {
  test('queues faults and meets them one by one', async () => {
    const log = createMemoryLog({ clock });
    log.failNextAppend('refused');
    log.failNextAppend('full');
    log.failNextAppend('unanswered');
    const kinds: string[] = [];
    for (let i = 0; i < 4; i++) kinds.push((await log.append(bytes, i === 3 ? 1 : 0)).kind);
    expect(kinds).toEqual(['refused', 'full', 'unknown', 'stored']);
    expect(log.messages()).toHaveLength(2);
  });

  test('a late append lands only if its place is still free', async () => {
    const log = createMemoryLog({ clock });
    log.failNextAppend('late');
    log.failNextAppend('late');
    await log.append(Uint8Array.of(1), 0);
    await log.append(Uint8Array.of(2), 0);
    expect(log.messages()).toHaveLength(0);
    expect(log.landLate()).toEqual([{ kind: 'stored', sequence: 1 }, { kind: 'refused' }]);
    expect(log.landLate()).toEqual([]);
  });

  test('while it is away reads reject and appends are unknown and not stored', async () => {
    const log = createMemoryLog({ clock });
    log.setAvailable(false);
    await expect(log.read(1)).rejects.toMatchObject({ code: 'logUnavailable' });
    await expect(log.lastSequence()).rejects.toMatchObject({ code: 'logUnavailable' });
    expect((await log.append(bytes, 0)).kind).toBe('unknown');
    log.setAvailable(true);
    expect(await log.lastSequence()).toBe(0);
  });

  test('a lost answer leaves the append unknown though it is stored', async () => {
    const carry: Carry = (_client, leg, action) => {
      if (leg !== 'appendAnswer') action();
    };
    const log = createMemoryLog({ clock, carry, timeoutMs: 5 });
    expect((await log.append(bytes, 0)).kind).toBe('unknown');
    expect(log.messages()).toHaveLength(1);
  });

  test('tells the carrier whose errand it is', async () => {
    const legs: string[] = [];
    const carry: Carry = (client, leg, action) => {
      legs.push(`${client} ${leg}`);
      action();
    };
    const log = createMemoryLog({ clock, carry });
    await log.client('one').append(bytes, 0);
    await log.client('two').read(1);
    expect(legs).toEqual(['one append', 'one appendAnswer', 'two read', 'two readAnswer']);
  });

  test('a message carried to a follower twice is handed on once', async () => {
    const carry: Carry = (_client, _leg, action) => {
      queueMicrotask(action);
      queueMicrotask(action);
    };
    const log = createMemoryLog({ clock, carry });
    const seen: number[] = [];
    const end = log.follow(1, ({ sequence }) => void seen.push(sequence));
    for (let i = 0; i < 5; i++) await log.append(bytes, log.messages().length);
    while (seen.length < log.messages().length) await Promise.resolve();
    end();
    expect(seen).toEqual(log.messages().map(({ sequence }) => sequence));
  });

  test('a process that died follows no more, another one does', async () => {
    const log = createMemoryLog({ clock });
    const seen: string[] = [];
    log.client('dead').follow(1, () => void seen.push('dead'));
    log.client('alive').follow(1, () => void seen.push('alive'));
    log.drop('dead');
    await log.append(bytes, 0);
    while (seen.length === 0) await Promise.resolve();
    expect(seen).toEqual(['alive']);
  });
});
