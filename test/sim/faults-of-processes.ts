/** What befalls the processes of a simulated cloud: they die, at any of their calls or at any time, are paused, or misread the time. */
import type { Fault } from './faults-of-network.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';
import type { WallClock } from './wall-clock.ts';

export const processFaults = {
  agentDiesAtCall(world, random) {
    const { name, agent } = random.pick(world.hosts);
    return diesAtCall(name, agent(), random, 25);
  },
  schedulerDiesAtCall(world, random) {
    const { name, process } = random.pick(world.schedulers);
    return diesAtCall(name, process(), random, 40);
  },
  agentIsKilled(world, random) {
    const { name, crashAgent } = random.pick(world.hosts);
    crashAgent(random.between(500, 40_000));
    return `${name}: the agent is killed`;
  },
  schedulerIsKilled(world, random) {
    const { name, crash } = random.pick(world.schedulers);
    crash(random.between(500, 30_000));
    return `${name} is killed`;
  },
  apiIsKilled(world, random) {
    world.coverage.took('killed');
    world.readers?.crashApi(random.between(500, 20_000));
    return 'the API is killed';
  },
  agentIsPaused(world, random) {
    const { name, agent } = random.pick(world.hosts);
    return pause(name, agent(), world, random);
  },
  schedulerIsPaused(world, random) {
    const { name, process } = random.pick(world.schedulers);
    return pause(name, process(), world, random);
  },
  /** Another takes over, and until the former one hears of it users ask both. */
  leaderIsOvertaken(world, random) {
    const leader = world.schedulers.find(({ state }) => state() !== null);
    if (!leader || world.schedulers.length === 1) return 'nobody leads who could be overtaken';
    const { name } = leader;
    const lasts = random.between(40_000, 70_000);
    world.network.cut(name);
    world.time.after(lasts, () => {
      world.network.heal(name);
      world.hub.reconnect(name);
    });
    for (const aroundMs of [-12_000, -8_000, -4_000, 50, 500, 1_500, 3_000])
      world.time.after(lasts + aroundMs, () => world.askNow(random.below(2 ** 32)));
    return `${name} leads and is cut off for ${lasts} ms`;
  },
  hostClockJumps(world, random) {
    const { name, wallClock } = random.pick(world.hosts);
    return jump(name, wallClock, world, random);
  },
  schedulerClockJumps(world, random) {
    const { name, wallClock } = random.pick(world.schedulers);
    return jump(name, wallClock, world, random);
  },
  /** The candidate with the wrong clock gets its chance: whoever leads now dies. */
  clockJumpsAtTakeover(world, random) {
    const next = random.pick(world.schedulers);
    const words = jump(next.name, next.wallClock, world, random);
    for (const { state, crash } of world.schedulers) if (state()) crash(random.between(500, 8_000));
    return `${words}, and the leader is killed`;
  },
} as const satisfies Record<string, Fault>;

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

function diesAtCall(
  name: string,
  process: SimProcess | null,
  random: SimRandom,
  callsMax: number,
): string {
  const calls = random.between(1, callsMax);
  process?.crashAtCall(process.calls() + calls, random.pick(['before', 'after']));
  return `${name} dies at its call ${calls} from now`;
}

function pause(
  name: string,
  paused: SimProcess | null,
  world: SimWorld,
  random: SimRandom,
): string {
  const lasts = random.between(1_000, 60_000);
  paused?.pause();
  world.time.after(lasts, () => paused?.resume());
  return `${name} is paused for ${lasts} ms`;
}

/** For a while; then somebody sets it right. */
function jump(name: string, clock: WallClock, world: SimWorld, random: SimRandom): string {
  const byMs = random.pick([10 * yearMs, hourMs, -hourMs, -yearMs]);
  const lasts = random.between(20_000, 120_000);
  clock.jump(byMs);
  world.time.after(lasts, () => clock.setRight());
  return `${name}: its clock jumps by ${byMs / hourMs} h for ${lasts} ms`;
}
