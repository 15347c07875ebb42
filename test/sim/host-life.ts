/**
 * What befalls hosts of a simulated cloud as hosts: one is lost for long and confirmed down, rightly or wrongly; one is copied;
 * labels change; one is removed. Drawn from the history's seed.
 */
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import { startCopy } from './host-copy.ts';
import type { SimClient, SimRequest } from './sim-client.ts';
import type { SimHost } from './sim-host.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export interface PlannedHostLife {
  readonly atMs: number;
  readonly name: keyof typeof happenings;
  readonly seed: number;
}

type Happening = (world: SimWorld, administrator: SimClient, random: SimRandom) => void;

const happenings = {
  loseHost: (world, administrator, random) =>
    loseHost(world, administrator, random.pick(world.hosts), random),
  copyHost: (world, _administrator, random) => copyHost(world, random.pick(world.hosts), random),
  renameHost(world, administrator, random) {
    const name = random.pick(['attic', 'cellar', 'host-1']);
    whereJoined(world, random.pick(world.hosts), ({ hostId }) =>
      administrator.ask({ kind: 'renameHost', host: hostId, name }),
    );
  },
  removeHost(world, administrator, random) {
    whereJoined(world, random.pick(world.hosts), ({ hostId }) =>
      administrator.ask({ kind: 'removeHost', host: hostId, why: 'sold' }),
    );
  },
} as const satisfies Record<string, Happening>;

/** In how many of a hundred histories, and when at the earliest and latest, in milliseconds. */
const odds = {
  ...{ loseHost: [60, 40_000, 200_000], copyHost: [35, 20_000, 400_000] },
  ...{ renameHost: [30, 30_000, 500_000], removeHost: [15, 300_000, 530_000] },
} as const satisfies Record<keyof typeof happenings, readonly [number, number, number]>;

/** What befalls hosts in one history. */
export function drawHostLife(random: SimRandom): PlannedHostLife[] {
  return Object.entries(odds).flatMap(([name, [percent, fromMs, toMs]]) => {
    const planned = { atMs: random.between(fromMs, toMs), seed: random.below(2 ** 32) };
    return random.chance(percent) ? [{ name: name as keyof typeof happenings, ...planned }] : [];
  });
}

export function playHostLife(
  world: SimWorld,
  administrator: SimClient,
  planned: readonly PlannedHostLife[],
): void {
  for (const { atMs, name, seed } of planned)
    world.time.after(atMs, () => {
      if (world.isRecovering) return;
      const happening: Happening = happenings[name];
      happening(world, administrator, simRandom(seed));
    });
}

/** After all misfortune the administrator looks at the list: whose copy was heard is bound by his word alone. */
export function lookAfterHosts(world: SimWorld, administrator: SimClient): void {
  for (const host of world.witness.follower.state.hosts.values()) {
    if (host.cloned === null || host.removed) continue;
    administrator.ask({ kind: 'rebindHost', host: host.hostId, why: 'its copy is off' });
  }
}

function whereJoined(world: SimWorld, host: SimHost, action: (host: SimHost) => void): void {
  if (world.witness.follower.state.hosts.has(host.hostId)) action(host);
}

/** Down, cut off, or without its agent until long after it counts as silent; meanwhile it is confirmed down. */
function loseHost(
  world: SimWorld,
  administrator: SimClient,
  host: SimHost,
  random: SimRandom,
): void {
  const silentMs = world.witness.follower.state.site?.hostSilentAfterMs ?? 0;
  const lostMs = silentMs + random.between(30_000, 150_000);
  const how = random.pick(['power', 'cut', 'agent'] as const);
  world.trace.note(`${host.name}: lost for ${lostMs} ms (${how})`);
  if (how === 'power') host.powerFail(lostMs);
  else if (how === 'agent') host.crashAgent(lostMs);
  else {
    world.network.cut(host.name);
    world.time.after(lostMs, () => {
      world.network.heal(host.name);
      world.hub.reconnect(host.name);
    });
  }
  whereJoined(world, host, () =>
    world.time.after(silentMs + random.between(2_000, 20_000), () =>
      confirmDown(world, administrator, host.hostId),
    ),
  );
  for (const laterMs of [20_000, 80_000])
    world.time.after(lostMs + laterMs, () =>
      whereJoined(world, host, ({ hostId }) =>
        administrator.ask({ kind: 'enableHost', host: hostId, why: 'looked at' }),
      ),
    );
}

/** The first step, and with its word the second. */
function confirmDown(world: SimWorld, administrator: SimClient, host: string): void {
  const first = administrator.ask({ kind: 'confirmDown', host, why: 'no light', word: '' });
  let looks = 0;
  const look = (): void => {
    if (first.answer === null && ++looks < 20) return void world.time.after(2_000, look);
    const word = wordOf(world, first, host);
    if (word === null) return;
    administrator.ask({ kind: 'confirmDown', host, why: 'no light', word });
  };
  world.time.after(2_000, look);
}

function wordOf(world: SimWorld, first: SimRequest, host: string): string | null {
  if (first.answer?.kind !== 'accepted') return null;
  return world.witness.follower.state.hosts.get(host)?.downAsked?.word ?? null;
}

/** A copy of its disk is switched on in another computer, for a while; sometimes the host itself is cut off all that time. */
function copyHost(world: SimWorld, host: SimHost, random: SimRandom): void {
  const copy = startCopy(world, host, uuidFromRandom(random.bytes(16)));
  const isAlone = random.chance(50);
  if (isAlone) world.network.cut(host.name);
  world.time.after(random.between(20_000, 120_000), () => {
    copy.end();
    if (!isAlone) return;
    world.network.heal(host.name);
    world.hub.reconnect(host.name);
  });
}
