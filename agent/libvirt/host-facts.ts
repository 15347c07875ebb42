/** What libvirt's answers say about the host. Pure: answers in, facts out. */
import type { AnswerOf } from './schema.ts';
import { childrenOf, elementAt, rootElement, textOf } from './xml-reading.ts';

export interface Capabilities {
  readonly hostUuid: string;
  readonly cpuModel: string;
  readonly architecture: string;
  readonly domainTypes: readonly string[];
}

/** Reads libvirt's capabilities document; what it does not say is empty. */
export function capabilitiesOf(xml: string): Capabilities {
  const root = rootElement(xml) ?? undefined;
  const host = elementAt(root, 'host');
  const architecture = textOf(elementAt(host, 'cpu', 'arch'));
  const types = childrenOf(root, 'guest')
    .flatMap((guest) => childrenOf(guest, 'arch'))
    .filter((arch) => arch.getAttribute('name') === architecture)
    .flatMap((arch) => childrenOf(arch, 'domain'))
    .map((domain) => domain.getAttribute('type') ?? '');
  return {
    hostUuid: textOf(elementAt(host, 'uuid')),
    cpuModel: textOf(elementAt(host, 'cpu', 'model')),
    architecture,
    domainTypes: [...new Set(types)].filter((type) => type !== '').sort(),
  };
}

/** `9000001n` -> `9.0.1`: millions, thousands, ones. */
export function versionText(version: bigint): string {
  const number = Number(version);
  const major = Math.floor(number / 1_000_000);
  return `${major}.${Math.floor(number / 1_000) % 1_000}.${number % 1_000}`;
}

export interface MemoryMiB {
  /** Null where the driver does not tell. */
  readonly totalMiB: number | null;
  /** What a new machine could get: the free, and what the kernel would give back. */
  readonly freeMiB: number;
}

/** The host's memory from libvirt's statistics, which are in KiB. */
export function memoryOf(stats: AnswerOf<'nodeGetMemoryStats'>['stats']): MemoryMiB {
  const kib = new Map(stats.map(({ field, value }) => [field, value]));
  const total = kib.get('total');
  const parts = ['free', 'buffers', 'cached'].map((field) => kib.get(field) ?? 0n);
  return {
    totalMiB: total === undefined ? null : Number(total / 1024n),
    freeMiB: Number(parts.reduce((sum, part) => sum + part, 0n) / 1024n),
  };
}
