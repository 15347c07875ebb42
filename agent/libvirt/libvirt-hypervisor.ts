/**
 * The hypervisor port on a real libvirt daemon: which calls make up each request, and when a refusal means that there
 * was nothing to do. What a request finds already done is success, by looking at the domain after the refusal:
 * drivers refuse the same thing with different codes.
 */
import type { Clock } from '../../shared/time/clock.ts';
import { boundedMap } from './bounded-map.ts';
import { countersOf, COUNTER_GROUPS, STATS_NO_WAIT } from './domain-counters.ts';
import { ownerOf } from './domain-owner.ts';
import { isActive, stateWords } from './domain-states.ts';
import { HostQuestions } from './host-questions.ts';
import { HypervisorRefused } from './hypervisor-errors.ts';
import {
  MACHINE_METADATA_URI,
  type Domain,
  type DomainCounters,
  type DomainOwner,
  type HostFacts,
  type Hypervisor,
} from './hypervisor.ts';
import { LIBVIRT_CODE } from './libvirt-errors.ts';
import { isLibvirtError, refusing, unless } from './outcomes.ts';
import type { DomainRef } from './schema.ts';
import { LibvirtSession, type SessionOptions } from './session.ts';
import { elementAt, filterWithUuid, rootElement, textOf } from './xml-reading.ts';

/** libvirt's own order: the daemon of QEMU alone where there is one, else the one for everything. */
export const LIBVIRT_SOCKETS = [
  '/run/libvirt/virtqemud-sock',
  '/run/libvirt/libvirt-sock',
] as const;

export interface LibvirtHypervisorOptions extends Partial<
  Pick<SessionOptions, 'socketPaths' | 'client' | 'timeoutsMs'>
> {
  readonly clock: Clock;
  /** As `qemu:///system`, which it is unless given. */
  readonly uri?: string;
}

/** The hypervisor behind libvirt's UNIX socket; begins to connect at once and goes on until `close`. */
export function libvirtHypervisor(options: LibvirtHypervisorOptions): Hypervisor {
  return new LibvirtHypervisor(
    new LibvirtSession({ uri: 'qemu:///system', socketPaths: LIBVIRT_SOCKETS, ...options }),
  );
}

/** How many domains are looked at together; below the daemon's five, so that other reads get through. */
const LOOKS_AT_ONCE = 4;
/** An answer for 300 domains held the loop for 30 ms; 50 keep it under 5. */
const COUNTERS_SLICE = 50;
const METADATA_ELEMENT = 2;
const UNDEFINE_SAVED_MEMORY = 1;
/** Saved memory, snapshot records, firmware variables, checkpoint records. */
const UNDEFINE_EVERYTHING = UNDEFINE_SAVED_MEMORY | 2 | 4 | 16;

class LibvirtHypervisor implements Hypervisor {
  readonly #session: LibvirtSession;
  readonly #host: HostQuestions;

  constructor(session: LibvirtSession) {
    this.#session = session;
    this.#host = new HostQuestions(session);
  }

  get state(): Hypervisor['state'] {
    return this.#session.state;
  }

  onChange(listener: () => void): () => void {
    return this.#session.onChange(listener);
  }

  facts(): Promise<HostFacts> {
    return refusing('ask for the facts of the host', () => this.#host.facts());
  }

  async domains(): Promise<readonly Domain[]> {
    return refusing('list the domains', async () => {
      const all = { needResults: 1, flags: 0 };
      const { domains } = await this.#session.ask('reads', 'connectListAllDomains', all);
      const described = await boundedMap(domains, LOOKS_AT_ONCE, (dom) =>
        // One that has gone since it was listed is no domain of the host any more.
        unless(LIBVIRT_CODE.noDomain, null, () => this.#describe(dom)),
      );
      return described.filter((domain) => domain !== null);
    });
  }

  async counters(uuids: readonly string[]): Promise<ReadonlyMap<string, DomainCounters>> {
    const counters = new Map<string, DomainCounters>();
    for (let at = 0; at < uuids.length; at += COUNTERS_SLICE) {
      // Names and ids are not looked at: the daemon finds a domain by its UUID.
      const slice = uuids.slice(at, at + COUNTERS_SLICE);
      const doms = slice.map((uuid) => ({ name: uuid, uuid, id: -1 }));
      const args = { doms, stats: COUNTER_GROUPS, flags: STATS_NO_WAIT };
      const { records } = await refusing('count what the machines use', () =>
        this.#session.ask('long', 'connectGetAllDomainStats', args),
      );
      for (const { dom, params } of records) counters.set(dom.uuid, countersOf(params));
    }
    return counters;
  }

  async define(xml: string): Promise<void> {
    const name = textOf(elementAt(rootElement(xml) ?? undefined, 'name')) || 'without a name';
    await refusing(`define machine ${name}`, () =>
      this.#session.change('long', 'domainDefineXmlFlags', { xml, flags: 0 }),
    );
  }

  async start(uuid: string): Promise<void> {
    await refusing(`start machine ${uuid}`, async () => {
      const dom = await this.#lookUp(uuid);
      await this.#unlessActiveIs(true, dom, () =>
        this.#session.change('long', 'domainCreateWithFlags', { dom, flags: 0 }),
      );
    });
  }

  async shutdown(uuid: string): Promise<void> {
    await refusing(`press the power button of machine ${uuid}`, async () => {
      const dom = await this.#lookUp(uuid);
      await this.#unlessActiveIs(false, dom, () =>
        this.#session.change('control', 'domainShutdownFlags', { dom, flags: 0 }),
      );
    });
  }

