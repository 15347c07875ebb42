import { describe, expect, test } from 'vitest';
import { admittedKeys } from '../../../../api/identities/admitted-keys.ts';
import { agentUserPattern, natsUsers, usersText } from '../../../../start/nats/nats-config.mjs';
import { makeNkey } from '../../../../start/nats/nats-nkeys.mjs';

const cloudId = 'c'.repeat(32);
const [scheduler, api] = [makeNkey().publicKey, makeNkey().publicKey];
const placed = natsUsers({ cloudId, parts: { scheduler, api } });
const pattern = agentUserPattern(cloudId);

function aHost(letter: string, changes: object = {}) {
  const hostId = letter.repeat(32);
  return { hostId, publicKey: makeNkey().publicKey, removed: null, joinedAtMs: 1, ...changes };
}

describe('the keys that the bus takes', () => {
  test('are those placed by the starter and those of joined hosts, with the same rights', () => {
    const host = aHost('a');
    const agents = [{ hostId: host.hostId, nkey: host.publicKey }];
    expect(admittedKeys([host], { placed, pattern })).toEqual({
      text: usersText(natsUsers({ cloudId, parts: { scheduler, api, agents } })),
      leftOut: [],
    });
  });

  test.each([
    ['was removed', { removed: { why: 'sold', atMs: 2 } }],
    ['has its key placed by the starter', { publicKey: '' }],
    ['has something else for a key', { publicKey: `${'U'.repeat(56)}\n` }],
    ['has something else for an id', { hostId: 'a, publish: [">"]' }],
  ])('are not those of a host that %s', (_what, changes) => {
    expect(admittedKeys([aHost('a', changes)], { placed, pattern }).text).toBe(usersText(placed));
  });

  test('are not that of a removed host for which the starter placed one', () => {
    const [gone, stays] = [aHost('a'), aHost('b')];
    const agents = [gone, stays].map(({ hostId, publicKey }) => ({ hostId, nkey: publicKey }));
    const all = natsUsers({ cloudId, parts: { scheduler, api, agents } });
    const hosts = [
      { ...gone, publicKey: '', removed: { why: 'sold', atMs: 2 } },
      { ...stays, publicKey: '' },
    ];
    expect(admittedKeys(hosts, { placed: all, pattern }).text).toBe(
      usersText(natsUsers({ cloudId, parts: { scheduler, api, agents: agents.slice(1) } })),
    );
  });

  test('are each in the file once: the server would take none of them otherwise', () => {
    const first = aHost('b', { joinedAtMs: 5 });
    const second = aHost('a', { joinedAtMs: 6, publicKey: first.publicKey });
    const thief = aHost('d', { publicKey: scheduler });
    const { text, leftOut } = admittedKeys([second, first, thief], { placed, pattern });
    expect(leftOut).toEqual([thief.hostId, second.hostId]);
    expect(text.match(/nkey: /g)).toHaveLength(placed.length + 1);
    expect(text).toContain(first.hostId);
  });

  test('are those of hosts that the log knows nothing of, too: it may be older than the world', () => {
    const [known, since, gone] = [aHost('a'), aHost('b'), aHost('d')];
    const keys = { placed, pattern };
    const former = admittedKeys([known, since, gone], keys).text;
    const removed = { ...gone, removed: { why: 'sold', atMs: 2 } };
    const { text, leftOut } = admittedKeys([known, removed], keys, former);
    expect(text).toBe(admittedKeys([known, since], keys).text);
    expect(leftOut).toEqual([]);
  });

  test('are those of hosts that a recovery of the log put into it without their key', () => {
    const [known, since] = [aHost('a'), aHost('b')];
    const keys = { placed, pattern };
    const former = admittedKeys([known, since], keys).text;
    expect(admittedKeys([known, { ...since, publicKey: '' }], keys, former).text).toBe(former);
  });

  test('do not depend on the order in which hosts are read', () => {
    const hosts = [aHost('a'), aHost('b', { joinedAtMs: 0 }), aHost('d')];
    const keys = { placed, pattern };
    expect(admittedKeys(hosts, keys)).toEqual(admittedKeys([...hosts].reverse(), keys));
  });
});
