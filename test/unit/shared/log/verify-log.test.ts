/** What is done to a single message of the log shows, whatever it is: each of a thousand tampers is found. */
import { describe, expect, test } from 'vitest';
import { messageHash } from '../../../../shared/log/fold.ts';
import { isSignedBy, publicKeyOf, signHead } from '../../../../shared/log/log-export.ts';
import { createMemoryLog } from '../../../../shared/log/memory-log.ts';
import { createLogVerifier } from '../../../../shared/log/verify-log.ts';
import type { LogFinding } from '../../../../shared/log/verify-log.ts';
import type { Position } from '../../../../shared/model/words.ts';
import { simRandom } from '../../../sim/sim-random.ts';
import { aClock } from '../../../support/a-clock.ts';
import { aHeadKey } from '../../../support/an-api.ts';
import { cloudId, createLogWriter, genesis, hostId, logId } from '../../../support/log-writer.ts';

interface Line {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

async function aLog(): Promise<{ lines: Line[]; head: Position }> {
  const log = createMemoryLog({ clock: aClock() });
  const writer = createLogWriter(log);
  await writer.write(genesis, { origin: 'genesis' });
  for (let i = 0; i < 40; i++)
    await writer.write([{ type: 'hostRenamed', hostId, name: `host-${i % 7}` }]);
  const lines = log.messages().map(({ sequence, bytes }) => ({ sequence, bytes }));
  const last = lines.at(-1)!;
  return { lines, head: { logId, sequence: last.sequence, hash: messageHash(last.bytes) } };
}

function verify(lines: readonly Line[], head: Position): readonly LogFinding[] {
  const verifier = createLogVerifier();
  for (const one of lines) verifier.add(one);
  return verifier.end(head);
}

const random = simRandom(4711);

/** Each as somebody would do it who can write the file but has no key: numbers are made to fit. */
const tampers = {
  flip(lines: readonly Line[]): Line[] {
    const at = random.below(lines.length);
    return lines.map((one, i) => {
      if (i !== at) return one;
      const bytes = one.bytes.slice();
      bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
      return { ...one, bytes };
    });
  },
  drop(lines: readonly Line[]): Line[] {
    const at = random.below(lines.length);
    return numbered(lines.filter((_one, i) => i !== at));
  },
  swap(lines: readonly Line[]): Line[] {
    const at = random.below(lines.length - 1);
    const swapped = [...lines];
    [swapped[at], swapped[at + 1]] = [lines[at + 1]!, lines[at]!];
    return numbered(swapped);
  },
  truncate: (lines: readonly Line[]): Line[] => lines.slice(0, random.below(lines.length)),
};

function numbered(lines: readonly Line[]): Line[] {
  return lines.map((one, i) => ({ ...one, sequence: i + 1 }));
}

describe('the log is verified', () => {
  test('and nothing is found in one that nobody touched', async () => {
    const { lines, head } = await aLog();
    expect(verify(lines, head)).toEqual([]);
  });

  test.each(Object.entries(tampers))(
    'and each of 250 times "%s" is found',
    async (_name, tamper) => {
      const { lines, head } = await aLog();
      let missed = 0;
      for (let i = 0; i < 250; i++) if (verify(tamper(lines), head).length === 0) missed += 1;
      expect(missed).toBe(0);
    },
  );

  test('and the place is told where it shows', async () => {
    const { lines, head } = await aLog();
    const changed = [...lines];
    const bytes = lines[9]!.bytes.slice();
    bytes[bytes.length - 1]! ^= 1;
    changed[9] = { sequence: 10, bytes };
    expect(verify(changed, head).map(({ sequence }) => sequence)).toContain(11);
  });

  test('and a head that another key signed, or that was changed, is not taken', () => {
    const pem = aHeadKey.reveal();
    const head = { cloudId, logId, sequence: 7, hash: 'ab'.repeat(32), at: '2026-11-21T12:00:00Z' };
    const signed = signHead(head, pem);
    expect(isSignedBy(signed, publicKeyOf(pem))).toBe(true);
    expect(isSignedBy({ ...signed, head: { ...head, sequence: 8 } }, publicKeyOf(pem))).toBe(false);
    expect(
      isSignedBy(
        signed,
        publicKeyOf(pem).replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
      ),
    ).toBe(false);
    expect(isSignedBy({ ...signed, signature: '' }, publicKeyOf(pem))).toBe(false);
  });
});
