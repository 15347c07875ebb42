import { expect, test } from 'vitest';
import { decideInto, newBatch } from '../../../../scheduler/loops/batch.ts';
import type { Proposal } from '../../../../scheduler/loops/proposal.ts';
import { ok } from '../../../../shared/base/result.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

test('every event of a decision is written with the project it belongs to', () => {
  const cloud = aCloud();
  cloud.run({ name: 'm' });
  const { address } = cloud.machine('m').nics[0]!;
  const events: Event[] = [
    { type: 'killOrdered', machineId: machineIdOf(1), generation: 2 },
    { type: 'addressSuspected', address, untilMs: 1, seenByHost: hostId },
    { type: 'hostDisabled', hostId, why: 'asked' },
  ];
  const batch = newBatch(cloud.state.sequence + 1, cloud.nowMs);
  const proposal: Proposal = {
    ...{ actor: 'admin', origin: 'command', key: '', requestDigest: '' },
    decide: () => ok(events),
  };
  const limits = { bytesMax: 100_000, entriesMax: 10 };
  expect(decideInto(batch, cloud.state, proposal, limits).kind).toBe('added');
  const written = batch.entries[0]!.events.map(({ projectId }) => projectId);
  expect(written).toEqual(['p1', 'p1', undefined]);
});
