/**
 * The kinds of fault that befall a cloud of real processes, one row each. A fault begins when it is called and is over when its
 * promise resolves: then the time that the cloud needs is counted.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { subjectsOf } from '../../../shared/bus/subjects.ts';
import type { Draw } from '../draw.ts';
import { startPretendHost } from '../pretend-host.ts';
import type { PretendHost } from '../pretend-host.ts';
import type { PartProcess } from '../real-cloud/part-process.ts';
import type { FaultCloud } from './fault-cloud.ts';
import { until } from '../until.ts';
import { startCrowd } from './crowd.ts';

export interface Fault {
  readonly kind: string;
  /** How soon a write must be taken again; 5 s unless given. */
  readonly readyWithinMs?: number;
  /** Why it is only drawn when `STRATUS_FAULT_KIND` names it. */
  readonly onlyNamed?: string;
  /** Why it cannot be had in this cloud, or null. */
  readonly whyNot?: (cloud: FaultCloud) => string | null;
  /** What is still to be looked at when the fault is over, if anything. */
  befall(cloud: FaultCloud, draw: Draw, pausesMs: readonly number[]): Promise<After>;
}

/** Looks whether all is well of which only this fault knows; throws with what is not. */
export type After = void | { check(): Promise<void> };

/** As long as a supervisor waits before it starts again what has ended. */
const supervisorWaitMs = 500;

/** An event comes when a write was taken, after 5 s at most; then watchers have 5 s. */
const stormEndsMs = 10_000;

const killed = (name: string, which: (cloud: FaultCloud) => readonly PartProcess[]): Fault => ({
  kind: `kill ${name}`,
  async befall(cloud) {
    await Promise.all(which(cloud).map((part) => part.kill()));
    await delay(supervisorWaitMs);
    await cloud.revive();
  },
});

const stopped = (name: string, which: (cloud: FaultCloud) => PartProcess): Fault => ({
  kind: `stop ${name}`,
  async befall(cloud, draw, pausesMs) {
    const part = which(cloud);
    part.pause();
    await delay(draw.pick(pausesMs));
    part.goOn();
  },
});

const nats = ({ plane }: FaultCloud): PartProcess => plane.parts.nats;
const api = ({ plane }: FaultCloud): PartProcess => plane.parts.api;
const aHost = ({ plane }: FaultCloud, draw: Draw): PretendHost => draw.pick(plane.hosts);

const agentKilled: Fault = {
  kind: 'kill an agent',
  async befall(cloud, draw) {
    const host = aHost(cloud, draw);
    await host.killAgent();
    await delay(supervisorWaitMs);
    await host.startAgent();
  },
};

const agentStopped: Fault = {
  kind: 'stop an agent',
  async befall(cloud, draw, pausesMs) {
    const host = aHost(cloud, draw);
    host.pauseAgent();
    await delay(draw.pick(pausesMs));
    host.resumeAgent();
  },
};

/** The disk of nats-server fills up and is emptied again; then the server is started anew. */
const fullStore: Fault = {
  kind: 'full disk of nats-server',
  readyWithinMs: 30_000,
  whyNot: ({ ballast }) => (ballast === null ? 'a small disk of its own needs root' : null),
  async befall(cloud) {
    fill(cloud.ballast!);
    await delay(3_000);
    rmSync(cloud.ballast!);
    await nats(cloud).kill(); // as the keeper does
    await cloud.revive();
  },
};

/** Writes zeros until there is no room for a byte. */
function fill(path: string): void {
  for (const bytes of [1 << 20, 4_096, 1])
    for (;;)
      try {
        writeFileSync(path, new Uint8Array(bytes), { flag: 'a' });
      } catch {
        break;
      }
}

const fullHost: Fault = {
  kind: 'full disk of a host',
  async befall(cloud, draw) {
    const { disks } = aHost(cloud, draw);
    disks.setFull(true);
    await delay(2_000);
    disks.setFull(false);
  },
};

/** The server ends under 300 more connections, all of which must hear again as soon as watchers are to be complete. */
const storm: Fault = {
  kind: '300 clients reconnect',
  async befall(cloud) {
    const crowd = await startCrowd(cloud.plane, 300);
    await nats(cloud).kill();
    await delay(supervisorWaitMs);
    await cloud.revive();
    const allHear = crowd.allHear(stormEndsMs).finally(() => crowd.end());
    allHear.catch(() => undefined); // told by `check`
    return {
      async check() {
        console.log(`all 300 heard an event ${Math.round(await allHear)} ms after the restart`);
      },
    };
  },
};

/** A copy of a host boots beside it and speaks with its key, until an administrator ends it and says which one it is. */
const clone: Fault = {
  kind: 'cloned agent identity',
  async befall(cloud, draw) {
    const { plane, guests } = cloud;
    const original = aHost(cloud, draw);
    const { hostId, hostName } = original;
    const copy = await startPretendHost({
      ...{ hostId, hostName, cloudId: plane.cloudId, servers: plane.servers, copyOf: original },
      ...{ seed: plane.agentSeed(hostName), census: (host) => guests.censusOf(`${hostId}'`, host) },
    });
    const alarm = async (): Promise<boolean> => {
      const { body } = await plane.ask('GET', `/hosts/${hostId}`);
      return body['conflict'] === true || /copy of this host/.test(String(body['trouble']));
    };
    await until('the copy is noticed', alarm, 10_000, 200).finally(() => copy.end());
    await delay(3_000); // both were silent for a while, or only the original still speaks
    const { status } = await plane.ask('POST', `/hosts/${hostId}/rebind`, {});
    if (status >= 300) throw new Error(`the host cannot be bound again: ${status}`);
  },
};

/** What the hosts were told of late is told again, with the scheduler's key, in any order and more than once. */
const repeatedOrders: Fault = {
  kind: 'orders repeated and reordered',
  async befall(cloud, draw) {
    const subjects = subjectsOf(cloud.plane.cloudId);
    for (let burst = 0; burst < 20; burst++) {
      for (const { hostId, wantedHeard } of cloud.plane.hosts)
        for (let times = 0; times < 20 && wantedHeard.length > 0; times++)
          cloud.schedulerBus.publish(subjects.wanted(hostId), draw.pick(wantedHeard));
      await delay(100);
    }
  },
};

/** The leader goes on with the wrong time until somebody sets it right and starts it again. */
const tenYears: Fault = {
  kind: "the leader's clock is ten years ahead",
  async befall(cloud) {
    const leader = cloud.leader();
    leader.signal('SIGUSR2');
    await delay(3_000);
    await leader.kill();
    await delay(supervisorWaitMs);
    await cloud.revive();
  },
};

export const faults: readonly Fault[] = [
  killed('nats-server', (cloud) => [nats(cloud)]),
  killed('the leader', (cloud) => [cloud.leader()]),
  killed('the API', (cloud) => [api(cloud)]),
  killed('all of them', (cloud) => [nats(cloud), api(cloud), ...cloud.plane.schedulers]),
  ...[agentKilled, agentStopped, fullStore, fullHost, storm, clone, repeatedOrders, tenYears],
  stopped('nats-server', nats),
  stopped('the leader', (cloud) => cloud.leader()),
  stopped('the API', api),
];
