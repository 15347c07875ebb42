/** What subscribers are told: each event with its cursor and that of the one before it in its project. */
import { expect, test } from 'vitest';
import { publishedEvents } from '../../../../scheduler/loops/publisher.ts';
import type { LastCursors } from '../../../../scheduler/loops/publisher.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { siteProject } from '../../../../shared/model/last-cursors.ts';
import { publishedEventMessage } from '../../../../shared/wire/command.ts';
import { machineIdOf } from '../../../support/a-cloud.ts';
import { aCommitOf } from '../../../support/a-leading.ts';
import { hostId, logId } from '../../../support/log-writer.ts';

const ended = (projectId: string, number: number): Event => ({
  ...{ type: 'killOrdered', projectId, machineId: machineIdOf(number), generation: 2 },
});
const renamed: Event = { type: 'hostRenamed', hostId, name: 'attic' };

function told(last: LastCursors, sequence: number, events: readonly Event[]) {
  return publishedEvents(aCommitOf(events), { logId, sequence, hash: '' }, last).map(
    ({ projectId, kind, bytes }) => {
      const { cursor, previousCursor } = publishedEventMessage.decode(bytes);
      return [
        projectId,
        kind,
        cursor.split(':').slice(1).join(':'),
        previousCursor.split(':').slice(1).join(':'),
      ];
    },
  );
}

test('each project has its own chain of cursors, hosts belong to that of the site', () => {
  const last: LastCursors = new Map();
  expect(told(last, 4, [ended('p1', 1), renamed, ended('p2', 2), ended('p1', 3)])).toEqual([
    ['p1', 'killOrdered', '4:0', ''],
    [siteProject, 'hostRenamed', '4:1', ''],
    ['p2', 'killOrdered', '4:2', ''],
    ['p1', 'killOrdered', '4:3', '4:0'],
  ]);
  expect(told(last, 5, [renamed, ended('p1', 1)])).toEqual([
    [siteProject, 'hostRenamed', '5:0', '4:1'],
    ['p1', 'killOrdered', '5:1', '4:3'],
  ]);
});
