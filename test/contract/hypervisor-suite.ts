/** What every hypervisor port must do; run on the fake always, on a real libvirt where there is one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  HypervisorRefused,
  HypervisorUnavailable,
  type HypervisorRefusal,
} from '../../agent/libvirt/hypervisor-errors.ts';
import type { Domain, Hypervisor } from '../../agent/libvirt/hypervisor.ts';
import { domainXml, TEST_CLOUD, type DomainXmlParts } from '../support/domain-xml.ts';
import { until } from '../support/until.ts';

/** What a driver cannot do, so that nothing of it is claimed. */
export type HypervisorLack = 'filters' | 'counters' | 'guest that heeds the power button';

export interface HypervisorSubject {
  readonly open: () => Promise<Hypervisor>;
  readonly close?: () => Promise<void>;
  readonly lacks?: readonly HypervisorLack[];
  /** Of the domains made here: libvirt's type and architecture. */
  readonly domain?: Pick<DomainXmlParts, 'type' | 'architecture'>;
}

/** Declares the tests of the port on the subject called `name`. */
export function hypervisorSuite(name: string, subject: HypervisorSubject): void {
  const lacks = subject.lacks ?? [];
  const without = lacks.length === 0 ? '' : ` (the driver has no ${lacks.join(', no ')})`;
  describe(`the hypervisor port on ${name}${without}`, () => {
    const bench = new Bench(subject);
    beforeAll(() => bench.open());
    afterAll(() => bench.close());
    listing(bench);
    changing(bench);
    const deaf = lacks.includes('guest that heeds the power button');
    describe.skipIf(deaf)('the power button', () => poweringOff(bench));
    ending(bench);
    describe.skipIf(lacks.includes('counters'))('counters', () => counting(bench));
    describe.skipIf(lacks.includes('filters'))('network filters', () => filtering(bench));
    closing(bench);
  });
}

class Bench {
  readonly #subject: HypervisorSubject;
  #made = 0;
  hypervisor!: Hypervisor;

  constructor(subject: HypervisorSubject) {
    this.#subject = subject;
  }

  async open(): Promise<void> {
    this.hypervisor = await this.another();
  }

  async close(): Promise<void> {
    await this.hypervisor.close();
    await this.#subject.close?.();
  }

  async another(): Promise<Hypervisor> {
    const hypervisor = await this.#subject.open();
    await until('the hypervisor is up', () => hypervisor.state === 'up');
    return hypervisor;
  }

  uuid(): string {
    this.#made += 1;
    return `5eed0000-0000-4000-8000-${this.#made.toString(16).padStart(12, '0')}`;
  }

