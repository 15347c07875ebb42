/** Asks libvirt about the host: what never changes once in each session, what changes every time. */
import {
  capabilitiesOf,
  memoryOf,
  versionText,
  type Capabilities,
  type MemoryMiB,
} from './host-facts.ts';
import type { HostFacts } from './hypervisor.ts';
import { LIBVIRT_CODE } from './libvirt-errors.ts';
import { unless } from './outcomes.ts';
import type { LibvirtSession } from './session.ts';

const ALL_CELLS = -1;

interface StaticFacts extends Capabilities {
  readonly libvirtVersion: string;
  readonly hypervisorVersion: string;
}

export class HostQuestions {
  readonly #session: LibvirtSession;
  /** Costly to ask (libvirt may probe every QEMU first), and the same until libvirt is restarted. */
  #staticFacts: Promise<StaticFacts> | null = null;

  constructor(session: LibvirtSession) {
    this.#session = session;
    session.onChange(() => {
      if (session.state !== 'up') this.#staticFacts = null;
    });
  }

  /** Rejects with `LibvirtError` or `HypervisorUnavailable`. */
  async facts(): Promise<HostFacts> {
    const asked = (this.#staticFacts ??= this.#askStaticFacts());
    asked.catch(() => (this.#staticFacts = null));
    const [known, node, memory] = await Promise.all([
      asked,
      this.#session.ask('reads', 'nodeGetInfo', undefined),
      this.#memory(),
    ]);
    // Where the kernel's NUMA tables are wrong, as in some virtual hosts, nodeGetInfo tells a part of the memory.
    const memoryMiB = memory.totalMiB ?? Number(node.memoryKiB / 1024n);
    const { cpus, mhz: cpuMhz } = node;
    return { ...known, cpus, cpuMhz, memoryMiB, memoryFreeMiB: memory.freeMiB };
  }

  async #askStaticFacts(): Promise<StaticFacts> {
    const [capabilities, libvirt, hypervisor] = await Promise.all([
      this.#session.ask('long', 'connectGetCapabilities', undefined),
      this.#session.ask('long', 'connectGetLibVersion', undefined),
      this.#session.ask('long', 'connectGetVersion', undefined),
    ]);
    return {
      ...capabilitiesOf(capabilities.capabilities),
      libvirtVersion: versionText(libvirt.version),
      hypervisorVersion: versionText(hypervisor.version),
    };
  }

  /** Two steps, as libvirt wants it: how many values there are, then the values. Some drivers know only the free. */
  async #memory(): Promise<MemoryMiB> {
    const answer = await unless(LIBVIRT_CODE.noSupport, null, async () => {
      const howMany = { count: 0, cell: ALL_CELLS, flags: 0 };
      const { count } = await this.#session.ask('reads', 'nodeGetMemoryStats', howMany);
      return this.#session.ask('reads', 'nodeGetMemoryStats', { ...howMany, count });
    });
    if (answer !== null) return memoryOf(answer.stats);
    const { freeBytes } = await this.#session.ask('reads', 'nodeGetFreeMemory', undefined);
    return { totalMiB: null, freeMiB: Number(freeBytes / (1024n * 1024n)) };
  }
}
