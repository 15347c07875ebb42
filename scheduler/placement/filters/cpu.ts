import { resourceFilter } from './resource-filter.ts';

/** Is there CPU to promise? By reservation, not by number of virtual CPUs: 0.5 lets two machines share a core. */
export const cpu = resourceFilter({
  name: 'cpu',
  resource: 'cpuHundredths',
  waitReason: 'noHostWithCpu',
  leastUseful: 10,
  lowered: (cpuHundredths) => ({ kind: 'lowerCpu', cpuHundredths }),
  freed: (host, cpuHundredths) => ({ kind: 'freeCpu', host, cpuHundredths }),
});
