/** Stories of hosts: one is silent and comes back, loses its power, is copied, or meets an address that somebody has. */
import { aCloud, saidTo } from '../a-cloud.ts';
import type { Cloud } from '../a-cloud.ts';
import { startCopy } from '../host-copy.ts';
import type { SimHost } from '../sim-host.ts';
import { endOf, minuteMs } from './story.ts';
import type { Story } from './story.ts';

/** The host where the first machine is. */
function hostOfFirst({ world, machineIds }: Cloud): SimHost {
  const [id] = machineIds();
  const hostId = world.witness.follower.state.machines.get(id!)?.hostId;
  return world.hosts.find((host) => host.hostId === hostId)!;
}

export const storiesOfHosts: readonly Story[] = [
  {
    name: 'silent-host-returns',
    tells:
      'a host is cut off for ten minutes: its machines are unknown, and running when it is back',
    async play() {
      const cloud = await aCloud(3);
      const { world, user } = cloud;
      user.run(5, { policy: 'striping' });
      await cloud.untilQuiet();
      world.network.cut('host-2');
      await world.run(10 * minuteMs);
      const before = cloud.states().includes('unknown') ? 'some unknown' : 'none unknown';
      world.network.heal('host-2');
      await cloud.untilQuiet();
      return endOf(cloud, { before });
    },
    outcome: {
      ...{ machines: 'running running running running running', qemus: '5 live, 5 were started' },
      before: 'some unknown',
    },
  },
  {
    name: 'host-restarts',
    tells: 'after a power failure only those start again whose users wished it',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      user.run(1);
      await cloud.untilQuiet();
      user.run(1, { onHostRestart: 'start' });
      await cloud.untilQuiet();
      world.hosts[0]!.powerFail(30_000);
      await world.run(minuteMs);
      await cloud.untilQuiet();
      return endOf(cloud);
    },
    outcome: { machines: 'stopped running', qemus: '1 live, 3 were started' },
  },
  {
    name: 'power-cut-while-preparing',
    tells: 'the power fails while a machine is prepared: it is prepared again and starts once',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      user.run(1);
      await world.run(200);
      const before = cloud.states().join();
      world.hosts[0]!.powerFail(20_000);
      await world.run(minuteMs);
      await cloud.untilQuiet();
      return endOf(cloud, { before });
    },
    outcome: { machines: 'running', qemus: '1 live, 1 were started', before: 'prolog' },
  },
  {
    name: 'killed-on-a-silent-host',
    tells:
      'a machine killed on a silent host waits for it, is given up when the host is confirmed down, and ended when it is back',
    async play() {
      const cloud = await aCloud(2);
      const { world, user } = cloud;
      user.run(1);
      await cloud.untilQuiet();
      const host = hostOfFirst(cloud);
      world.network.cut(host.name);
      await world.run(2 * minuteMs);
      user.ask({ kind: 'kill', machines: cloud.machineIds() });
      await world.run(minuteMs);
      const killed = cloud.states().join();
      const down = { kind: 'confirmDown', host: host.hostId, why: 'no light' } as const;
      user.ask({ ...down, word: '' });
      await world.run(5_000);
      const word = world.witness.follower.state.hosts.get(host.hostId)?.downAsked?.word ?? '';
      const confirmed = user.ask({ ...down, word });
      await world.run(5_000);
      const givenUp = `${cloud.states().join()}, ${cloud.qemus().alive} lives`;
      world.network.heal(host.name);
      await cloud.untilQuiet();
      return endOf(cloud, { killed, confirmed: saidTo(confirmed) ?? 'none', givenUp });
    },
    outcome: {
      ...{ machines: 'done', qemus: '0 live, 1 were started' },
      ...{ killed: 'epilog', confirmed: 'accepted', givenUp: 'done, 1 lives' },
    },
  },
  {
    name: 'cloned-host',
    tells: 'a copy of a host says that its machines ended: nobody believes it, and none ends',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      user.run(2);
      await cloud.untilQuiet();
      const [host] = world.hosts;
      const copy = startCopy(world, host!, 'c0c0c0c0-c0c0-40c0-80c0-c0c0c0c0c0c0');
      await world.run(2 * minuteMs);
      const before = `${cloud.states().join(' ')}, ${cloud.qemus().alive} live`;
      const seen = world.witness.follower.state.hosts.get(host!.hostId)?.cloned !== null;
      copy.end();
      user.ask({ kind: 'rebindHost', host: host!.hostId, why: 'its copy is off' });
      await cloud.untilQuiet();
      return endOf(cloud, { before, copy: seen ? 'seen' : 'not seen' });
    },
    outcome: {
      ...{ machines: 'running running', qemus: '2 live, 2 were started' },
      ...{ before: 'running running, 2 live', copy: 'seen' },
    },
  },
  {
    name: 'squatted-address',
    tells: 'an address that a foreign machine answers for is replaced before the first start',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      const { state } = world.witness.follower;
      const { first } = state.networks.get('public')!;
      world.foreign.add(first);
      user.run(1);
      await cloud.untilQuiet();
      const [machine] = state.machines.values();
      const lease = state.leases.get(first);
      return endOf(cloud, {
        address: `the first one and ${machine!.nics[0]!.address - first}`,
        first: lease?.suspect ? 'suspect' : 'not suspect',
      });
    },
    outcome: {
      ...{ machines: 'running', qemus: '1 live, 1 were started' },
      ...{ address: 'the first one and 1', first: 'suspect' },
    },
  },
  {
    name: 'held-evidence',
    tells: 'evidence stays for its window and while it is held, and is purged after that',
    async play() {
      const cloud = await aCloud(1);
      const { world, user } = cloud;
      user.run(1);
      await cloud.untilQuiet();
      const [id] = cloud.machineIds();
      const root = (): string =>
        world.hosts[0]!.disks.evidenceOf(id!).has('root.qcow2') ? 'kept' : 'gone';
      user.ask({ kind: 'kill', machines: [id!] });
      await cloud.untilQuiet();
      user.ask({ kind: 'hold', machine: id!, why: 'to be looked at' });
      await world.run(10 * minuteMs);
      const held = root();
      user.ask({ kind: 'release', machine: id!, why: '' });
      await world.run(minuteMs);
      const late = user.ask({ kind: 'hold', machine: id!, why: 'too late' });
      await cloud.untilQuiet();
      return endOf(cloud, { held, released: root(), late: saidTo(late) ?? 'none' });
    },
    outcome: {
      ...{ machines: 'done', qemus: '0 live, 1 were started' },
      ...{ held: 'kept', released: 'gone', late: 'unknownEvidence' },
    },
  },
];