  xml(parts: DomainXmlParts): string {
    return domainXml({ ...this.#subject.domain, ...parts });
  }

  /** A newly defined machine. */
  async defined(parts: Partial<DomainXmlParts> = {}): Promise<string> {
    const uuid = parts.uuid ?? this.uuid();
    await this.hypervisor.define(this.xml({ ...parts, uuid }));
    return uuid;
  }

  async running(): Promise<string> {
    const uuid = await this.defined();
    await this.hypervisor.start(uuid);
    return uuid;
  }

  async domain(uuid: string): Promise<Domain | undefined> {
    return (await this.hypervisor.domains()).find((domain) => domain.uuid === uuid);
  }

  async untilOff(uuid: string): Promise<Domain> {
    let domain: Domain | undefined;
    await until('the machine is off', async () => {
      domain = await this.domain(uuid);
      return domain?.active === false;
    });
    return domain!;
  }
}

function refusedAs(code: HypervisorRefusal): object {
  return { name: HypervisorRefused.name, code };
}

function listing(bench: Bench): void {
  test('tells the facts of the host', async () => {
    const facts = await bench.hypervisor.facts();
    expect(facts.cpus).toBeGreaterThan(0);
    expect(facts.memoryMiB).toBeGreaterThan(0);
    expect(facts.memoryFreeMiB).toBeGreaterThan(0);
    expect(facts.libvirtVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(facts.hypervisorVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(facts.architecture).not.toBe('');
    expect(facts.domainTypes.length).toBeGreaterThan(0);
  });

  test('lists a machine as it was defined, off, with its owner', async () => {
    const owner = { cloudId: TEST_CLOUD, generation: 7 };
    const uuid = await bench.defined({ vcpus: 2, memoryMiB: 96, owner });
    expect(await bench.domain(uuid)).toEqual({
      uuid,
      name: `m-${uuid}`,
      active: false,
      state: 'shutOff',
      reason: 'unknown',
      vcpus: 2,
      memoryMiB: 96,
      owner,
    });
  });

  test.each([
    ['no element of ours', null],
    ['a cloud id that is none', { cloudId: 'abc', generation: 1 }],
    ['a generation of zero', { cloudId: TEST_CLOUD, generation: 0 }],
    ['a generation that is no number', { cloudId: TEST_CLOUD, generation: '1x' }],
  ])('takes a domain with %s for foreign', async (_what, owner) => {
    const uuid = await bench.defined({ owner });
    expect((await bench.domain(uuid))?.owner).toBeNull();
  });

  test('lists hundreds of machines completely', async () => {
    const uuids = Array.from({ length: 300 }, () => bench.uuid());
    for (const uuid of uuids) await bench.defined({ uuid });
    const listed = new Set((await bench.hypervisor.domains()).map((domain) => domain.uuid));
    expect(uuids.filter((uuid) => !listed.has(uuid))).toEqual([]);
    for (const uuid of uuids) await bench.hypervisor.undefine(uuid);
  });

  test('gives the definition back', async () => {
    const uuid = await bench.defined();
    expect(await bench.hypervisor.xml(uuid)).toContain(uuid);
    await expect(bench.hypervisor.xml(bench.uuid())).rejects.toMatchObject(
      refusedAs('noSuchDomain'),
    );
  });
}

function changing(bench: Bench): void {
  test('starts a machine, once however often it is asked', async () => {
    const uuid = await bench.defined();
    await bench.hypervisor.start(uuid);
    await bench.hypervisor.start(uuid);
    const expected = { active: true, state: 'running', reason: 'booted' };
    expect(await bench.domain(uuid)).toMatchObject(expected);
  });

  test('refuses to start a machine that is not defined', async () => {
    const uuid = bench.uuid();
    const starting = bench.hypervisor.start(uuid);
    await expect(starting).rejects.toMatchObject(refusedAs('noSuchDomain'));
    await expect(starting).rejects.toThrow(uuid);
  });

  test('a new definition counts from the next start', async () => {
    const uuid = await bench.running();
    await bench.defined({ uuid, memoryMiB: 128 });
    expect(await bench.domain(uuid)).toMatchObject({ active: true, memoryMiB: 64 });
    await bench.hypervisor.destroy(uuid);
    expect(await bench.domain(uuid)).toMatchObject({ active: false, memoryMiB: 128 });
  });

  test.each([
    ['no XML', '<domain'],
    ['another document', '<network/>'],
    ['a domain without a name', '<domain type="test"><memory>65536</memory></domain>'],
  ])('refuses %s as a definition', async (_what, xml) => {
    await expect(bench.hypervisor.define(xml)).rejects.toMatchObject(refusedAs('badDefinition'));
  });

  test('refuses a second machine of the same name', async () => {
    await bench.defined({ name: 'twin' });
    await expect(bench.defined({ name: 'twin' })).rejects.toBeInstanceOf(HypervisorRefused);
  });

  test('wakes its listeners after each change of a machine, until they have had enough', async () => {
    let woken = 0;
    const end = bench.hypervisor.onChange(() => (woken += 1));
    const uuid = await bench.defined();
    await until('woken by the definition', () => woken > 0);
    for (const change of ['start', 'destroy', 'undefine'] as const) {
      woken = 0;
      await bench.hypervisor[change](uuid);
      await until(`woken by ${change}`, () => woken > 0);
    }
    end();
    woken = 0;
    await bench.running();
    await bench.hypervisor.domains();
    expect(woken).toBe(0);
  });
}

function poweringOff(bench: Bench): void {
  test('turns a machine off, with that reason; one that is off is left alone', async () => {
    const uuid = await bench.running();
    await bench.hypervisor.shutdown(uuid);
    const expected = { state: 'shutOff', reason: 'shutdown', active: false };
    expect(await bench.untilOff(uuid)).toMatchObject(expected);
    await bench.hypervisor.shutdown(uuid);
  });
}

function ending(bench: Bench): void {
  test('ends a machine at once; one that is off or unknown is left alone', async () => {
    const uuid = await bench.running();
    await bench.hypervisor.destroy(uuid);
    const expected = { state: 'shutOff', reason: 'destroyed', active: false };
    expect(await bench.domain(uuid)).toMatchObject(expected);
    await bench.hypervisor.destroy(uuid);
    await bench.hypervisor.destroy(bench.uuid());
  });

  test('forgets a machine that is off; one unknown is left alone', async () => {
    const uuid = await bench.defined();
    await bench.hypervisor.undefine(uuid);
    expect(await bench.domain(uuid)).toBeUndefined();
    await bench.hypervisor.undefine(uuid);
  });

  test('does not forget a machine that runs', async () => {
    const uuid = await bench.running();
    await expect(bench.hypervisor.undefine(uuid)).rejects.toMatchObject(refusedAs('wrongState'));
    expect(await bench.domain(uuid)).toMatchObject({ active: true });
  });
}

function counting(bench: Bench): void {
  test('counts what machines use, many at a time, without those that do not exist', async () => {
    const uuids = Array.from({ length: 120 }, () => bench.uuid());
    for (const uuid of uuids) await bench.defined({ uuid });
    await bench.hypervisor.start(uuids[0]!);
    const counters = await bench.hypervisor.counters([...uuids, bench.uuid()]);
    expect([...counters.keys()].sort()).toEqual([...uuids].sort());
    expect(counters.get(uuids[0]!)?.cpuTimeNs).toBeTypeOf('bigint');
    expect(await bench.hypervisor.counters([])).toEqual(new Map());
    await bench.hypervisor.destroy(uuids[0]!);
    for (const uuid of uuids) await bench.hypervisor.undefine(uuid);
  });
}

function filtering(bench: Bench): void {
  const filter = (rules: string): string =>
    `<filter name="stratus-suite" chain="root">${rules}</filter>`;

  test('defines a filter, replaces it, forgets it, and forgets it again', async () => {
    await bench.hypervisor.defineFilter(filter(''));
    await bench.hypervisor.defineFilter(filter('<rule action="accept" direction="inout"/>'));
    await bench.hypervisor.undefineFilter('stratus-suite');
    await bench.hypervisor.undefineFilter('stratus-suite');
  });

  test('refuses what is no filter', async () => {
    const defining = bench.hypervisor.defineFilter('<filter');
    await expect(defining).rejects.toMatchObject(refusedAs('badDefinition'));
  });
}

function closing(bench: Bench): void {
  test('once closed it is down and refuses everything', async () => {
    const hypervisor = await bench.another();
    await hypervisor.close();
    await hypervisor.close();
    expect(hypervisor.state).toBe('down');
    await expect(hypervisor.domains()).rejects.toBeInstanceOf(HypervisorUnavailable);
    await expect(hypervisor.start(bench.uuid())).rejects.toBeInstanceOf(HypervisorUnavailable);
  });
}
