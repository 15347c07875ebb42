/**
 * What libvirt shows, joined over all who ask: the domains of this cloud by machine, what foreign ones use, and the last
 * figures of each. It is trusted only while the hypervisor and the storage are those the agent first met.
 */
import type { Load } from '../../shared/model/conversation.ts';
import type { Counters } from '../../shared/model/words.ts';
import type { Disks } from '../disks/disks.ts';
import type { Domain, DomainCounters, Hypervisor } from '../libvirt/hypervisor.ts';
import type { HostMemory } from './host-memory.ts';

export interface Observer {
  /** The domains that may be touched, by machine; null: libvirt cannot be asked, or is another one. */
  all(): Promise<ReadonlyMap<string, Domain> | null>;
  /** One of them, fresh. Rejects when libvirt cannot be asked. */
  look(machineId: string): Promise<Domain | null>;
  counters(machineId: string): Counters | null;
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
  ports: { readonly hypervisor: Hypervisor; readonly disks: Pick<Disks, 'storageId'> },
  memory: HostMemory,
  cloudId: string,
): Observer {
  const { hypervisor, disks } = ports;
  const figures = new Map<string, Counters>();
  let foreignCpuHundredths = 0;
  let foreignMemoryMiB = 0;
  let trusted = false;
  let counting = false;

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

  /** Besides: one hung QEMU may hold this up for minutes, and nothing rests on the figures. */
  async function count(domains: ReadonlyMap<string, Domain>): Promise<void> {
    const active = [...domains.values()].filter((domain) => domain.active).map(({ uuid }) => uuid);
    if (active.length === 0 || counting) return;
    counting = true;
    try {
      const counted = await hypervisor.counters(active);
      for (const [uuid, used] of counted) figures.set(uuid, countersOf(used));
    } finally {
      counting = false;
    }
  }

  return {
    async all() {
      try {
        const domains = await list();
        void count(domains).catch(() => undefined);
        return domains;
      } catch {
        trusted = false;
        return null;
      }
    },
    look: async (machineId) => (await list()).get(machineId) ?? null,
    counters: (machineId) => figures.get(machineId) ?? null,
    foreign: () => ({ foreignCpuHundredths, foreignMemoryMiB }),
    isTrusted: () => trusted,
  };
}

function countersOf(used: DomainCounters): Counters {
  return {
    cpuTimeMs: Number(used.cpuTimeNs / 1_000_000n),
    diskReadBytes: used.diskReadBytes,
    diskWriteBytes: used.diskWrittenBytes,
    netReceiveBytes: used.netReceivedBytes,
    netSendBytes: used.netSentBytes,
  };
}
