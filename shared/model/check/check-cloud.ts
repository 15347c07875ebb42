/**
 * Does a living cloud keep its promises, as far as the log and the words of its hosts show? The list of all that is otherwise; a
 * thing that only moves is on it once and not again (`foundAgain`).
 */
import type { State } from '../state.ts';
import { addressTwice, checkBooks } from './books.ts';
import { hostText, isLive, machineText } from './finding.ts';
import type { Finding, HeldMachine, Sighting } from './finding.ts';
import { checkHost } from './hosts.ts';

/** `sightings`: one for each host that told; of the others nothing is said. */
export function checkCloud(state: State, sightings: readonly Sighting[]): readonly Finding[] {
  return [
    ...checkBooks(state),
    ...sightings.flatMap((sighting) => checkHost(state, sighting)),
    ...betweenHosts(state, sightings),
  ];
}

interface Living {
  readonly hostId: string;
  readonly held: HeldMachine;
}

/** What runs on two hosts, and what runs with one address (I1, I3, I12). */
function betweenHosts(state: State, sightings: readonly Sighting[]): Finding[] {
  const living = sightings.flatMap(({ hostId, held }) =>
    held.filter(isLive).map((one): Living => ({ hostId, held: one })),
  );
  const byMachine = new Map<string, Living>();
  const byAddress = new Map<number, string>();
  const findings: Finding[] = [];
  for (const one of living) {
    const { machineId, addresses } = one.held;
    const other = byMachine.get(machineId);
    if (other) findings.push(twice(state, other, one));
    byMachine.set(machineId, one);
    for (const address of addresses) {
      const user = byAddress.get(address) ?? machineId;
      if (user !== machineId) findings.push(addressTwice(state, address, [user, machineId]));
      byAddress.set(address, machineId);
    }
  }
  return findings;
}

function twice(state: State, one: Living, other: Living): Finding {
  const { machineId } = one.held;
  return {
    ...{ kind: 'onTwoHosts', invariant: 'I1', hostId: other.hostId, machineId, address: null },
    text: `${machineText(state, machineId)} runs on ${hostText(state, one.hostId)} and on ${hostText(state, other.hostId)}.`,
    remedy: 'administrator',
    whatToDo:
      'Destroy the one on the host that the log does not name: `stratus show`, `virsh destroy`.',
  };
}
