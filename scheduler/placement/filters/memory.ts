import { resourceFilter } from './resource-filter.ts';

/** Is there memory to promise? It is never promised twice. */
export const memory = resourceFilter({
  name: 'memory',
  resource: 'memoryMiB',
  waitReason: 'noHostWithMemory',
  leastUseful: 64,
  lowered: (memoryMiB) => ({ kind: 'lowerMemory', memoryMiB }),
  freed: (host, memoryMiB) => ({ kind: 'freeMemory', host, memoryMiB }),
});