  async destroy(uuid: string): Promise<void> {
    await refusing(`end machine ${uuid}`, () =>
      unless(LIBVIRT_CODE.noDomain, undefined, async () => {
        const dom = await this.#lookUp(uuid);
        await this.#unlessActiveIs(false, dom, () =>
          this.#session.change('control', 'domainDestroyFlags', { dom, flags: 0 }),
        );
      }),
    );
  }

  async undefine(uuid: string): Promise<void> {
    await refusing(`forget machine ${uuid}`, () =>
      unless(LIBVIRT_CODE.noDomain, undefined, async () => {
        const dom = await this.#lookUp(uuid);
        // libvirt would let it run on without a definition, and nobody would ever find it again after its end.
        if (await this.#isActive(dom))
          throw new HypervisorRefused('wrongState', `cannot forget machine ${uuid} while it runs`);
        const forget = (flags: number): Promise<void> =>
          this.#session.change('control', 'domainUndefineFlags', { dom, flags });
        try {
          await forget(UNDEFINE_EVERYTHING);
        } catch (error) {
          // Some drivers know fewer kinds of things to forget.
          if (!isLibvirtError(error, LIBVIRT_CODE.invalidArgument)) throw error;
          await forget(UNDEFINE_SAVED_MEMORY);
        }
      }),
    );
  }

  async defineFilter(xml: string): Promise<void> {
    const name = rootElement(xml)?.getAttribute('name') ?? '';
    await refusing(`define network filter ${name}`, async () => {
      const existing = await unless(LIBVIRT_CODE.noFilter, null, () =>
        this.#session.ask('control', 'nwfilterLookupByName', { name }),
      );
      const definition = existing === null ? xml : filterWithUuid(xml, existing.filter.uuid);
      await this.#session.change('control', 'nwfilterDefineXml', { xml: definition });
    });
  }

  async undefineFilter(name: string): Promise<void> {
    await refusing(`forget network filter ${name}`, () =>
      unless(LIBVIRT_CODE.noFilter, undefined, async () => {
        const found = await this.#session.ask('control', 'nwfilterLookupByName', { name });
        await this.#session.change('control', 'nwfilterUndefine', found);
      }),
    );
  }

  async xml(uuid: string): Promise<string> {
    return refusing(`read the definition of machine ${uuid}`, async () => {
      const dom = await this.#lookUp(uuid);
      return (await this.#session.ask('reads', 'domainGetXmlDesc', { dom, flags: 0 })).xml;
    });
  }

  async close(): Promise<void> {
    await this.#session.close();
  }

  async #describe(dom: DomainRef): Promise<Domain> {
    const [info, number, owner] = await Promise.all([
      this.#session.ask('reads', 'domainGetInfo', { dom }),
      this.#session.ask('reads', 'domainGetState', { dom, flags: 0 }),
      this.#ownerOf(dom),
    ]);
    const { state, reason } = stateWords(number.state, number.reason);
    return {
      uuid: dom.uuid,
      name: dom.name,
      active: isActive(state, dom.id),
      state,
      reason,
      vcpus: info.vcpus,
      memoryMiB: Number(info.maxMemoryKiB / 1024n),
      owner,
    };
  }

  async #ownerOf(dom: DomainRef): Promise<DomainOwner | null> {
    const args = { dom, type: METADATA_ELEMENT, uri: MACHINE_METADATA_URI, flags: 0 };
    return unless(LIBVIRT_CODE.noDomainMetadata, null, async () => {
      const { metadata } = await this.#session.ask('reads', 'domainGetMetadata', args);
      return ownerOf(metadata);
    });
  }

  async #lookUp(uuid: string): Promise<DomainRef> {
    return (await this.#session.ask('control', 'domainLookupByUuid', { uuid })).dom;
  }

  async #isActive(dom: DomainRef): Promise<boolean> {
    const answer = await this.#session.ask('control', 'domainGetState', { dom, flags: 0 });
    return isActive(stateWords(answer.state, answer.reason).state, dom.id);
  }

  /** Does `change`; if libvirt refuses it and the domain is as wanted anyway, that is success. */
  async #unlessActiveIs(
    wanted: boolean,
    dom: DomainRef,
    change: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await change();
    } catch (error) {
      if (!isLibvirtError(error) || (await this.#isActive(dom)) !== wanted) throw error;
    }
  }
}
