import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../shared/model/events.ts';
import { projectOf, withProjects } from '../../../../shared/model/project-of.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const machineId = machineIdOf(1);

/** A cloud with one machine of project p1, and its address. */
function withMachine() {
  const cloud = aCloud();
  const asked = cloud.run({ name: 'm' });
  const address = cloud.machine(asked).nics[0]!.address;
  return { cloud, address };
}

describe('an event belongs', () => {
  const { cloud, address } = withMachine();
  const seen = { untilMs: 1, seenByHost: hostId };
  const rows: readonly (readonly [string, Event, string | undefined])[] = [
    ['to the project of its machine', { type: 'killOrdered', machineId, generation: 2 }, 'p1'],
    ['to that of its evidence', { type: 'evidenceHeld', machineId, why: 'asked' }, 'p1'],
    [
      'to that of who has the address suspected',
      { type: 'addressSuspected', address, ...seen },
      'p1',
    ],
    ['to that of who had the address', { type: 'addressReleased', address, holdUntilMs: 1 }, 'p1'],
    ['to the one it says', { type: 'purgeOrdered', machineId, projectId: 'p9' }, 'p9'],
    ['to none: nobody has it', { type: 'addressSuspected', address: 7, ...seen }, undefined],
    ['to none: it is of a host', { type: 'hostEnabled', hostId, why: '' }, undefined],
    ['to none: it is of the site', { type: 'termStarted', term: 2, writer: hostId }, undefined],
  ];

  test.each(rows)('%s', (_which, event, projectId) => {
    expect(projectOf(event, cloud.state)).toBe(projectId);
  });
});

describe('the events of one entry', () => {
  test('of a machine that it accepts have its project before the state knows it', () => {
    const cloud = aCloud();
    cloud.run({ name: 'm' });
    const { events } = cloud.commits.at(-1)!.entries[0]!;
    expect(events.length).toBeGreaterThan(1);
    const stamped = withProjects(events, aCloud().state);
    expect(stamped.map(({ projectId }) => projectId)).toEqual(events.map(() => 'p1'));
  });

  test('keep their project when the address changes hands in them', () => {
    const { cloud, address } = withMachine();
    const { generation } = cloud.machine(machineId);
    const events: Event[] = [
      { type: 'machineGone', machineId, generation, counters: null },
      { type: 'addressReleased', address, holdUntilMs: 1 },
    ];
    const stamped = withProjects(events, cloud.state);
    expect(stamped).toEqual(events.map((event) => ({ ...event, projectId: 'p1' })));
  });

  test('of hosts are as they were', () => {
    const events: Event[] = [{ type: 'hostEnabled', hostId, why: '' }];
    expect(withProjects(events, aCloud().state)).toEqual(events);
  });
});
