/** A small simulated cloud for a story: its hosts have joined, one scheduler leads, and a user asks. */
import { createSimClient } from './sim-client.ts';
import type { SimClient, SimRequest } from './sim-client.ts';
import type { Machine } from '../../shared/model/state.ts';
import { unrest } from './quiet.ts';
import { createSimWorld } from './sim-world.ts';
import type { SimWorld, WorldOptions } from './sim-world.ts';

export interface Cloud {
  readonly world: SimWorld;
  readonly user: SimClient;
  /** Virtual time passes until all is at rest; throws what is not, with the end of the trace. */
  untilQuiet(limitMs?: number): Promise<void>;
  /** The states of all machines, in the order of their labels. */
  states(): string[];
  machineIds(): string[];
  /** QEMUs that live now, started so far, and ended so far. */
  qemus(): { alive: number; started: number };
}

const capacity = { cpuHundredths: 800, memoryMiB: 8_192, diskMiB: 20_000 };

export async function aCloud(hosts: number, changes: Partial<WorldOptions> = {}): Promise<Cloud> {
  const world = await createSimWorld({
    ...{ seed: 1, schedulers: 1, hosts: Array.from({ length: hosts }, () => ({ capacity })) },
    ...changes,
  });
  world.schedulers[0]!.start();
  const user = createSimClient(world, 'user');
  for (const host of world.hosts) {
    host.startAgent();
    user.ask({
      ...{ kind: 'joinHost', hostId: host.hostId, name: host.name },
      ...{ publicKey: '', tokenDigest: '' },
    });
  }
  await world.run(20_000);
  const machines = (): ReadonlyMap<string, Machine> => world.witness.follower.state.machines;
  const sum = (count: (machineId: string) => number): number =>
    [...machines().keys()].reduce((all, machineId) => all + count(machineId), 0);
  return {
    ...{ world, user },
    untilQuiet: (limitMs = 300_000) => untilQuiet(world, user, limitMs),
    states: () => [...machines().values()].map(({ state }) => state),
    machineIds: () => [...machines().keys()],
    qemus: () => ({
      alive: sum((id) => world.census.alive(id)),
      started: sum((id) => world.census.starts(id)),
    }),
  };
}

async function untilQuiet(world: SimWorld, user: SimClient, limitMs: number): Promise<void> {
  const endMs = world.time.nowMs() + limitMs;
  await world.run(5_000);
  for (;;) {
    const problems = unrest(world, [user]);
    if (problems.length === 0) return;
    if (world.time.nowMs() > endMs) throw new Error([...problems, world.trace.tail(60)].join('\n'));
    await world.run(5_000);
  }
}

/** The answer's kind, or the reason of the refusal; null: none yet. */
export function saidTo({ answer }: SimRequest): string | null {
  if (!answer) return null;
  return answer.kind === 'refused' ? answer.refusal.reason : answer.kind;
}
