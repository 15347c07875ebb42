/** Joining by a token, once, and again with the same word. */
import { describe, expect, test } from 'vitest';
import type { JoinHost } from '../../../../shared/model/command.ts';
import { aCloud } from '../../../support/a-cloud.ts';
import type { Cloud, Decision } from '../../../support/a-cloud.ts';
import { hostId as firstHost } from '../../../support/log-writer.ts';

const hostId = '7'.repeat(32);
const tokenDigest = 'ab'.repeat(32);
const publicKey = `U${'A'.repeat(55)}`;

function offer(cloud: Cloud, changes: object = {}): Decision {
  const expiresAtMs = cloud.nowMs + 60_000;
  return cloud.ask({ kind: 'offerHost', tokenDigest, name: 'host-2', expiresAtMs, ...changes });
}

function join(cloud: Cloud, changes: Partial<JoinHost> = {}): string {
  const request = {
    kind: 'joinHost',
    hostId,
    name: '',
    publicKey,
    tokenDigest,
    ...changes,
  } as const;
  const decided = cloud.ask(request);
  if (!decided.ok) return decided.reason.reason;
  return decided.value.map(({ type }) => type).join() || 'as before';
}

describe('a token to join', () => {
  test('lets one host join under the name that was offered, with its key', () => {
    const cloud = aCloud();
    offer(cloud);
    expect(join(cloud, { name: 'another' })).toBe('hostJoined');
    expect(cloud.state.hosts.get(hostId)).toMatchObject({
      name: 'host-2',
      publicKey,
      removed: null,
    });
    expect(cloud.state.offers.get(tokenDigest)?.usedBy).toBe(hostId);
  });

  test('that names no host takes the name that the host gives', () => {
    const cloud = aCloud();
    offer(cloud, { name: '' });
    expect(join(cloud, { name: 'attic' })).toBe('hostJoined');
    expect(cloud.state.hosts.get(hostId)?.name).toBe('attic');
  });

  test('gives the same host the same answer again, even when the time is over and its label is another', () => {
    const cloud = aCloud();
    offer(cloud);
    join(cloud);
    cloud.ask({ kind: 'renameHost', host: hostId, name: 'attic' });
    cloud.nowMs += 70_000;
    expect(join(cloud)).toBe('as before');
  });

  test.each<[string, (cloud: Cloud) => string, string]>([
    ['never given out', (cloud) => join(cloud), 'joinTokenUnknown'],
    [
      'withdrawn',
      (cloud) => {
        offer(cloud);
        cloud.ask({ kind: 'withdrawOffer', tokenDigest });
        return join(cloud);
      },
      'joinTokenUnknown',
    ],
    [
      'too old',
      (cloud) => {
        offer(cloud);
        cloud.nowMs += 60_000;
        return join(cloud);
      },
      'joinTokenExpired',
    ],
    [
      'used by another host',
      (cloud) => {
        offer(cloud, { name: '' });
        join(cloud, { name: 'host-2' });
        return join(cloud, {
          hostId: '8'.repeat(32),
          name: 'host-3',
          publicKey: `U${'B'.repeat(55)}`,
        });
      },
      'joinTokenUsed',
    ],
    [
      'used by this host with another key',
      (cloud) => {
        offer(cloud);
        join(cloud);
        return join(cloud, { publicKey: `U${'B'.repeat(55)}` });
      },
      'joinTokenUsed',
    ],
    [
      'of a host that was removed',
      (cloud) => {
        offer(cloud);
        join(cloud);
        cloud.ask({ kind: 'removeHost', host: hostId, why: '' });
        return join(cloud);
      },
      'hostRemoved',
    ],
    [
      'with the key of another host',
      (cloud) => {
        offer(cloud);
        join(cloud);
        return join(cloud, { hostId: '8'.repeat(32), name: 'host-3', tokenDigest: '' });
      },
      'hostExists',
    ],
    [
      'with something that is no key',
      (cloud) => join(cloud, { publicKey: 'U1' }),
      'malformedRequest',
    ],
  ])('%s is refused', (_what, attempt, reason) => {
    const cloud = aCloud();
    expect(attempt(cloud)).toBe(reason);
  });

  test.each<[string, object, string]>([
    ['in the past', { expiresAtMs: 1 }, 'joinTokenExpired'],
    ['with the name of a host that is there', { name: 'host-1' }, 'hostExists'],
    ['with a name that cannot be one', { name: 'Host 2' }, 'invalidName'],
  ])('is not given out %s', (_what, changes, reason) => {
    const decided = offer(aCloud(), changes);
    expect(decided.ok ? 'accepted' : decided.reason.reason).toBe(reason);
  });

  test('is given out and withdrawn once, and forgotten a day after its time', () => {
    const cloud = aCloud();
    offer(cloud);
    const again = offer(cloud);
    expect(again).toEqual({ ok: true, value: [] });
    cloud.nowMs += 60_000 + 24 * 3600_000 + 1;
    offer(cloud, { tokenDigest: 'cd'.repeat(32), expiresAtMs: cloud.nowMs + 1 });
    expect([...cloud.state.offers.keys()]).toEqual(['cd'.repeat(32)]);
  });

  test('a host whose identity is placed by the starter needs none', () => {
    const cloud = aCloud();
    const placed = { publicKey: '', tokenDigest: '' };
    expect(join(cloud, { ...placed, name: 'host-2' })).toBe('hostJoined');
    expect(join(cloud, { ...placed, name: 'host-2' })).toBe('as before');
    expect(join(cloud, { ...placed, name: 'host-3' })).toBe('hostExists');
    expect(join(cloud, { ...placed, hostId: firstHost, name: 'host-1' })).toBe('as before');
  });
});
