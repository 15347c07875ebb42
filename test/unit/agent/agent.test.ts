import { expect, test } from 'vitest';
import { createAgent } from '../../../agent/agent.ts';
import { noGuestNetwork } from '../../../agent/network/guest-network.ts';
import { silentLogger } from '../../../shared/base/logger.ts';
import { createMemoryBusHub } from '../../../shared/bus/memory-bus.ts';
import { subjectsOf } from '../../../shared/bus/subjects.ts';
import type { Hello } from '../../../shared/model/conversation.ts';
import { helloMessage } from '../../../shared/wire/conversation.ts';
import { fakeDisks } from '../../fakes/fake-disks.ts';
import { fakeGuards } from '../../fakes/fake-guards.ts';
import { FakeHost } from '../../fakes/fake-host.ts';
import { fakeHypervisor } from '../../fakes/fake-hypervisor.ts';
import { fakeImages } from '../../fakes/fake-images.ts';
import { aClock } from '../../support/a-clock.ts';
import { aGuard, bootId, cloudId, hostId } from '../../support/a-guard.ts';

async function aSpeakingAgent() {
  const clock = aClock();
  const hub = createMemoryBusHub({ clock });
  const hypervisor = fakeHypervisor(new FakeHost({ clock }));
  const guards = fakeGuards();
  await guards.write(aGuard({ goneGeneration: 1, evidence: [{ name: 'root', bytes: 1 }] }));
  const hellos: Hello[] = [];
  hub.client('somebody').subscribe(subjectsOf(cloudId).hello(hostId), ({ bytes }) => {
    hellos.push(helloMessage.decode(bytes));
  });
  let next = 0;
  const random = {
    bytes: (count: number) => new Uint8Array(count).fill((next += 1)),
    below: () => 0,
  };
  const capacity = { cpuHundredths: 100, memoryMiB: 512, diskMiB: 1024 };
  const agent = createAgent(
    {
      ...{ clock, random, logger: silentLogger, bus: hub.client('agent'), guards, hypervisor },
      ...{ disks: fakeDisks({ clock }), images: fakeImages({ clock }) },
      addresses: { inUse: async () => false },
      living: { has: async () => false },
      network: noGuestNetwork,
      source: {
        bootId: async () => bootId,
        declaration: async () => ({ capacity, attributes: {} }),
        load: async (foreign) => ({
          ...{ cpuUsedHundredths: 0, memoryUsedMiB: 0, diskFreeMiB: 0 },
          ...{ netReceiveBytes: 0, netSendBytes: 0, ...foreign },
        }),
      },
    },
    {
      ...{ cloudId, hostId, hostName: 'host-1', bridge: 'br0', domainType: 'qemu' },
      ...{ emulator: '/usr/bin/qemu', helloEveryMs: 2_000, version: '0' },
    },
  );
  await agent.start();
  await clock.pass(3_000);
  return { clock, hypervisor, guards, hellos, agent };
}

test('a libvirt that hangs does not silence the hello: it says what was last seen', async () => {
  const { clock, hypervisor, hellos, agent } = await aSpeakingAgent();
  const before = hellos.at(-1)!;
  expect(before.hypervisorAvailable).toBe(true);
  hypervisor.domains = () => new Promise(() => undefined);
  hellos.length = 0;
  await clock.pass(20_000);
  expect(hellos.length).toBeGreaterThanOrEqual(9);
  const { observedDigest } = before;
  expect(hellos.at(-1)).toMatchObject({ hypervisorAvailable: false, observedDigest });
  agent.stop();
});

test('a full disk does not silence the hello', async () => {
  const { clock, guards, hellos, agent } = await aSpeakingAgent();
  guards.write = () => Promise.reject(new Error('full'));
  hellos.length = 0;
  await clock.pass(120_000);
  expect(hellos.length).toBeGreaterThanOrEqual(58);
  agent.stop();
});
