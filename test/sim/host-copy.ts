/**
 * A copy of a simulated host's disk in another computer: it has the host's key, guards and storage id, and another hypervisor
 * and start of the kernel. It says hello for the host, and that nothing of the host's machines runs. Whoever believes it ends
 * machines that live.
 */
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import type { Hello, Report } from '../../shared/model/conversation.ts';
import { helloMessage, reportMessage } from '../../shared/wire/conversation.ts';
import { aReport } from '../support/a-report.ts';
import type { SimHost } from './sim-host.ts';
import type { SimWorld } from './sim-world.ts';

export interface HostCopy {
  /** Switches it off. */
  end(): void;
}

/** It speaks at once and then as often as any agent. `hypervisorUuid`: of its computer; the host's own makes it the likest copy. */
export function startCopy(world: SimWorld, host: SimHost, hypervisorUuid: string): HostCopy {
  const random = world.random.fork();
  const subjects = subjectsOf(world.cloudId);
  const bus = world.hub.client(`${host.name}-copy`);
  const { cloudId } = world;
  const { hostId } = host;
  const memory = host.guards.memory();
  const storageId = world.witness.follower.state.hosts.get(hostId)?.declared?.storageId ?? '';
  const [nonce, bootId] = [random.hex(16), uuidFromRandom(random.bytes(16))];
  // It may have run for longer than the host's own agent.
  let number = random.below(100);
  let ended = false;

  function speak(): void {
    if (ended) return;
    world.time.after(world.helloEveryMs, speak);
    if (!memory || storageId === '') return;
    const observedDigest = random.hex(32);
    const hello: Hello = {
      ...{ cloudId, hostId, nonce, bootId, hypervisorUuid, storageId, observedDigest },
      ...{ position: memory.position, term: memory.term, heldDigest: random.hex(32) },
      ...{ clockMs: world.clock.now(), capacity: host.capacity, attributes: {} },
      ...{ hypervisorAvailable: true, name: host.name, version: '0.1.0', uses: [] },
      load: {
        ...{ cpuUsedHundredths: 0, memoryUsedMiB: 0, diskFreeMiB: 0, netReceiveBytes: 0 },
        ...{ netSendBytes: 0, foreignCpuHundredths: 0, foreignMemoryMiB: 0 },
      },
    };
    world.coverage.point('hello');
    world.coverage.took('clonedIdentity');
    bus.publish(subjects.hello(hostId), helloMessage.encode(hello));
    bus.publish(subjects.report(hostId), reportMessage.encode(report(observedDigest)));
  }

  function report(observedDigest: string): Report {
    number += 1;
    const { machines: placed } = world.witness.follower.state;
    const orders = [...host.guards.kept().values()].map(({ order }) => order);
    return {
      ...{ cloudId, hostId, nonce, setId: random.hex(16), page: 1, pages: 1, number },
      ...{ observed: 'complete', observedDigest, evidence: [] },
      machines: orders.map(({ machineId, generation }) => {
        const now = placed.get(machineId)?.generation ?? generation;
        const ends = placed.get(machineId)?.desired === 'gone';
        const phase = ends ? ('gone' as const) : ('stopped' as const);
        const reason = ends ? null : ('hostRestarted' as const);
        return aReport({ machineId, generation: now, phase, reason });
      }),
    };
  }

  world.trace.note(`${host.name}: a copy of it is switched on`);
  speak();
  return { end: () => void (ended = true) };
}
