/** What every step gets: the ports, the machine's guard and how to keep it, and the signal that ends it. */
import type { Logger } from '../../shared/base/logger.ts';
import type { Guard } from '../../shared/model/conversation.ts';
import type { ContextFile, MachineRecord } from '../../shared/model/machine-record.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Disks } from '../disks/disks.ts';
import type { Images } from '../images/images.ts';
import type { Hypervisor } from '../libvirt/hypervisor.ts';
import type { GuestNetwork } from '../network/guest-network.ts';
import type { Activity } from '../reconcile/machine-report.ts';

export interface StepPorts {
  readonly clock: Clock;
  readonly hypervisor: Hypervisor;
  readonly disks: Disks;
  readonly images: Images;
  readonly addresses: AddressProbe;
  readonly network: GuestNetwork;
  readonly living: LivingMachines;
  readonly logger: Logger;
  /** The files of a machine's context medium, from the scheduler. Rejects with `ContextRefused` or `NoAnswer`. */
  fetchContext(order: MachineRecord): Promise<readonly ContextFile[]>;
}

/** Asks the network whether somebody has an address already. */
export interface AddressProbe {
  /** True: somebody answered for it. Rejects when it cannot ask. */
  inUse(address: number, signal: AbortSignal): Promise<boolean>;
}

/** Looks for QEMU processes by themselves, without asking libvirt. */
export interface LivingMachines {
  /** Whether a process runs the machine with this UUID. */
  has(machineId: string): Promise<boolean>;
}

export interface HostSettings {
  readonly cloudId: string;
  readonly bridge: string;
  readonly domainType: 'kvm' | 'qemu';
  readonly emulator: string;
  /** Who alone may answer DHCP to a guest, an IPv4 as a number; null: whoever is on the network. */
  readonly dhcpAddress?: number | null;
  /** The kernel's boot id. */
  readonly bootId: string;
}

export interface StepContext {
  readonly ports: StepPorts;
  readonly host: HostSettings;
  /** As it was when the step was decided. */
  readonly guard: Guard;
  /** Writes the guard durably; resolves when it is. Fails when the machine's order changed meanwhile. */
  save(change: Partial<Guard>): Promise<void>;
  /** Tells what is going on. */
  tell(activity: Partial<Activity>): void;
  /** Aborted when a newer order comes or the agent stops. */
  readonly signal: AbortSignal;
}

/** The scheduler refuses the context of the machine. */
export class ContextRefused extends Error {
  override readonly name = 'ContextRefused';
  readonly code = 'contextRefused';
}

/** Somebody else has the address of the machine. */
export class AddressInUse extends Error {
  override readonly name = 'AddressInUse';
  readonly code = 'addressInUse';
}
