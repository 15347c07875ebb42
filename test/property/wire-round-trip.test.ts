/** The law of the wire: what was sent is what is read, for every message, every type of event and every kind of command. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandMessage } from '../../shared/wire/command.ts';
import { decodeCommit, encodeCommit } from '../../shared/wire/commit.ts';
import { commitOf, eventOf, eventTypes } from '../support/event-arbitraries.ts';
import { commandKinds, commandOf, wireMessages } from '../support/message-arbitraries.ts';

describe('decode(encode(message)) = message', () => {
  test.each(wireMessages.map((one) => [one.name, one] as const))(
    '%s',
    (_name, { codec, values }) => {
      fc.assert(
        fc.property(values, (value) => {
          expect(codec.decode(codec.encode(value))).toEqual(value);
        }),
      );
    },
  );

  test.each(eventTypes)('an event %s in a commit', (type) => {
    fc.assert(
      fc.property(commitOf(eventOf(type)), (commit) => {
        expect(decodeCommit(encodeCommit(commit))).toEqual(commit);
      }),
      { numRuns: 30 },
    );
  });

  test.each(commandKinds)('a command %s', (kind) => {
    fc.assert(
      fc.property(commandOf(kind), (command) => {
        expect(commandMessage.decode(commandMessage.encode(command))).toEqual(command);
      }),
      { numRuns: 30 },
    );
  });
});
