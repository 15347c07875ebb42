import { resourceFilter } from './resource-filter.ts';

/** Is there disk to promise? What quarantine keeps counts as promised until it is purged. */
export const disk = resourceFilter({
  name: 'disk',
  resource: 'diskMiB',
  waitReason: 'noHostWithDisk',
  leastUseful: 64,
  lowered: (diskMiB) => ({ kind: 'lowerDisk', diskMiB }),
  freed: (host, diskMiB) => ({ kind: 'freeDisk', host, diskMiB }),
});
