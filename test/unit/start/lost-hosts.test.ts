import { expect, test } from 'vitest';
import { hostsInUsers } from '../../../start/hosts/lost-hosts.mjs';
import { natsUsers, usersText } from '../../../start/nats/nats-config.mjs';

const key = (letter: string): string => `U${letter.repeat(55)}`;

test('the hosts of a lost log are those that had a key on the bus, and no other part', () => {
  const agents = [
    { hostId: 'a'.repeat(32), nkey: key('C') },
    { hostId: 'b'.repeat(32), nkey: key('D') },
  ];
  const lines = natsUsers({
    cloudId: 'c'.repeat(32),
    parts: {
      ...{ scheduler: key('A'), api: key('B'), setup: key('E'), identities: key('F'), agents },
      subscribers: [{ project: null, nkey: key('G') }],
    },
  });
  expect(hostsInUsers(usersText(lines))).toEqual([
    { hostId: 'a'.repeat(32), name: 'host-aaaaaaaa', publicKey: key('C') },
    { hostId: 'b'.repeat(32), name: 'host-bbbbbbbb', publicKey: key('D') },
  ]);
  expect(hostsInUsers('')).toEqual([]);
});
