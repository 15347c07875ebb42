/** What the users of a simulated cloud ask for in a history: drawn from its seed, over the first nine minutes. */
import type { SimClient } from './sim-client.ts';
import { simRandom } from './sim-random.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export const requestsEndMs = 540_000;

const names = ['web', 'db', 'mail'] as const;

export interface PlannedRequest {
  readonly atMs: number;
  /** What is asked, of what there is by then. */
  readonly seed: number;
}

/** The requests of one history. */
export function drawRequests(random: SimRandom): PlannedRequest[] {
  return Array.from({ length: random.between(28, 34) }, () => ({
    atMs: random.between(3_000, requestsEndMs),
    seed: random.below(2 ** 32),
  }));
}

/** The first client is the administrator. */
export function joinHosts(world: SimWorld, [administrator]: readonly SimClient[]): void {
  for (const { hostId, name } of world.hosts)
    administrator!.ask({ kind: 'joinHost', hostId, name, publicKey: '', tokenDigest: '' });
}

export function playRequests(
  world: SimWorld,
  clients: readonly SimClient[],
  planned: readonly PlannedRequest[],
): void {
  const ask = (seed: number): void => askSomething(world, clients, simRandom(seed));
  for (const { atMs, seed } of planned) world.time.after(atMs, () => ask(seed));
  world.askNow = ask;
}

function askSomething(world: SimWorld, clients: readonly SimClient[], random: SimRandom): void {
  const machines = acknowledged(clients);
  const dice = random.below(100);
  if (machines.length === 0 || dice < 38) return askToRun(random.pick(clients), random);
  const { machine, projectId } = random.pick(machines.slice(-12));
  const client = random.pick(clients.filter(isAnother(projectId, random.chance(12))));
  if (dice < 48) return void client.ask({ kind: 'start', machines: [machine] });
  if (dice < 58) return void client.ask({ kind: 'stop', machines: [machine] });
  if (dice < 66) return void client.ask({ kind: 'shutdown', machines: [machine] });
  if (dice < 84) return void client.ask({ kind: 'kill', machines: [machine] });
  // What only an administrator may; now and then somebody else tries it.
  const administrator = random.chance(12) ? random.pick(clients) : clients[0]!;
  const kept = random.pick(machines);
  const why = 'to be looked at';
  if (dice < 90)
    return void administrator.ask({ kind: 'hold', machine: kept.machine, why }, kept.projectId);
  if (dice < 94)
    return void administrator.ask({ kind: 'release', machine: kept.machine, why }, kept.projectId);
  const host = random.pick(world.hosts).hostId;
  if (!isJoined(clients, host)) return askToRun(client, random);
  if (dice < 97) return void administrator.ask({ kind: 'disableHost', host, why: 'new memory' });
  administrator.ask({ kind: 'enableHost', host, why: '' });
}

/** Clients of the project; or of another, who try what is not theirs. */
function isAnother(projectId: string, trespasses: boolean): (client: SimClient) => boolean {
  return ({ who }) => (who.projectId === projectId) !== trespasses;
}

function askToRun(client: SimClient, random: SimRandom): void {
  const count = random.chance(75) ? 1 : random.between(2, 3);
  client.run(count, {
    type: random.chance(70) ? 'small' : 'large',
    name: random.chance(40) ? random.pick(names) : '',
    policy: random.pick(['packing', 'striping', null]),
    onHostRestart: random.pick(['leave', 'start']),
    address: random.chance(5) && count === 1 ? 0x0a4d0902 + random.below(6) : null,
  });
}

/** Machines that users know to be there. */
function acknowledged(clients: readonly SimClient[]): { machine: string; projectId: string }[] {
  return clients.flatMap(({ requests }) =>
    requests.flatMap(({ answer, command, projectId }) =>
      command.kind === 'run' && answer?.kind === 'accepted'
        ? answer.machineIds.map((machine) => ({ machine, projectId }))
        : [],
    ),
  );
}

function isJoined(clients: readonly SimClient[], hostId: string): boolean {
  return clients.some(({ requests }) =>
    requests.some(
      ({ answer, command }) =>
        command.kind === 'joinHost' && command.hostId === hostId && answer?.kind === 'accepted',
    ),
  );
}
