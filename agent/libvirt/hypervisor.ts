/**
 * The port through which the agent reaches a host's hypervisor: values in, values out, no handles and no words of
 * any protocol. A domain is named by its UUID alone; what a caller knows of it may be stale, so everything
 * that changes a domain is written to be asked again.
 */
export interface Hypervisor {
  /** `connecting` until the first attempt has ended; after that `up`, or `down` while it is tried again. */
  readonly state: HypervisorState;
  /**
   * Calls `listener` when the hypervisor goes up or down and after any change of a domain. It says only that
   * something may have changed: the caller lists again. Returns the function that ends the subscription.
   */
  onChange(listener: () => void): () => void;
  facts(): Promise<HostFacts>;
  /** Every domain of the host, ours and foreign: complete, or rejected with `HypervisorUnavailable`. */
  domains(): Promise<readonly Domain[]>;
  /** What the domains have used; those that do not exist are absent from the answer. */
  counters(uuids: readonly string[]): Promise<ReadonlyMap<string, DomainCounters>>;
  /** Defines a domain, or changes the definition of the one with the same UUID and name. Starts nothing. */
  define(xml: string): Promise<void>;
  /** Starts a defined domain. One that runs already is left alone. */
  start(uuid: string): Promise<void>;
  /** Presses the power button: the guest may take its time, or ignore it. One that is off is left alone. */
  shutdown(uuid: string): Promise<void>;
  /** Ends the domain at once. One that is off, or does not exist, is left alone. */
  destroy(uuid: string): Promise<void>;
  /**
   * Forgets the definition with its saved memory and firmware variables; disks are not touched. One that does
   * not exist is left alone; one that runs is refused as `wrongState`.
   */
  undefine(uuid: string): Promise<void>;
  /** Defines a network filter, or replaces the one of the same name. */
  defineFilter(xml: string): Promise<void>;
  /** Forgets a network filter; refused while a running domain uses it. One that does not exist is left alone. */
  undefineFilter(name: string): Promise<void>;
  /** The domain's present definition. */
  xml(uuid: string): Promise<string>;
  /** Ends all connections; every later request is rejected with `HypervisorUnavailable`. */
  close(): Promise<void>;
}

export type HypervisorState = 'connecting' | 'up' | 'down';

export interface HostFacts {
  /** The identity that libvirt gives the host; empty where a driver has none (the test driver). */
  readonly hostUuid: string;
  /** As `9.0.0`. */
  readonly libvirtVersion: string;
  /** QEMU's version, as `7.2.22`. */
  readonly hypervisorVersion: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** What a new machine could get: free memory with caches and buffers where the driver tells them. */
  readonly memoryFreeMiB: number;
  /** The CPU model as libvirt names it; empty where it names none. */
  readonly cpuModel: string;
  readonly cpuMhz: number;
  /** As `x86_64`. */
  readonly architecture: string;
  /** Domain types libvirt offers for this architecture. That it offers `kvm` does not prove that KVM works. */
  readonly domainTypes: readonly string[];
}

export interface Domain {
  readonly uuid: string;
  readonly name: string;
  readonly active: boolean;
  readonly state: DomainState;
  /** Why it is in this state, in libvirt's word: `booted`, `shutdown`, `destroyed`, `crashed`, `failed`, ... */
  readonly reason: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Whose machine it is, by our element in its metadata; null: not ours, never touched. */
  readonly owner: DomainOwner | null;
}

export type DomainState =
  | 'running'
  | 'blocked'
  | 'paused'
  | 'shuttingDown'
  | 'shutOff'
  | 'crashed'
  | 'suspended'
  | 'unknown';

export interface DomainOwner {
  /** 32 lower-case hexadecimal digits. */
  readonly cloudId: string;
  /** 1 or more. */
  readonly generation: number;
}

/** Totals since the domain's start; zero where the driver does not tell. */
export interface DomainCounters {
  readonly cpuTimeNs: bigint;
  /** Memory of the host that it occupies now. */
  readonly memoryUsedKiB: number;
  readonly diskReadBytes: number;
  readonly diskWrittenBytes: number;
  readonly netReceivedBytes: number;
  readonly netSentBytes: number;
}

/** The namespace of our element in a domain's metadata: `<stratus:machine cloud="..." generation="3"/>`. */
export const MACHINE_METADATA_URI = 'urn:stratus:machine:1';
