/**
 * The contract in `proto/v1` and the codecs agree: every field of every message is written by an encoder, and read by a
 * decoder, under the name and the type that the contract gives it. A forgotten field would be lost in silence.
 */
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { reasons } from '../../../../shared/model/reasons.ts';
import { commitOf, eventOf, eventTypes } from '../../../support/event-arbitraries.ts';
import { commandKinds, commandOf, wireMessages } from '../../../support/message-arbitraries.ts';
import { encodeCommit } from '../../../../shared/wire/commit.ts';
import { contract as scope } from '../../../support/wire-contract.ts';
import { commandMessage } from '../../../../shared/wire/command.ts';

const types = scope.nestedArray.filter((one) => one instanceof protobuf.Type);

/** `Message.field` for everything that is set in what was sent; protobuf's default values show as absent. */
function fieldsSeen(seen: Set<string>, type: protobuf.Type, bytes: Uint8Array): void {
  const visit = (kind: protobuf.Type, held: Record<string, unknown>): void => {
    for (const field of kind.fieldsArray) {
      if (!Object.hasOwn(held, field.name)) continue;
      seen.add(`${kind.name}.${field.name}`);
      const inner = field.resolvedType;
      const values = [held[field.name]].flat() as Record<string, unknown>[];
      if (inner instanceof protobuf.Type) for (const one of values) visit(inner, one);
    }
  };
  visit(type, type.decode(bytes));
}

describe('the contract and its codecs', () => {
  test('agree on every field of every message', () => {
    const seen = new Set<string>();
    const all = [
      ...wireMessages.map(({ name, codec, values }) => ({
        type: scope.lookupType(name),
        sent: values.map((value) => codec.encode(value)),
      })),
      ...eventTypes.map((type) => ({
        type: scope.lookupType('Commit'),
        sent: commitOf(eventOf(type)).map(encodeCommit),
      })),
      ...commandKinds.map((kind) => ({
        type: scope.lookupType('Command'),
        sent: commandOf(kind).map(commandMessage.encode),
      })),
    ];
    for (const { type, sent } of all)
      for (const bytes of fc.sample(sent, { numRuns: 60, seed: 7 })) fieldsSeen(seen, type, bytes);
    const contract = types.flatMap((type) =>
      type.fieldsArray.map((field) => `${type.name}.${field.name}`),
    );
    expect(contract.filter((field) => !seen.has(field))).toEqual([]);
  });

  test('a number is never used twice in a message, and floats are not used at all', () => {
    for (const type of types) {
      const numbers = type.fieldsArray.map(({ id }) => id);
      expect(new Set(numbers).size, type.name).toBe(numbers.length);
      for (const { type: kind } of type.fieldsArray)
        expect(['float', 'double']).not.toContain(kind);
    }
  });

  test('events have the numbers of their kind', () => {
    const ranges = [
      ['machine', 1, 99],
      ['host', 100, 199],
      ['address', 200, 299],
      ['evidence', 300, 399],
      ['purge', 300, 399],
    ] as const;
    for (const { name, id } of scope.lookupType('Event').fieldsArray) {
      const range = ranges.find(([prefix]) => name.startsWith(prefix));
      if (range) expect(id, name).toSatisfy((n: number) => n >= range[1] && n <= range[2]);
    }
    expect(
      scope
        .lookupType('Event')
        .oneofs['kind']?.fieldsArray.map(({ name }) => name)
        .sort(),
    ).toEqual([...eventTypes].sort());
  });

  test('no two reasons share a number', () => {
    const numbers = Object.values(reasons);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
