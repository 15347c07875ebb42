import { expect, test } from 'vitest';
import { mayAnswer } from '../../../../shared/bus/nats-bus.ts';
import { subjectsOf } from '../../../../shared/bus/subjects.ts';

const [hostA, hostB] = ['a'.repeat(32), 'b'.repeat(32)];
const subjects = subjectsOf('c'.repeat(32));
const context = subjects.context(hostA);

test.each([
  ['a host in its own inbox', context, `_INBOX_${hostA}.Xy7.1`, true],
  ['the scheduler asking a host', subjects.ask(hostA), '_INBOX_scheduler.Xy7.1', true],
  ['the API asking a host', subjects.ask(hostA), '_INBOX_api.Xy7.1', true],
  ['a command of the API', subjects.command, '_INBOX_api.Xy7.1', true],
  ['nobody', context, undefined, false],
  ['nobody, said emptily', context, '', false],
  ["another host's inbox", context, `_INBOX_${hostB}.Xy7.1`, false],
  ['the log', context, subjects.log(1), false],
  ["a host's orders", context, subjects.wanted(hostB), false],
  ['the server itself', context, '$JS.API.STREAM.DELETE.X', false],
  ['a wildcard', context, `_INBOX_${hostA}.>`, false],
  ['an inbox without an owner', context, '_INBOX.Xy7', false],
])('answering %s', (_what, subject, reply, expected) => {
  expect(mayAnswer(subject, reply)).toBe(expected);
});
