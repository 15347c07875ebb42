/** What a real host has and how busy it is: libvirt for CPUs and memory, systeminformation for the load. */
import { readFile } from 'node:fs/promises';
import si from 'systeminformation';
import type { Resources } from '../../shared/model/words.ts';
import type { Disks } from '../disks/disks.ts';
import type { HostFacts, Hypervisor } from '../libvirt/hypervisor.ts';
import type { HostSource } from './host-source.ts';
import { networkBytes } from './network-bytes.ts';

export interface SystemSourceOptions {
  readonly hypervisor: Hypervisor;
  readonly disks: Disks;
  readonly hostName: string;
  readonly domainType: 'kvm' | 'qemu';
  /** Declared in place of what is measured. */
  readonly declared: Partial<Resources>;
  /** What the host has of the machine that it shares with others; no limit where nothing is said. */
  readonly share: Partial<Resources>;
  /** Where the id of this boot is written; the kernel's own unless given. */
  readonly bootIdFile?: string;
}

const kernelBootId = '/proc/sys/kernel/random/boot_id';

const mebibyte = 1_048_576;

const textOf = (path: string): Promise<string> => readFile(path, 'utf8');

export function systemSource(options: SystemSourceOptions): HostSource {
  let facts: HostFacts | null = null;
  let diskMiB: number | null = null;

  /** The disk a host declares is what its directory has in all, as first seen: room that comes and goes is load. */
  async function capacity(known: HostFacts): Promise<Resources> {
    diskMiB ??= (await options.disks.space()).totalMiB;
    const measured = { cpuHundredths: 100 * known.cpus, memoryMiB: known.memoryMiB, diskMiB };
    return { ...atMost(measured, options.share), ...options.declared };
  }

  return {
    async bootId() {
      return (await textOf(options.bootIdFile ?? kernelBootId)).trim();
    },
    async declaration() {
      facts ??= await options.hypervisor.facts();
      return { capacity: await capacity(facts), attributes: attributesOf(facts, options) };
    },
    async load(foreign) {
      const [cpu, memory, network, space] = await Promise.all([
        si.currentLoad(),
        si.mem(),
        textOf('/proc/net/dev'),
        options.disks.space(),
      ]);
      const { received, sent } = networkBytes(network);
      return {
        ...foreign,
        cpuUsedHundredths: Math.round(cpu.currentLoad * cpu.cpus.length),
        memoryUsedMiB: Math.round(memory.active / mebibyte),
        diskFreeMiB: Math.floor(space.freeMiB),
        netReceiveBytes: received,
        netSendBytes: sent,
      };
    },
  };
}

function atMost(measured: Resources, share: Partial<Resources>): Resources {
  const least = (what: keyof Resources): number =>
    Math.min(measured[what], share[what] ?? measured[what]);
  return {
    cpuHundredths: least('cpuHundredths'),
    memoryMiB: least('memoryMiB'),
    diskMiB: least('diskMiB'),
  };
}

/** OpenNebula's names, for requirement and rank expressions. */
function attributesOf(facts: HostFacts, options: SystemSourceOptions) {
  return {
    NAME: options.hostName,
    HOSTNAME: options.hostName,
    ARCH: facts.architecture,
    HYPERVISOR: options.domainType,
    CPUSPEED: facts.cpuMhz,
    MODELNAME: facts.cpuModel,
    // Numbers that nobody measured are never shown as if somebody had.
    ...(Object.keys(options.declared).length > 0 ? { DECLARED: declaredWords(options) } : {}),
  };
}

/** In the words of the REST interface. */
function declaredWords({ declared }: SystemSourceOptions): string {
  const { cpuHundredths, memoryMiB, diskMiB } = declared;
  const words = { cpu: cpuHundredths, memoryMiB, diskMiB };
  return Object.entries(words)
    .flatMap(([word, value]) => (value === undefined ? [] : [word]))
    .join(' ');
}
