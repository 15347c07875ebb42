import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { expect, test } from 'vitest';
import {
  busyHundredths,
  memoryUsedMiB,
  networkBytes,
  processorTicks,
} from '../../../../agent/report/kernel-counts.ts';

const stat = [
  'cpu  100 20 30 700 50 5 5 90 60 7',
  'cpu0 50 10 15 350 25 5 0 45 30 7',
  'cpu1 50 10 15 350 25 0 5 45 30 0',
  'intr 114930548 113199788',
  'ctxt 1990473',
].join('\n');

test('processors are busy but for idle and waiting ticks, and ticks of guests count once', () => {
  expect(processorTicks(stat)).toEqual({ processors: 2, busy: 250, all: 1_000 });
});

test('the share is that between two looks, in hundredths of one processor', () => {
  const from = { processors: 2, busy: 250, all: 1_000 };
  expect(busyHundredths(null, from)).toBe(50);
  expect(busyHundredths(from, { processors: 2, busy: 400, all: 1_200 })).toBe(150);
  expect(busyHundredths(from, from)).toBe(0);
  expect(busyHundredths(from, { processors: 2, busy: 240, all: 1_010 })).toBe(0);
});

test('memory is used when nobody else could have it', () => {
  const text =
    'MemTotal:        2097152 kB\nMemFree:          10240 kB\nMemAvailable:    1048576 kB\n';
  expect(memoryUsedMiB(text)).toBe(1_024);
});

test('bytes of all cards are summed, those of loopback are not among them', () => {
  const text = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop',
    '    lo: 7583621940 4741470    0    0    0     0          0         0 7583621940 4741470    0    0',
    '  eth0:1000 3 0 0 0 0 0 0 200 4 0 0 0 0 0 0',
    'stratus0:    5       1    0    0    0     0          0         0        7       1    0    0',
  ].join('\n');
  expect(networkBytes(text)).toEqual({ received: 1_005, sent: 207 });
});

test('another file than the one that is meant is refused', () => {
  expect(() => processorTicks('')).toThrow(RangeError);
  expect(() => processorTicks('cpu  x y z\ncpu0 1 2 3')).toThrow(RangeError);
  expect(() => memoryUsedMiB('MemTotal: 5 kB\n')).toThrow(RangeError);
});

test('the tables of the kernel that runs here are read, and agree with what Node says', () => {
  const ticks = processorTicks(readFileSync('/proc/stat', 'utf8'));
  expect(ticks.processors).toBe(cpus().length);
  expect(busyHundredths(null, ticks)).toBeGreaterThan(0);
  expect(busyHundredths(null, ticks)).toBeLessThanOrEqual(100 * ticks.processors);
  const used = memoryUsedMiB(readFileSync('/proc/meminfo', 'utf8'));
  expect(used).toBeGreaterThan(0);
  expect(used).toBeLessThan(totalmem() / 2 ** 20);
  expect(networkBytes(readFileSync('/proc/net/dev', 'utf8')).sent).toBeGreaterThanOrEqual(0);
});
