import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { networkBytes } from '../../../../agent/report/network-bytes.ts';

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

test('the table of the kernel that runs here is read', () => {
  expect(networkBytes(readFileSync('/proc/net/dev', 'utf8')).sent).toBeGreaterThanOrEqual(0);
});
