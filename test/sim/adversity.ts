/** What goes wrong in a simulated history: drawn from its seed, over the first nine minutes; after that all is made well. */
import { HypervisorRefused } from '../../agent/libvirt/hypervisor-errors.ts';
import { DiskFailed } from '../../agent/disks/disks.ts';
import { ImageUnavailable } from '../../agent/images/images.ts';
import type { SimHost } from './sim-host.ts';
import { calm } from './sim-network.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimScheduler } from './sim-scheduler.ts';
import type { SimWorld } from './sim-world.ts';

export interface Adversity {
  /** How many things went wrong so far. */
  faults(): number;
}

type Fault = (world: SimWorld, random: SimRandom) => string;

const endsMs = 540_000;

export function planAdversity(world: SimWorld, random: SimRandom): Adversity {
  let faults = 0;
  const count = random.between(6, 14);
  for (let i = 0; i < count; i++) {
    const fault = random.pick(kinds);
    world.time.after(random.between(8_000, endsMs), () => {
      faults += 1;
      world.trace.note(`fault: ${fault(world, random)}`);
    });
  }
  return { faults: () => faults };
}

/** Everything that is away comes back, and the weather is calm. */
export function endAdversity(world: SimWorld): void {
  world.trace.note('all faults end');
  world.network.setWeather(calm);
  world.vault.setAvailable(true);
  comeBack(world);
  for (const { name, process, start } of world.schedulers) {
    world.network.heal(name);
    process()?.resume();
    start();
  }
  for (const host of world.hosts) {
    world.network.heal(host.name);
    host.agent()?.resume();
    host.hypervisor.setAvailable(true);
    world.hub.reconnect(host.name);
  }
}

function comeBack(world: SimWorld): void {
  if (!world.network.isAway()) return;
  world.network.setAway(false);
  world.log.setAvailable(true);
  for (const { name } of [...world.hosts, ...world.schedulers]) world.hub.reconnect(name);
}

const someHost = (world: SimWorld, random: SimRandom): SimHost => random.pick(world.hosts);
const someScheduler = (world: SimWorld, random: SimRandom): SimScheduler =>
  random.pick(world.schedulers);

function someGuest(host: SimHost, random: SimRandom): string | null {
  const living = [...host.living.keys()];
  return living.length > 0 ? random.pick(living) : null;
}

/** A guest of any host does something by itself. */
function aGuest(act: (host: SimHost, uuid: string) => void, words: string): Fault {
  return (world, random) => {
    const busy = world.hosts.filter(({ living }) => living.size > 0);
    const host = busy.length > 0 ? random.pick(busy) : null;
    const uuid = host && someGuest(host, random);
    if (!host || !uuid) return `no guest ${words}`;
    host.byItself(() => act(host, uuid));
    return `guest ${uuid.slice(0, 8)} ${words}`;
  };
}

const storm: Fault = (world, random) => {
  const lasts = random.between(10_000, 60_000);
  world.network.setWeather({
    ...{ lost: random.between(2, 25), doubled: random.between(0, 20) },
    ...{ delayMaxMs: random.pick([20, 300, 3_000]), appendLost: random.between(0, 20) },
    ...{ answerLost: random.between(0, 25), appendLate: random.between(0, 15) },
  });
  world.time.after(lasts, () => world.network.setWeather(calm));
  return `a storm of ${lasts} ms`;
};

function cutOff(name: string, world: SimWorld, random: SimRandom): string {
  const lasts = random.between(3_000, 90_000);
  world.network.cut(name);
  world.time.after(lasts, () => {
    world.network.heal(name);
    world.hub.reconnect(name);
  });
  return `${name} is cut off for ${lasts} ms`;
}

function pause(
  { name, process }: Pick<SimScheduler, 'name' | 'process'>,
  world: SimWorld,
  random: SimRandom,
): string {
  const lasts = random.between(1_000, 60_000);
  const paused = process();
  paused?.pause();
  world.time.after(lasts, () => paused?.resume());
  return `${name} is paused for ${lasts} ms`;
}

const away: Fault = (world, random) => {
  const lasts = random.between(2_000, 30_000);
  world.network.setAway(true);
  world.log.setAvailable(false);
  world.time.after(lasts, () => comeBack(world));
  return `the message server is away for ${lasts} ms`;
};

const libvirtAway: Fault = (world, random) => {
  const host = someHost(world, random);
  const lasts = random.between(5_000, 60_000);
  host.hypervisor.setAvailable(false);
  world.time.after(lasts, () => host.hypervisor.setAvailable(true));
  return `${host.name}: libvirt is away for ${lasts} ms`;
};

