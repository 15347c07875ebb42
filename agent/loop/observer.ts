/**
 * What libvirt shows, joined over all who ask: the domains of this cloud by machine, what foreign ones use, and the last
 * figures of each. It is trusted only while the hypervisor and the storage are those the agent first met.
 */
import type { Load } from '../../shared/model/conversation.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Disks } from '../disks/disks.ts';
import type { Domain, Hypervisor } from '../libvirt/hypervisor.ts';
import type { HostMemory } from './host-memory.ts';
import { createMachineFigures } from './machine-figures.ts';
import type { MachineFigures } from './machine-figures.ts';

export interface Observer extends Pick<MachineFigures, 'counters' | 'uses'> {
  /** The domains that may be touched, by machine; null: libvirt cannot be asked, or is another one. */
  all(): Promise<ReadonlyMap<string, Domain> | null>;
  /** One of them, fresh. Rejects when libvirt cannot be asked. */
  look(machineId: string): Promise<Domain | null>;
  foreign(): Pick<Load, 'foreignCpuHundredths' | 'foreignMemoryMiB'>;
  /** As far as the last look told. */
  isTrusted(): boolean;
}

/** This is not the hypervisor or the storage that the agent's records belong to: nothing is done on it. */
export class HostChanged extends Error {
  override readonly name = 'HostChanged';
  readonly code = 'hostChanged';
}

export function createObserver(
  ports: {
    readonly hypervisor: Hypervisor;
    readonly disks: Pick<Disks, 'storageId'>;
    readonly clock: Pick<Clock, 'elapsed'>;
  },
  memory: HostMemory,
  cloudId: string,
): Observer {
  const { hypervisor, disks } = ports;
  const figures = createMachineFigures(hypervisor, ports.clock);
  let foreignCpuHundredths = 0;
  let foreignMemoryMiB = 0;
  let trusted = false;

  let listing: Promise<unknown> = Promise.resolve();
  let nextList: Promise<ReadonlyMap<string, Domain>> | null = null;

  /** One list at a time, for all who asked before it began: what somebody has just done is in the list he gets. */
  function list(): Promise<ReadonlyMap<string, Domain>> {
    nextList ??= listing.then(() => {
      nextList = null;
      const now = listNow();
      listing = now.catch(() => undefined);
      return now;
    });
    return nextList;
  }

  /** Everything libvirt shows under the UUIDs of our machines; an empty or foreign owner does not make it ours. */
  async function listNow(): Promise<ReadonlyMap<string, Domain>> {
    const domains = await hypervisor.domains();
    await checkHost();
    const ours = new Map<string, Domain>();
    const foreign: Domain[] = [];
    for (const domain of domains) {
      if (domain.owner?.cloudId === cloudId || memory.guards().has(domain.uuid))
        ours.set(domain.uuid, domain);
      else foreign.push(domain);
    }
    const active = foreign.filter((domain) => domain.active);
    foreignCpuHundredths = active.reduce((sum, { vcpus }) => sum + 100 * vcpus, 0);
    foreignMemoryMiB = active.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
    return ours;
  }

  async function checkHost(): Promise<void> {
    const { hypervisorUuid, storageId } = memory.memory();
    const [facts, storage] = await Promise.all([hypervisor.facts(), disks.storageId()]);
    trusted = facts.hostUuid === hypervisorUuid && storage === storageId;
    if (!trusted)
      throw new HostChanged('the hypervisor or the storage directory is another one than before');
  }

  return {
    async all() {
      try {
        const domains = await list();
        void figures.count(domains).catch(() => undefined);
        return domains;
      } catch {
        trusted = false;
        return null;
      }
    },
    look: async (machineId) => (await list()).get(machineId) ?? null,
    ...{ counters: figures.counters, uses: figures.uses },
    foreign: () => ({ foreignCpuHundredths, foreignMemoryMiB }),
    isTrusted: () => trusted,
  };
}
