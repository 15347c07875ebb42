/** The libvirt adapter on a real libvirtd of its own: the contract, and what a daemon does that dies or hangs. */
import { readdirSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HypervisorUnavailable, OutcomeUnknown } from '../../agent/libvirt/hypervisor-errors.ts';
import type { Hypervisor } from '../../agent/libvirt/hypervisor.ts';
import { libvirtHypervisor } from '../../agent/libvirt/libvirt-hypervisor.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { hypervisorSuite } from '../contract/hypervisor-suite.ts';
import { domainXml } from '../support/domain-xml.ts';
import {
  privateLibvirtd,
  whyNoLibvirtd,
  type PrivateLibvirtd,
} from '../support/private-libvirtd.ts';
import { until } from '../support/until.ts';

const missing = whyNoLibvirtd();
if (missing !== null) console.log(`skipped, the libvirt adapter on a real libvirtd: ${missing}`);

type Options = Partial<Parameters<typeof libvirtHypervisor>[0]>;

function hypervisorOf(daemon: PrivateLibvirtd, options: Options = {}): Hypervisor {
  const socketPaths = ['/nonexistent/virtqemud-sock', daemon.socketPath];
  return libvirtHypervisor({ uri: 'test:///default', socketPaths, clock: systemClock, ...options });
}

/** The processes whose command line names the machine. */
function qemuProcesses(uuid: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  return pids.filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words[0]?.includes('qemu') === true && words.includes(uuid);
    } catch {
      return false;
    }
  });
}

