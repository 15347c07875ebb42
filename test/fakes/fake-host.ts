/**
 * A host of the tests: its definitions, its living QEMUs, its libvirt daemon, and what may go wrong with them. Lives
 * longer than any agent on it: an agent's port is `fakeHypervisor(host)`, and after an agent's crash one makes another.
 * Has no time and no randomness but the clock it is given.
 */
import type { Domain, HostFacts } from '../../agent/libvirt/hypervisor.ts';
import { HypervisorRefused } from '../../agent/libvirt/hypervisor-errors.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { definitionOf, filterNameOf, type FakeDefinition } from './fake-definition.ts';
import { HypervisorFaults } from './hypervisor-faults.ts';
import { QemuCensus } from './qemu-census.ts';

export interface FakeHostOptions {
  readonly clock: Clock;
  /** Shared by the hosts of one simulated cloud. */
  readonly census?: QemuCensus;
  /** How long a guest takes from the power button to being off. */
  readonly shutdownMs?: number;
  readonly facts?: Partial<HostFacts>;
}

interface FakeDomain {
  defined: FakeDefinition;
  /** What runs; a new definition counts from the next start. */
  live: { readonly definition: FakeDefinition; readonly sinceMs: number } | null;
  reason: string;
}

const FACTS: HostFacts = {
  hostUuid: '00000000-0000-4000-8000-000000000001',
  libvirtVersion: '9.0.0',
  hypervisorVersion: '7.2.0',
  cpus: 8,
  memoryMiB: 16_384,
  memoryFreeMiB: 16_384,
  cpuModel: 'fake',
  cpuMhz: 2_000,
  architecture: 'x86_64',
  domainTypes: ['qemu'],
};

export class FakeHost {
  readonly clock: Clock;
  readonly census: QemuCensus;
  readonly faults: HypervisorFaults;
  readonly #shutdownMs: number;
  readonly #facts: HostFacts;
  readonly #domains = new Map<string, FakeDomain>();
  readonly #filters = new Map<string, string>();
  readonly #deafToPowerButton = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #available = true;

  constructor(options: FakeHostOptions) {
    this.clock = options.clock;
    this.census = options.census ?? new QemuCensus();
    this.faults = new HypervisorFaults(options.clock);
    this.#shutdownMs = options.shutdownMs ?? 2_000;
    this.#facts = { ...FACTS, ...options.facts };
  }

  /** Whether the host's libvirt answers. */
  get available(): boolean {
    return this.#available;
  }

  // What the world does to it.

  /** libvirt goes away (false) or comes back (true); guests live on. */
  setAvailable(available: boolean): void {
    if (this.#available === available) return;
    this.#available = available;
    if (!available) this.faults.loseHanging();
    this.#notify();
  }

  /** The power goes: every QEMU is gone at once, definitions stay; libvirt is away until `powerOn`. */
  powerFail(): void {
    for (const uuid of this.#domains.keys()) this.#end(uuid, 'unknown');
    this.setAvailable(false);
  }

  powerOn(): void {
    this.setAvailable(true);
  }

  /** The guest halts itself. */
  haltInside(uuid: string): void {
    this.#end(uuid, 'shutdown');
  }

  /** Its QEMU dies. */
  crashGuest(uuid: string): void {
    this.#end(uuid, 'crashed');
  }

  /** The guest ignores the power button from now on. */
  ignorePowerButton(uuid: string): void {
    this.#deafToPowerButton.add(uuid);
  }

  /** A domain that somebody else made. */
  plant(xml: string, { running }: { readonly running: boolean }): void {
    this.define(xml);
    if (running) this.start(definitionOf(xml).uuid);
  }

  // What the hypervisor port asks of it.

  facts(): HostFacts {
    let usedMiB = 0;
    for (const { live } of this.#domains.values()) usedMiB += live?.definition.memoryMiB ?? 0;
    return { ...this.#facts, memoryFreeMiB: Math.max(0, this.#facts.memoryFreeMiB - usedMiB) };
  }

  domains(): Domain[] {
    return [...this.#domains.values()].map(({ defined, live, reason }) => {
      const { uuid, name, vcpus, memoryMiB, owner } = live?.definition ?? defined;
      const active = live !== null;
      const state = active ? 'running' : 'shutOff';
      return { uuid, name, active, state, reason, vcpus, memoryMiB, owner };
    });
  }

  /** For how long the domain has been running; null for one that does not exist. */
  runningMs(uuid: string): number | null {
    const domain = this.#domains.get(uuid);
    if (domain === undefined) return null;
    return domain.live === null ? 0 : this.clock.elapsed() - domain.live.sinceMs;
  }

  xml(uuid: string): string {
    const domain = this.#existing(uuid);
    return (domain.live?.definition ?? domain.defined).xml;
  }

  define(xml: string): void {
    const defined = definitionOf(xml);
    for (const [uuid, other] of this.#domains)
      if ((uuid === defined.uuid) !== (other.defined.name === defined.name))
        throw refusal('failed', `domain '${other.defined.name}' already exists with uuid ${uuid}`);
    const existing = this.#domains.get(defined.uuid);
    if (existing !== undefined) existing.defined = defined;
    else this.#domains.set(defined.uuid, { defined, live: null, reason: 'unknown' });
    this.#notify();
  }

  start(uuid: string): void {
    const domain = this.#existing(uuid);
    if (domain.live !== null) return;
    const missing = domain.defined.filters.find((name) => !this.#filters.has(name));
    if (missing !== undefined) throw refusal('failed', `referenced filter '${missing}' is missing`);
    domain.live = { definition: domain.defined, sinceMs: this.clock.elapsed() };
    domain.reason = 'booted';
    this.census.started(uuid);
    this.#notify();
  }

  pressPowerButton(uuid: string): void {
    const { live } = this.#existing(uuid);
    if (live === null || this.#deafToPowerButton.has(uuid)) return;
    this.clock.after(this.#shutdownMs, () => {
      if (this.#domains.get(uuid)?.live === live) this.#end(uuid, 'shutdown');
    });
  }

  destroy(uuid: string): void {
    this.#end(uuid, 'destroyed');
  }

  undefine(uuid: string): void {
    const domain = this.#domains.get(uuid);
    if (domain === undefined) return;
    if (domain.live !== null) throw refusal('wrongState', `machine ${uuid} is running`);
    this.#domains.delete(uuid);
    this.#notify();
  }

  defineFilter(xml: string): void {
    this.#filters.set(filterNameOf(xml), xml);
  }

  undefineFilter(name: string): void {
    const used = [...this.#domains.values()].some(({ live }) =>
      live?.definition.filters.includes(name),
    );
    if (used) throw refusal('wrongState', `the network filter ${name} is in use`);
    this.#filters.delete(name);
  }

  filters(): string[] {
    return [...this.#filters.keys()];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #existing(uuid: string): FakeDomain {
    const domain = this.#domains.get(uuid);
    if (domain === undefined)
      throw refusal('noSuchDomain', `no domain with matching uuid '${uuid}'`);
    return domain;
  }

  #end(uuid: string, reason: string): void {
    const domain = this.#domains.get(uuid);
    if (domain === undefined || domain.live === null) return;
    domain.live = null;
    domain.reason = reason;
    this.census.ended(uuid);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener();
      });
  }
}

function refusal(code: HypervisorRefused['code'], message: string): HypervisorRefused {
  return new HypervisorRefused(code, message);
}
