/** Bugs of those who read: the view of the API, published events, subscribers. */
import type { PlantedBug } from './planted-bug.ts';

export const bugsOfReaders: readonly PlantedBug[] = [
  {
    name: 'a reader trusts numbers and not hashes',
    file: 'shared/log/fold.ts',
    find: "  if (commit.previousHash !== (fold.position?.hash ?? ''))",
    replace: "  if (fold.position === null && commit.previousHash !== '')",
  },
  {
    name: 'a rewritten log is read on over what was read before',
    file: 'api/read-model/follower.ts',
    find: `    followed.fold = createFold();
    followed.recent.clear();`,
    replace: `    followed.fold = { ...createFold(), state: followed.fold.state };
    followed.recent.clear();`,
  },
  {
    name: 'a gap in the events is not noticed',
    file: 'subscribe/place.ts',
    find: "  return previous?.logId === place.logId && !isAfter(previous, place) ? 'next' : 'gap';",
    replace: "  return previous?.logId === place.logId ? 'next' : 'gap';",
  },
  {
    name: 'an event does not name the one before it',
    file: 'scheduler/loops/publisher.ts',
    find: "      const logPreviousCursor = last.get(wholeLog) ?? '';",
    replace: "      const logPreviousCursor = '';",
  },
  {
    name: 'an event that was heard twice is given twice',
    file: 'subscribe/place.ts',
    find: `  if (!isAfter(cursor, place))
    return heard.timeMs > place.timeMs && place.timeMs > 0 ? 'rewritten' : 'known';`,
    replace:
      "  if (!isAfter(cursor, place)) return heard.timeMs > place.timeMs ? 'rewritten' : 'next';",
  },
  {
    name: 'events are told to another project',
    file: 'shared/model/project-of.ts',
    find: '    return projectId === undefined ? event : { ...event, projectId };',
    replace: "    return projectId === undefined ? event : { ...event, projectId: 'p2' };",
  },
  {
    name: 'a page of events leaves one out',
    file: 'api/read-model/event-pages.ts',
    find: `    if (place.sequence < sequence) place = { sequence, index: 0 };
    sequence += 1;
  }
  return pageOf`,
    replace: `    if (place.sequence < sequence) place = { sequence, index: 0 };
    sequence += events.length > 3 ? 2 : 1;
  }
  return pageOf`,
  },
];