const emptyList: Fault = (world, random) => {
  const host = someHost(world, random);
  for (let i = random.between(1, 4); i > 0; i--) host.hypervisor.faults.emptyNextList();
  return `${host.name}: libvirt answers an empty list`;
};

const hypervisorFails: Fault = (world, random) => {
  const { name, hypervisor } = someHost(world, random);
  const request = random.pick(['define', 'start', 'destroy', 'undefine', 'shutdown'] as const);
  if (random.chance(50)) hypervisor.faults.loseNextAnswer(request);
  else hypervisor.faults.failNext(request, new HypervisorRefused('failed', 'out of luck'));
  return `${name}: libvirt's next ${request} ends badly`;
};

const imageFails: Fault = (world, random) => {
  const host = someHost(world, random);
  host.images.failNext(new ImageUnavailable('no answer', 'the location', 'try another'));
  return `${host.name}: an image does not come`;
};

const diskFails: Fault = (world, random) => {
  const { name, disks } = someHost(world, random);
  const operation = random.pick(['createRoot', 'burnContext', 'quarantine', 'seal'] as const);
  const failure = { message: 'input/output error', where: 'the disk', whatToDo: 'replace it' };
  disks.failNext(operation, new DiskFailed({ reason: null, ...failure }));
  return `${name}: the next ${operation} fails`;
};

const vaultAway: Fault = (world, random) => {
  const lasts = random.between(2_000, 40_000);
  world.vault.setAvailable(false);
  world.time.after(lasts, () => world.vault.setAvailable(true));
  return `the vault is away for ${lasts} ms`;
};

const appendFails: Fault = (world, random) => {
  const fault = random.pick(['full', 'lost', 'unanswered', 'late', 'late'] as const);
  world.log.failNextAppend(fault);
  world.time.after(random.between(1_000, 30_000), () => world.log.landLate());
  return `the next append meets "${fault}"`;
};

/** The agent dies at one of its next calls. */
const dyingAgent: Fault = (world, random) => {
  const { name, agent } = someHost(world, random);
  const process = agent();
  const calls = random.between(1, 25);
  process?.crashAtCall(process.calls() + calls, random.pick(['before', 'after']));
  return `${name}: the agent dies at its call ${calls} from now`;
};

const dyingScheduler: Fault = (world, random) => {
  const { name, process } = someScheduler(world, random);
  const alive = process();
  const calls = random.between(1, 40);
  alive?.crashAtCall(alive.calls() + calls, random.pick(['before', 'after']));
  return `${name} dies at its call ${calls} from now`;
};

const kinds: readonly Fault[] = [
  ...[storm, storm, storm, away, libvirtAway, emptyList, hypervisorFails, imageFails],
  ...[diskFails, vaultAway, appendFails, appendFails],
  ...[dyingAgent, dyingAgent, dyingAgent, dyingScheduler, dyingScheduler],
  (world, random) => cutOff(someHost(world, random).name, world, random),
  (world, random) => cutOff(someScheduler(world, random).name, world, random),
  (world, random) => {
    const { name, agent } = someHost(world, random);
    return pause({ name, process: agent }, world, random);
  },
  (world, random) => pause(someScheduler(world, random), world, random),
  (world, random) => pause(someScheduler(world, random), world, random),
  (world, random) => {
    const { name, crashAgent } = someHost(world, random);
    crashAgent(random.between(500, 40_000));
    return `${name}: the agent is killed`;
  },
  (world, random) => {
    const { name, crash } = someScheduler(world, random);
    crash(random.between(500, 30_000));
    return `${name} is killed`;
  },
  (world, random) => {
    const { name, powerFail } = someHost(world, random);
    powerFail(random.between(5_000, 60_000));
    return `${name}: power failure`;
  },
  (world, random) => {
    const address = 0x0a4d0902 + random.below(12);
    world.foreign.add(address);
    return `a foreign machine answers for address ${address & 255}`;
  },
  aGuest(({ hypervisor }, uuid) => hypervisor.haltInside(uuid), 'halts itself'),
  aGuest(({ hypervisor }, uuid) => hypervisor.haltInside(uuid), 'halts itself'),
  aGuest(({ hypervisor }, uuid) => hypervisor.crashGuest(uuid), 'crashes'),
  aGuest(({ hypervisor }, uuid) => hypervisor.ignorePowerButton(uuid), 'is deaf'),
];
