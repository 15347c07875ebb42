/** A host without a hypervisor: the real agent on a real bus and real time, over fakes of libvirt, disks and images. */
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createAgent } from '../../agent/agent.ts';
import { noGuestNetwork } from '../../agent/network/guest-network.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { fakeDisks } from '../fakes/fake-disks.ts';
import { fakeGuards } from '../fakes/fake-guards.ts';
import { FakeHost } from '../fakes/fake-host.ts';
import { fakeHypervisor } from '../fakes/fake-hypervisor.ts';
import { fakeImages } from '../fakes/fake-images.ts';

export interface PretendHostOptions {
  readonly cloudId: string;
  readonly hostId: string;
  readonly hostName: string;
  readonly servers: readonly string[];
  /** Its agent's nkey. */
  readonly seed: string;
}

/** Room for thousands of small machines. */
const capacity = { cpuHundredths: 400_000, memoryMiB: 4_000_000, diskMiB: 40_000_000 };

/** Resolves with the way to end it, when its agent has said its first hello. */
export async function startPretendHost(options: PretendHostOptions): Promise<() => Promise<void>> {
  const { cloudId, hostId, hostName, servers, seed } = options;
  const { connection, close } = await connectNats({
    ...{ servers, seed: secret(seed), inboxPrefix: subjectsOf(cloudId).inbox(hostId) },
    ...{ name: hostName, clock: systemClock, random: systemRandom },
  });
  const clock = systemClock;
  const host = new FakeHost({ clock, shutdownMs: 200, facts: { hostUuid: randomUUID() } });
  const bootId = randomUUID();
  const agent = createAgent(
    {
      ...{ clock, random: systemRandom, logger: pino({ level: 'silent' }) },
      bus: openNatsBus(connection),
      hypervisor: fakeHypervisor(host),
      disks: fakeDisks({ clock, stepMs: 1, storageId: 'b'.repeat(32) }),
      images: fakeImages({ clock, fetchMs: 20 }),
      guards: fakeGuards({}),
      addresses: { inUse: async () => false },
      living: { has: async () => false },
      network: noGuestNetwork,
      source: {
        bootId: async () => bootId,
        declaration: async () => ({ capacity, attributes: { HYPERVISOR: 'qemu' } }),
        load: async (foreign) => ({
          ...{ cpuUsedHundredths: 25, memoryUsedMiB: 512, diskFreeMiB: 9_000 },
          ...{ netReceiveBytes: 0, netSendBytes: 0, ...foreign },
        }),
      },
    },
    {
      ...{ cloudId, hostId, hostName, bridge: 'br0', domainType: 'qemu', helloEveryMs: 500 },
      ...{ emulator: '/usr/bin/qemu-system-x86_64', version: '0.1.0' },
    },
  );
  await agent.start();
  return async () => {
    agent.stop();
    await close();
  };
}
