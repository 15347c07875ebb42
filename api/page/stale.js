/**
 * What must be read again after an event? An event only says that something may be different: what it is now is asked of
 * the API, so that a lost or doubled event changes nothing. Pure.
 */

/** More machines than this are read as one list. */
export const singleReadsMax = 12;

export function nothingStale() {
  return { machines: new Set(), allMachines: false, hosts: false, quarantine: false };
}

export function everythingStale() {
  return { machines: new Set(), allMachines: true, hosts: true, quarantine: true };
}

/** Adds what `event` makes stale. @param {{type: string, machineId: string | null, hostId: string | null}} event */
export function markStale(stale, { type, machineId, hostId }) {
  if (machineId !== null) stale.machines.add(machineId);
  if (hostId !== null || /^(machine(Placed|Gone|Failed)|host)/.test(type)) stale.hosts = true;
  if (/^(evidence|purge)/.test(type)) stale.quarantine = true;
}

/** @returns {{list: boolean, machines: string[], hosts: boolean, quarantine: boolean}} the reads that make all of it fresh */
export function readsFor({ machines, allMachines, hosts, quarantine }) {
  const list = allMachines || machines.size > singleReadsMax;
  return { list, machines: list ? [] : [...machines], hosts, quarantine };
}
