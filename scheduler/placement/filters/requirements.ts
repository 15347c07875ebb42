import { meets } from '../expression/requirement.ts';
import { attributesOf } from '../host-table.ts';
import type { HostFilter } from './host-filter.ts';

/** Does the host meet the machine's requirements? What a host is does not change for one machine. */
export const requirements: HostFilter = {
  name: 'requirements',
  passes: (table, index, { requirements }) =>
    requirements === null || meets(requirements, attributesOf(table, index)),
  waitReason: () => 'noHostMeetsRequirement',
  changeOfRequest: () => ({ change: { kind: 'dropRequirements' }, weight: 1 }),
  changeOfHost: () => null,
};
