import { describe, expect, test } from 'vitest';
import { decideListen } from '../../../start/join/listen.mjs';

const facts = {
  option: null as string | null,
  known: null as { address: string; busPort: number } | null,
  addresses: ['127.0.0.1', '10.1.2.3', '192.168.0.9'],
  takenPorts: [22, 8780],
};

describe('where a cloud is reached by other machines', () => {
  test.each<[string, Partial<typeof facts>, typeof facts.known]>([
    ['nowhere unless it is said', {}, null],
    ['where it is said', { option: '10.1.2.3' }, { address: '10.1.2.3', busPort: 8790 }],
    [
      'at a port that nobody has',
      { option: '10.1.2.3', takenPorts: [8790, 8791] },
      { address: '10.1.2.3', busPort: 8792 },
    ],
    [
      'where it was, at the same port although the bus itself has it',
      { known: { address: '10.1.2.3', busPort: 8790 }, takenPorts: [8790] },
      { address: '10.1.2.3', busPort: 8790 },
    ],
    [
      'elsewhere, when that is said later, at the same port',
      { option: '192.168.0.9', known: { address: '10.1.2.3', busPort: 8795 } },
      { address: '192.168.0.9', busPort: 8795 },
    ],
    ['nowhere any more', { option: 'none', known: { address: '10.1.2.3', busPort: 8790 } }, null],
  ])('%s', (_what, different, listen) => {
    expect(decideListen({ ...facts, ...different })).toEqual({ listen, problem: null });
  });

  test.each<[string, Partial<typeof facts>, RegExp]>([
    ['every address', { option: '0.0.0.0' }, /name one address.*10\.1\.2\.3, 192\.168\.0\.9/],
    ['loopback', { option: '127.0.0.1' }, /needs no --listen/],
    ["somebody else's address", { option: '10.9.9.9' }, /this machine has no such address/],
    ['a name', { option: 'cloud.example' }, /an IPv4 address of this machine, or none/],
    ['an IPv6 address', { option: 'fd00::1' }, /an IPv4 address/],
    [
      'an address that is gone',
      { known: { address: '10.7.7.7', busPort: 8790 } },
      /which this machine has no more.*--listen none.*join again/,
    ],
  ])('never %s', (_what, different, problem) => {
    expect(decideListen({ ...facts, ...different })).toEqual({
      listen: null,
      problem: expect.stringMatching(problem) as unknown,
    });
  });
});
