/** One agent's port to a `FakeHost`. Held to the same contract as libvirt by `test/contract/hypervisor-suite.ts`. */
import { HypervisorUnavailable } from '../../agent/libvirt/hypervisor-errors.ts';
import type { DomainCounters, Hypervisor } from '../../agent/libvirt/hypervisor.ts';
import type { FakeHost } from './fake-host.ts';
import type { HypervisorRequest } from './hypervisor-faults.ts';

/** A port to the host; it is `up` at once when the host's libvirt answers. */
export function fakeHypervisor(host: FakeHost): Hypervisor {
  let closed = false;
  const subscriptions = new Set<() => void>();

  const request = async <Value>(
    name: HypervisorRequest,
    empty: Value,
    work: () => Value,
  ): Promise<Value> => {
    if (closed || !host.available)
      throw new HypervisorUnavailable('libvirt cannot be used now: the test said so');
    return host.faults.apply(name, empty, work);
  };
  const act = (name: HypervisorRequest, work: () => void): Promise<void> =>
    request(name, undefined, work);

  return {
    get state() {
      return host.available && !closed ? 'up' : 'down';
    },
    onChange(listener) {
      const end = host.onChange(() => {
        if (!closed) listener();
      });
      subscriptions.add(end);
      return () => {
        subscriptions.delete(end);
        end();
      };
    },
    facts: () => request('facts', host.facts(), () => host.facts()),
    domains: () => request('domains', [], () => host.domains()),
    counters: (uuids) => request('counters', new Map(), () => countersOf(host, uuids)),
    define: (xml) => act('define', () => host.define(xml)),
    start: (uuid) => act('start', () => host.start(uuid)),
    shutdown: (uuid) => act('shutdown', () => host.pressPowerButton(uuid)),
    destroy: (uuid) => act('destroy', () => host.destroy(uuid)),
    undefine: (uuid) => act('undefine', () => host.undefine(uuid)),
    defineFilter: (xml) => act('defineFilter', () => host.defineFilter(xml)),
    undefineFilter: (name) => act('undefineFilter', () => host.undefineFilter(name)),
    xml: (uuid) => request('xml', '', () => host.xml(uuid)),
    async close() {
      closed = true;
      for (const end of subscriptions) end();
      subscriptions.clear();
    },
  };
}

function countersOf(host: FakeHost, uuids: readonly string[]): Map<string, DomainCounters> {
  const counters = new Map<string, DomainCounters>();
  const domains = new Map(host.domains().map((domain) => [domain.uuid, domain]));
  for (const uuid of uuids) {
    const domain = domains.get(uuid);
    if (domain === undefined) continue;
    const runningMs = Math.round(host.runningMs(uuid) ?? 0);
    counters.set(uuid, {
      cpuTimeNs: BigInt(runningMs) * 1_000_000n,
      memoryUsedKiB: domain.active ? domain.memoryMiB * 1024 : 0,
      diskReadBytes: 0,
      diskWrittenBytes: 0,
      netReceivedBytes: 0,
      netSentBytes: 0,
    });
  }
  return counters;
}
