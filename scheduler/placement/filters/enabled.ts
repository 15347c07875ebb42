import { hostName } from './host-filter.ts';
import type { HostFilter } from './host-filter.ts';

/** May the host get new machines? An administrator enables and disables it. */
export const enabled: HostFilter = {
  name: 'enabled',
  passes: (table, index) => table.enabled[index] === 1,
  waitReason: () => 'noHostEnabled',
  changeOfRequest: () => null,
  changeOfHost: (table, index) => ({
    change: { kind: 'enableHost', host: hostName(table, index) },
    weight: 1,
  }),
};
