/**
 * What goes wrong in a simulated history: drawn from its seed before it begins, as data, and played over its first nine minutes;
 * after that all is made well. Each fault has a seed of its own, so one may be left out and the others stay what they are.
 */
import { hostFaults } from './faults-of-hosts.ts';
import { comeBack, networkFaults } from './faults-of-network.ts';
import type { Fault } from './faults-of-network.ts';
import { processFaults } from './faults-of-processes.ts';
import { readerNames } from './sim-readers.ts';
import { calm } from './sim-network.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

const faults = { ...networkFaults, ...hostFaults, ...processFaults } as const;
export type FaultName = keyof typeof faults;

export interface PlannedFault {
  readonly atMs: number;
  readonly name: FaultName;
  /** What else is left to chance in it. */
  readonly seed: number;
}

/** How often each is drawn, against the others. */
const weights: Readonly<Record<FaultName, number>> = {
  ...{ storm: 3, longStorm: 1, serverIsAway: 1, vaultIsAway: 1, foreignMachineAnswers: 1 },
  ...{ appendFails: 2, appendIsRefused: 1 },
  ...{ hostIsCutOff: 1, schedulerIsCutOff: 1, hostIsHalfCutOff: 1, schedulerIsHalfCutOff: 1 },
  ...{ readerIsCutOff: 1, apiIsKilled: 1 },
  ...{ libvirtIsAway: 1, libvirtListsNothing: 1, libvirtFails: 2, libvirtHangs: 1 },
  ...{ imageIsMissing: 1, diskFails: 1, diskIsSlow: 1, diskIsFull: 1 },
  ...{ powerFails: 1, hostRestarts: 1, agentLies: 1 },
  ...{ guestHalts: 2, guestCrashes: 1, guestIsDeaf: 1 },
  ...{ agentDiesAtCall: 3, schedulerDiesAtCall: 2, agentIsKilled: 1, schedulerIsKilled: 1 },
  ...{ agentIsPaused: 1, schedulerIsPaused: 2, leaderIsOvertaken: 1 },
  ...{ hostClockJumps: 1, schedulerClockJumps: 2, clockJumpsAtTakeover: 2 },
};

const bag = (Object.keys(weights) as FaultName[]).flatMap((name) =>
  Array.from({ length: weights[name] }, () => name),
);

const endsMs = 540_000;

/** The faults of one history. */
export function drawFaults(random: SimRandom): PlannedFault[] {
  return Array.from({ length: random.between(10, 18) }, () => ({
    atMs: random.between(8_000, endsMs),
    name: random.pick(bag),
    seed: random.below(2 ** 32),
  }));
}

/** Lets each happen at its time, counted from now. */
export function playFaults(world: SimWorld, planned: readonly PlannedFault[]): void {
  for (const { atMs, name, seed } of planned)
    world.time.after(atMs, () => {
      if (world.isRecovering) return;
      const fault: Fault = faults[name];
      world.trace.note(`fault: ${fault(world, simRandom(seed))}`);
    });
}

/** Everything that is away comes back, all clocks are right, and the weather is calm. */
export function endAdversity(world: SimWorld): void {
  world.trace.note('all faults end');
  world.network.setWeather(calm);
  world.vault.setAvailable(true);
  comeBack(world);
  for (const { name, process, start, wallClock } of world.schedulers) {
    world.network.heal(name);
    wallClock.setRight();
    process()?.resume();
    start();
  }
  for (const name of readerNames) {
    world.network.heal(name);
    world.hub.reconnect(name);
  }
  for (const host of world.hosts) {
    world.network.heal(host.name);
    host.wallClock.setRight();
    host.lies.setLying(false);
    host.disks.slowDown(0);
    host.disks.setFull(false);
    host.hypervisor.faults.clear();
    host.agent()?.resume();
    host.hypervisor.setAvailable(true);
    world.hub.reconnect(host.name);
  }
}