describe.skipIf(missing !== null)('libvirt', () => {
  let daemon: PrivateLibvirtd;
  beforeAll(async () => {
    daemon = await privateLibvirtd();
  });
  afterAll(() => daemon.remove());

  hypervisorSuite('test:///default of libvirtd', {
    open: async () => hypervisorOf(daemon),
    lacks: ['filters'],
  });

  hypervisorSuite('qemu:///system of libvirtd', {
    open: async () => hypervisorOf(daemon, { uri: 'qemu:///system' }),
    domain: { type: 'qemu', architecture: 'x86_64' },
    lacks: ['guest that heeds the power button'],
  });

  test('the facts name the host by the UUID that libvirt was given, and QEMU by its version', async () => {
    const hypervisor = hypervisorOf(daemon, { uri: 'qemu:///system' });
    await until('up', () => hypervisor.state === 'up');
    const facts = await hypervisor.facts();
    expect(facts).toMatchObject({ hostUuid: daemon.hostUuid, architecture: 'x86_64' });
    expect(facts.domainTypes).toContain('qemu');
    expect(facts.memoryFreeMiB).toBeLessThan(facts.memoryMiB);
    expect(facts.memoryMiB).toBe(Math.floor(totalmem() / 1024 / 1024));
    await hypervisor.close();
  });

  describe('when the daemon fails', () => {
    let hypervisor: Hypervisor;
    const uuid = '0dd00000-0000-4000-8000-000000000001';
    const brief = {
      client: { keepaliveMs: 200, keepaliveMisses: 2, openTimeoutMs: 1_000 },
    };
    beforeAll(() => {
      hypervisor = hypervisorOf(daemon, brief);
    });
    afterAll(() => hypervisor.close());

    test('killed: it is down and says so; started again: up, lists and events work again', async () => {
      await until('up', () => hypervisor.state === 'up');
      let woken = 0;
      hypervisor.onChange(() => (woken += 1));
      await daemon.kill();
      await until('down', () => hypervisor.state === 'down' && woken > 0);
      await expect(hypervisor.domains()).rejects.toBeInstanceOf(HypervisorUnavailable);
      await expect(hypervisor.destroy(uuid)).rejects.toBeInstanceOf(HypervisorUnavailable);
      woken = 0;
      await daemon.start();
      await until('up again', () => hypervisor.state === 'up' && woken > 0);
      // The test driver forgets its domains with its process; the one it is born with is listed again.
      expect(await hypervisor.domains()).toMatchObject([{ name: 'test', owner: null }]);
      woken = 0;
      await hypervisor.define(domainXml({ uuid }));
      await until('its events are heard again', () => woken > 0);
    });

    test('killed while a guest runs: the guest is listed again, running, by the same QEMU', async () => {
      const qemu = hypervisorOf(daemon, { uri: 'qemu:///system' });
      await until('up', () => qemu.state === 'up');
      await qemu.define(domainXml({ uuid, type: 'qemu', architecture: 'x86_64' }));
      await qemu.start(uuid);
      const before = qemuProcesses(uuid);
      await daemon.kill();
      await until('down', () => qemu.state === 'down');
      await daemon.start();
      await until('up again', () => qemu.state === 'up');
      expect(await qemu.domains()).toContainEqual(
        expect.objectContaining({ uuid, active: true, state: 'running' }),
      );
      expect(before).toHaveLength(1);
      expect(qemuProcesses(uuid)).toEqual(before);
      await qemu.destroy(uuid);
      expect(qemuProcesses(uuid)).toEqual([]);
      await qemu.undefine(uuid);
      await qemu.close();
    });

    test('a QEMU that hangs keeps neither a list nor its own end nor another machine', async () => {
      const qemu = hypervisorOf(daemon, { uri: 'qemu:///system' });
      // Only the counting is to be given up soon: on a busy machine a start takes longer than this.
      const hasty = hypervisorOf(daemon, { uri: 'qemu:///system', timeoutsMs: { long: 1_000 } });
      await until('up', () => qemu.state === 'up' && hasty.state === 'up');
      const other = '0dd00000-0000-4000-8000-000000000002';
      for (const one of [uuid, other]) {
        await qemu.define(domainXml({ uuid: one, type: 'qemu', architecture: 'x86_64' }));
        await qemu.start(one);
      }
      for (const pid of qemuProcesses(uuid)) process.kill(Number(pid), 'SIGSTOP');
      await expect(hasty.counters([uuid, other])).rejects.toBeInstanceOf(HypervisorUnavailable);
      // The first count waits for the hung QEMU; the next ones pass over it.
      expect((await hasty.counters([uuid, other])).get(other)?.cpuTimeNs).toBeGreaterThan(0n);
      const both = (await qemu.domains()).filter((domain) => [uuid, other].includes(domain.uuid));
      expect(both).toMatchObject([{ state: 'running' }, { state: 'running' }]);
      await qemu.destroy(other);
      await qemu.destroy(uuid);
      expect(qemuProcesses(uuid)).toEqual([]);
      for (const one of [uuid, other]) await qemu.undefine(one);
      await hasty.close();
      await qemu.close();
    });

    test('stopped: a list is unavailable, a change unknown, and it goes down; continued: up again', async () => {
      await until('up', () => hypervisor.state === 'up');
      daemon.pause();
      try {
        const outcomes = await Promise.allSettled([
          hypervisor.domains(),
          hypervisor.define(domainXml({ uuid })),
        ]);
        const [list, change] = outcomes.map((one) =>
          one.status === 'rejected' ? (one.reason as Error) : null,
        );
        expect(list).toBeInstanceOf(HypervisorUnavailable);
        expect(change).toBeInstanceOf(OutcomeUnknown);
        expect(hypervisor.state).toBe('down');
      } finally {
        daemon.resume();
      }
      await until('up again', () => hypervisor.state === 'up');
    });

    test('stopped, without pings: every call ends at its own limit', async () => {
      const timeoutsMs = { control: 300, reads: 300, long: 300 };
      const patient = hypervisorOf(daemon, { timeoutsMs, client: { keepaliveMs: 60_000 } });
      await until('up', () => patient.state === 'up');
      daemon.pause();
      try {
        await expect(patient.domains()).rejects.toBeInstanceOf(HypervisorUnavailable);
        await expect(patient.define(domainXml({ uuid }))).rejects.toBeInstanceOf(OutcomeUnknown);
      } finally {
        daemon.resume();
      }
      await patient.close();
    });
  });
});
