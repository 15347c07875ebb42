/** What goes wrong on the hosts of a simulated cloud: with libvirt, disks, images, guests, and the computer itself. */
import { DiskFailed } from '../../agent/disks/disks.ts';
import { ImageUnavailable } from '../../agent/images/images.ts';
import { HypervisorRefused } from '../../agent/libvirt/hypervisor-errors.ts';
import type { FaultKind } from './coverage.ts';
import type { Fault } from './faults-of-network.ts';
import type { SimHost } from './sim-host.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export const hostFaults = {
  libvirtIsAway: (world, random) =>
    onHost(world, random, ({ hypervisor }) => {
      const lasts = random.between(5_000, 60_000);
      hypervisor.setAvailable(false);
      world.time.after(lasts, () => hypervisor.setAvailable(true));
      return `libvirt is away for ${lasts} ms`;
    }),
  libvirtListsNothing: (world, random) =>
    onHost(world, random, ({ hypervisor }) => {
      for (let i = random.between(1, 40); i > 0; i--) hypervisor.faults.emptyNextList();
      return 'libvirt answers an empty list';
    }),
  libvirtFails: (world, random) =>
    onHost(world, random, ({ hypervisor: { faults } }) => {
      const request = random.pick(requests);
      const how = random.below(3);
      if (how === 0) faults.loseNextAnswer(request);
      else if (how === 1) faults.refuseNextThoughDone(random.chance(50) ? 'start' : request);
      else faults.failNext(request, new HypervisorRefused('failed', 'out of luck'));
      return `libvirt's next ${request} ends badly`;
    }),
  libvirtHangs: (world, random) =>
    onHost(world, random, ({ hypervisor: { faults } }) => {
      const request = random.pick(requests);
      const lasts = random.between(2_000, 30_000);
      const goOn = faults.hangNext(request);
      world.time.after(lasts, goOn);
      return `libvirt's next ${request} may hang for ${lasts} ms`;
    }),
  imageIsMissing: (world, random) =>
    onHost(world, random, ({ images }) => {
      images.failNext(new ImageUnavailable('no answer', 'the location', 'try another'));
      return 'an image does not come';
    }),
  diskFails: (world, random) =>
    onHost(world, random, ({ disks }) => {
      const operation = random.pick(['createRoot', 'burnContext', 'quarantine', 'seal'] as const);
      const failure = { message: 'input/output error', where: 'the disk', whatToDo: 'replace it' };
      disks.failNext(operation, new DiskFailed({ reason: null, ...failure }));
      return `the next ${operation} fails`;
    }),
  diskIsSlow: (world, random) =>
    onHost(world, random, ({ disks }) => {
      const lasts = random.between(10_000, 90_000);
      disks.slowDown(random.pick([200, 1_500]));
      world.time.after(lasts, () => disks.slowDown(0));
      return `the disk is slow for ${lasts} ms`;
    }),
  diskIsFull: (world, random) =>
    onHost(world, random, ({ disks }) => {
      const lasts = random.between(10_000, 60_000);
      disks.setFull(true);
      world.time.after(lasts, () => disks.setFull(false));
      return `the disk is full for ${lasts} ms`;
    }),
  powerFails: (world, random) =>
    onHost(world, random, (host) => {
      host.powerFail(random.between(5_000, 60_000));
      return 'power failure';
    }),
  hostRestarts: (world, random) =>
    onHost(world, random, (host) => {
      host.reboot(random.between(5_000, 60_000));
      return 'the host restarts';
    }),
  agentLies: (world, random) =>
    onHost(world, random, ({ lies }) => {
      const lasts = random.between(20_000, 120_000);
      lies.setLying(true);
      world.time.after(lasts, () => lies.setLying(false));
      return `the agent lies for ${lasts} ms`;
    }),
  guestHalts: aGuest('guestHalts', ({ hypervisor }, uuid) => hypervisor.haltInside(uuid)),
  guestCrashes: aGuest('guestCrashes', ({ hypervisor }, uuid) => hypervisor.crashGuest(uuid)),
  guestIsDeaf: aGuest('guestIsDeaf', ({ hypervisor }, uuid) => hypervisor.ignorePowerButton(uuid)),
} as const satisfies Record<string, Fault>;

const requests = ['define', 'start', 'destroy', 'undefine', 'shutdown', 'defineFilter'] as const;

function onHost(world: SimWorld, random: SimRandom, act: (host: SimHost) => string): string {
  const host = random.pick(world.hosts);
  return `${host.name}: ${act(host)}`;
}

/** A guest of any host does something by itself. */
function aGuest(kind: FaultKind, act: (host: SimHost, uuid: string) => void): Fault {
  return (world, random) => {
    const busy = world.hosts.filter(({ living }) => living.size > 0);
    if (busy.length === 0) return `no guest for ${kind}`;
    const host = random.pick(busy);
    const uuid = random.pick([...host.living.keys()]);
    world.coverage.took(kind);
    host.byItself(() => act(host, uuid));
    return `${kind}: ${uuid.slice(0, 8)}`;
  };
}
