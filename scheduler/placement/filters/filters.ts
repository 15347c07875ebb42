import { cpu } from './cpu.ts';
import { disk } from './disk.ts';
import { enabled } from './enabled.ts';
import { heard } from './heard.ts';
import type { HostFilter } from './host-filter.ts';
import { memory } from './memory.ts';
import { overCommitted } from './over-committed.ts';
import { requirements } from './requirements.ts';

/** Every filter, in the order in which a host meets them; the first that it fails is counted. */
export const filters: readonly HostFilter[] = [
  enabled,
  heard,
  requirements,
  cpu,
  memory,
  disk,
  overCommitted,
];
