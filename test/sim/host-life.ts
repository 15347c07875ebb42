/**
 * What befalls hosts of a simulated cloud as hosts: one is lost for long and confirmed down, rightly or wrongly; one is copied;
 * labels change; one is removed. Drawn from the history's seed.
 */
import { uuidFromRandom } from '../../shared/base/bytes.ts';
import { startCopy } from './host-copy.ts';
import type { SimClient, SimRequest } from './sim-client.ts';
import type { SimHost } from './sim-host.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export function planHostLife(world: SimWorld, administrator: SimClient, random: SimRandom): void {
  const at = (fromMs: number, toMs: number, action: () => void): void =>
    void world.time.after(random.between(fromMs, toMs), action);
  const host = (): SimHost => random.pick(world.hosts);
  if (random.chance(60)) at(40_000, 200_000, () => loseHost(world, administrator, host(), random));
  if (random.chance(35)) at(20_000, 400_000, () => copyHost(world, host(), random));
  if (random.chance(30))
    at(30_000, 500_000, () => {
      const name = random.pick(['attic', 'cellar', 'host-1']);
      whereJoined(world, host(), ({ hostId }) =>
        administrator.ask({ kind: 'renameHost', host: hostId, name }),
      );
    });
  if (random.chance(15))
    at(300_000, 530_000, () =>
      whereJoined(world, host(), ({ hostId }) =>
        administrator.ask({ kind: 'removeHost', host: hostId, why: 'sold' }),
      ),
    );
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

/** A copy of its disk is switched on in another computer, for a while. */
function copyHost(world: SimWorld, host: SimHost, random: SimRandom): void {
  const copy = startCopy(world, host, uuidFromRandom(random.bytes(16)));
  world.time.after(random.between(20_000, 120_000), () => copy.end());
}
