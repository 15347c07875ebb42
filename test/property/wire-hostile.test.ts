/** Whatever bytes come, a decoder gives a value of the contract or says `WireError` or `UpgradeNeeded`; it never crashes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UpgradeNeeded, WireError } from '../../shared/wire/codec.ts';
import { commandMessage } from '../../shared/wire/command.ts';
import { decodeCommit, encodeCommit } from '../../shared/wire/commit.ts';
import { commitOf, eventOf } from '../support/event-arbitraries.ts';
import { wireMessages } from '../support/message-arbitraries.ts';
import type { WireMessage } from '../support/message-arbitraries.ts';
import { contract } from '../support/wire-contract.ts';

const rows = wireMessages.map((one) => [one.name, one] as const);

function survives({ codec }: WireMessage, bytes: Uint8Array): void {
  let value: object;
  try {
    value = codec.decode(bytes);
  } catch (error) {
    expect(error instanceof WireError || error instanceof UpgradeNeeded, String(error)).toBe(true);
    return;
  }
  expect(codec.decode(codec.encode(value))).toEqual(value);
}

describe('a decoder survives', () => {
  test.each(rows)('random bytes as %s', (_name, message) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => survives(message, raw)));
  });

  test.each(rows)('a truncated %s', (_name, message) => {
    fc.assert(
      fc.property(message.values, fc.nat(), (value, cut) => {
        const whole = message.codec.encode(value);
        survives(message, whole.subarray(0, cut % (whole.length + 1)));
      }),
    );
  });

  test.each(rows)('a %s with a byte changed', (_name, message) => {
    fc.assert(
      fc.property(message.values, fc.nat(), fc.nat(255), (value, place, byte) => {
        const bytes = message.codec.encode(value).slice();
        if (bytes.length > 0) bytes[place % bytes.length] = byte;
        survives(message, bytes);
      }),
    );
  });
});

/** Every place where `value` holds something inside. */
function placesIn(value: object): { in: Record<string, unknown>; key: string }[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null && !(inner instanceof Uint8Array)
      ? [{ in: value as Record<string, unknown>, key }, ...placesIn(inner as object)]
      : [],
  );
}

describe('a decoder survives', () => {
  test.each(rows)('a %s without one of its inner messages', (name, message) => {
    const type = contract.lookupType(name);
    for (const value of fc.sample(message.values, 20)) {
      const whole = type.decode(message.codec.encode(value));
      const places = placesIn(whole).length;
      for (let place = 0; place < places; place += 1) {
        const cut = type.toObject(whole);
        const one = placesIn(cut)[place];
        if (one === undefined || Array.isArray(one.in)) continue;
        delete one.in[one.key];
        survives(message, type.encode(type.fromObject(cut)).finish());
      }
    }
  });
});

/** Field 1, a varint, before the message: protobuf takes the last one, so it is put behind. */
function withFormat(bytes: Uint8Array, format: number): Uint8Array {
  return Uint8Array.from([...bytes, 0x08, format]);
}

describe('a later contract stops the reader', () => {
  test.each(rows)('%s of a later format', (_name, message) => {
    const [value] = fc.sample(message.values, { numRuns: 1, seed: 1 });
    const bytes = message.codec.encode(value!);
    expect(() => message.codec.decode(withFormat(bytes, 99))).toThrow(UpgradeNeeded);
    expect(() => message.codec.decode(withFormat(bytes, 0))).toThrow(WireError);
  });

  const emptyCommit = {
    ...{ format: 1, cloudId: new Uint8Array(16), logId: new Uint8Array(16), term: 1 },
    ...{ writer: new Uint8Array(16), previousHash: new Uint8Array(32), timeMs: 1 },
    nonce: new Uint8Array(8),
  };
  const commitWith = (entry: object): Uint8Array =>
    contract
      .lookupType('Commit')
      .encode({ ...emptyCommit, entries: [entry] })
      .finish();

  test('an event of an unknown type is not skipped', () => {
    const actorOnly = commitWith({ actor: 'admin', origin: 'command', events: [{}] });
    expect(() => decodeCommit(actorOnly)).toThrow(UpgradeNeeded);
  });

  test('an event that says another project than the machine it accepts is malformed', () => {
    const [one] = fc.sample(commitOf(eventOf('machineAccepted')), { numRuns: 1, seed: 3 });
    const [accepted] = fc.sample(eventOf('machineAccepted'), { numRuns: 1, seed: 3 });
    const entry = { actor: 'a', origin: 'command', key: '', requestDigest: '' } as const;
    const type = contract.lookupType('Commit');
    const raw = type.decode(
      encodeCommit({ ...one!, entries: [{ ...entry, events: [accepted!] }] }),
    );
    const forged = raw as unknown as { entries: { events: { projectId: string }[] }[] };
    forged.entries[0]!.events[0]!.projectId = 'another';
    expect(() => decodeCommit(type.encode(raw).finish())).toThrow(/not the project of the machine/);
  });

  test('an entry of an unknown origin is not skipped', () => {
    expect(() => decodeCommit(commitWith({ actor: 'a', origin: 'federation' }))).toThrow(
      UpgradeNeeded,
    );
  });

  test('a command of an unknown kind is malformed for this release', () => {
    const bytes = contract
      .lookupType('Command')
      .encode({ format: 1, cloudId: new Uint8Array(16) })
      .finish();
    expect(() => commandMessage.decode(bytes)).toThrow(WireError);
  });
});
