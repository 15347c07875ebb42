/** A stream of events whose reader was overtaken by an archive. */
import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import type { ReadModel } from '../../../api/read-model/read-model.ts';
import { streamEvents } from '../../../api/routes/event-stream.ts';
import type { Services } from '../../../api/server.ts';
import { emptyState } from '../../../shared/model/state.ts';

/** A view of 20 commits, of which the log holds those from `first` on; nothing else of it is asked. */
function aModel(first: number): ReadModel {
  const model: Partial<ReadModel> = {
    state: { ...emptyState(), logId: 'd'.repeat(32), sequence: 20 },
    ...{ failure: null, refolds: 0 },
    commitAt: () => Promise.resolve(null),
    firstSequence: () => Promise.resolve(first),
  };
  return model as ReadModel;
}

async function textUntilEnd(first: number, sequence: number): Promise<string> {
  let text = '';
  const raw = Object.assign(new EventEmitter(), {
    writeHead: () => raw,
    write(piece: string) {
      text += piece;
      return true;
    },
    end: () => raw,
  });
  const ending = new AbortController();
  await streamEvents({
    services: { model: aModel(first) } as Services,
    scope: { actor: { accountId: 'admin', projectId: 'p1', administrator: true }, machine: null },
    from: { sequence, index: 0 },
    request: { raw: new EventEmitter() } as unknown as FastifyRequest,
    reply: { raw } as unknown as FastifyReply,
    ending,
  });
  return text;
}

test('it ends, so that he comes again and is told; no commit is left out silently', async () => {
  expect(await textUntilEnd(10, 3)).toBe(': stratus\n\n');
});
