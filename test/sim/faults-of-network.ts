/** What goes wrong between the parts of a simulated cloud, with the log and with the vault. */
import { readerNames } from './sim-readers.ts';
import { calm } from './sim-network.ts';
import type { Cut } from './sim-network.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

/** Lets it happen now; gives words for the trace. */
export type Fault = (world: SimWorld, random: SimRandom) => string;

export const networkFaults = {
  storm: (world, random) => storm(world, random, random.between(10_000, 60_000)),
  longStorm: (world, random) => storm(world, random, random.between(120_000, 300_000)),
  hostIsCutOff: (world, random) => cutOff(random.pick(world.hosts).name, 'both', world, random),
  schedulerIsCutOff: (world, random) =>
    cutOff(random.pick(world.schedulers).name, 'both', world, random),
  hostIsHalfCutOff: (world, random) =>
    cutOff(random.pick(world.hosts).name, random.pick(['mute', 'deaf']), world, random),
  schedulerIsHalfCutOff: (world, random) =>
    cutOff(random.pick(world.schedulers).name, random.pick(['mute', 'deaf']), world, random),
  readerIsCutOff: (world, random) =>
    cutOff(random.pick(readerNames), random.pick(['both', 'deaf']), world, random),
  serverIsAway(world, random) {
    const lasts = random.between(2_000, 30_000);
    world.network.setAway(true);
    world.log.setAvailable(false);
    world.time.after(lasts, () => comeBack(world));
    return `the message server is away for ${lasts} ms`;
  },
  vaultIsAway(world, random) {
    const lasts = random.between(2_000, 40_000);
    world.vault.setAvailable(false);
    world.time.after(lasts, () => world.vault.setAvailable(true));
    return `the vault is away for ${lasts} ms`;
  },
  appendFails(world, random) {
    const fault = random.pick(['full', 'lost', 'unanswered', 'late', 'late'] as const);
    world.log.failNextAppend(fault);
    world.coverage.took(appendFaults[fault]);
    world.time.after(random.between(1_000, 30_000), () => world.log.landLate());
    return `the next append meets "${fault}"`;
  },
  appendIsRefused(world) {
    world.log.failNextAppend('refused');
    world.coverage.took('appendRefused');
    return 'the next append is refused';
  },
  foreignMachineAnswers(world, random) {
    const address = 0x0a4d0902 + random.below(12);
    world.foreign.add(address);
    return `a foreign machine answers for address ${address & 255}`;
  },
} as const satisfies Record<string, Fault>;

/** The message server and with it the log are there again. */
export function comeBack(world: SimWorld): void {
  if (!world.network.isAway()) return;
  world.network.setAway(false);
  world.log.setAvailable(true);
  const names = [...world.hosts, ...world.schedulers].map(({ name }) => name);
  for (const name of [...names, ...readerNames]) world.hub.reconnect(name);
}

const appendFaults = {
  full: 'logFull',
  lost: 'appendLost',
  unanswered: 'appliedUnanswered',
  late: 'appendLate',
} as const;

function storm(world: SimWorld, random: SimRandom, lasts: number): string {
  world.network.setWeather({
    ...{ lost: random.between(2, 25), doubled: random.between(0, 20) },
    ...{ delayMaxMs: random.pick([20, 300, 3_000]), appendLost: random.between(0, 20) },
    ...{ answerLost: random.between(0, 25), appendLate: random.between(0, 15) },
    answerLate: random.between(0, 25),
  });
  world.time.after(lasts, () => world.network.setWeather(calm));
  return `a storm of ${lasts} ms`;
}

function cutOff(name: string, cut: Cut, world: SimWorld, random: SimRandom): string {
  const lasts = random.between(3_000, 90_000);
  world.network.cut(name, cut);
  world.time.after(lasts, () => {
    world.network.heal(name);
    world.hub.reconnect(name);
  });
  return `${name} is cut off for ${lasts} ms${cut === 'both' ? '' : ` (${cut})`}`;
}
