import { hostName } from './host-filter.ts';
import type { HostFilter } from './host-filter.ts';

/** Does the host's agent report? What is silent could not be told to start anything. */
export const heard: HostFilter = {
  name: 'heard',
  passes: (table, index) => table.heard[index] === 1,
  waitReason: () => 'noHostHeard',
  changeOfRequest: () => null,
  changeOfHost: (table, index) => ({
    change: { kind: 'hearHost', host: hostName(table, index) },
    weight: 2,
  }),
};
