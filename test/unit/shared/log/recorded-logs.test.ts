/**
 * Logs that former releases wrote, as recorded bytes: this release reads each and comes to the state that is written down
 * here. A digest may change only when the state has new fields, never because an old event means something else now.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createFold, foldMessage } from '../../../../shared/log/fold.ts';
import { stateDigest } from '../../../../shared/model/state-digest.ts';
import type { State } from '../../../../shared/model/state.ts';
import { decodeCommit, encodeCommit, logFormat } from '../../../../shared/wire/commit.ts';

interface Recorded {
  readonly format: number;
  readonly lastHash: string;
  /** Of the state to which it led when it was recorded; formats before 3 have it in the table below. */
  readonly stateDigest?: string;
  /** Base64, in order. */
  readonly commits: readonly string[];
}

function recorded(format: number): Recorded {
  const file = new URL(`../../../golden-logs/format-${format}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Recorded;
}

/** What the state has had since, besides what that release knew: left out, its digest is what it was then. */
const digests = [
  [
    1,
    '930599e09ffbc71da9b631ca608632de9f74fed18127c589c9a859e6ba56697f',
    ['lastCursors', 'recovery'],
  ],
] as const;
const ofHostsSince: readonly string[] = ['awaited', 'replaces'];

function asItWas(state: State, since: readonly string[]): State {
  const without = (value: object, names: readonly string[]): object =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  const hosts = [...state.hosts].map(([id, host]) => [id, without(host, ofHostsSince)] as const);
  return { ...without(state, since), hosts: new Map(hosts) } as unknown as State;
}

describe('a recorded log', () => {
  test.each(digests)('of format %i is read, event for event', (format, digest, since) => {
    const { commits, lastHash } = recorded(format);
    const fold = createFold();
    for (const [index, text] of commits.entries()) {
      const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
      expect(decodeCommit(bytes).format).toBe(format);
      foldMessage(fold, { sequence: index + 1, bytes, storedAtMs: 0 });
    }
    expect(fold.position?.hash).toBe(lastHash);
    expect(stateDigest(asItWas(fold.state, since))).toBe(digest);
  });

  test('of format 3 is read over its segments, and from any of them on', () => {
    const { commits, lastHash, stateDigest: digest } = recorded(3);
    const messages = commits.map((text, index) => ({
      ...{ sequence: index + 1, storedAtMs: 0 },
      bytes: Uint8Array.from(Buffer.from(text, 'base64')),
    }));
    const opensAt = messages.filter(({ bytes }) =>
      decodeCommit(bytes).entries.some(({ events }) =>
        events.some(({ type }) => type === 'segmentOpened'),
      ),
    );
    expect(opensAt.length).toBeGreaterThan(1);
    for (const from of [1, ...opensAt.map(({ sequence }) => sequence)]) {
      const fold = createFold();
      for (const message of messages.slice(from - 1)) foldMessage(fold, message);
      expect([fold.position?.hash, stateDigest(fold.state)]).toEqual([lastHash, digest]);
    }
  });

  test('of format 1: what it could not say is as it was then', () => {
    const { commits } = recorded(1);
    const events = commits.flatMap((text) =>
      decodeCommit(Uint8Array.from(Buffer.from(text, 'base64'))).entries.flatMap((e) => e.events),
    );
    const joined = events.find((event) => event.type === 'hostJoined');
    expect(joined).toMatchObject({ publicKey: '', tokenDigest: '' });
    expect(events.find((event) => event.type === 'hostEnabled')).toMatchObject({ why: '' });
  });

  test('of a later format stops the reader', () => {
    const first = Uint8Array.from(Buffer.from(recorded(1).commits[0]!, 'base64'));
    const later = { ...decodeCommit(first), format: logFormat };
    expect(decodeCommit(encodeCommit(later)).format).toBe(logFormat);
    const bytes = encodeCommit(later);
    // Field 1, the format, is the first byte pair of the message.
    expect(bytes[0]).toBe(8);
    bytes[1] = logFormat + 1;
    expect(() => decodeCommit(bytes)).toThrow('upgrade this part');
  });
});
