import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsInUsers } from '../../../start/hosts/lost-hosts.mjs';
import { writeNatsUsers } from '../../../start/nats/nats-choice.mjs';
import { USERS_FILE, natsUsers, usersText } from '../../../start/nats/nats-config.mjs';

const key = (letters: string): string => `U${letters.repeat(55).slice(0, 55)}`;

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

test('a start keeps the keys of hosts that joined, and none of a private host that was taken away', () => {
  const state = mkdtempSync(join(tmpdir(), 'stratus-keys-'));
  const file = join(state, 'config', USERS_FILE);
  const cloudId = 'c'.repeat(32);
  const parts = {
    ...{ scheduler: key('A'), api: key('B'), setup: key('E'), identities: key('F') },
    subscribers: [{ project: null, nkey: key('G') }],
  };
  const [serving, joined, takenAway] = ['a', 'b', 'd'].map((letter) => ({
    ...{ hostId: letter.repeat(32), nkey: key(`${letter.toUpperCase()}X`) },
  })) as [Agent, Agent, Agent];
  const linesOf = (agents: Agent[]): string =>
    usersText(natsUsers({ cloudId, parts: { ...parts, agents } }));
  mkdirSync(join(state, 'config'));
  writeFileSync(file, linesOf([serving, takenAway, joined]));
  const { subscribers: _, ...placed } = parts;
  writeNatsUsers(state, {
    ...{ cloudId, publicKeys: { ...placed, subscriber: key('G'), agents: [serving] } },
    ownHosts: [serving, takenAway],
  });
  expect(readFileSync(file, 'utf8')).toBe(linesOf([serving, joined]));
  rmSync(state, { recursive: true });
});

interface Agent {
  readonly hostId: string;
  readonly nkey: string;
}
