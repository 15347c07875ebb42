/**
 * The log of a simulated cloud is put back from an older copy, or lost altogether: as an administrator would do it, with every
 * scheduler ended before, and the recovery that he then carries out in two steps.
 */
import { cloudId, createLogWriter } from '../support/log-writer.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';
import type { Recovery } from '../../shared/model/command.ts';
import type { Event } from '../../shared/model/events.ts';
import type { SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

const restartMs = 1_000;

/** Only the first `keep` commits are left of the log, as they were then. */
export function putBackLog(world: SimWorld, keep: number): void {
  world.witness.look();
  for (const scheduler of world.schedulers) scheduler.crash(restartMs);
  world.log.rewriteTail(keep);
  world.witness.restart();
  world.trace.note(`the log is put back to its first ${keep} commits`);
}

/** Nothing is left of it: it is made anew from what the site's configuration says, and from the hosts that are named. */
export async function loseLog(
  world: SimWorld,
  hosts: readonly { hostId: string; name: string }[],
): Promise<void> {
  const [first] = world.log.messages();
  const site = decodeCommit(first!.bytes).entries.flatMap(({ events }) => events);
  putBackLog(world, 0);
  const events: Event[] = [
    ...site.filter(({ type }) => type !== 'recoveryNeeded'),
    { type: 'recoveryNeeded', why: 'the log was lost' },
    ...hosts.map(({ hostId, name }): Event => ({
      ...{ type: 'hostJoined', hostId, name, publicKey: '', tokenDigest: '' },
    })),
  ];
  const setup = createLogWriter(world.log.at(1).client('setup'), world.clock.now());
  const written = setup.write(events);
  await world.run(500);
  await written;
  world.trace.note(`the log of cloud ${cloudId.slice(0, 8)} is made anew`);
}

/** Both steps; what was told by the second, or why it was refused. */
export async function recoverLog(world: SimWorld, administrator: SimClient): Promise<Recovery> {
  const ask = async (word: string): Promise<Recovery> => {
    const request = administrator.ask({ kind: 'recover', word });
    for (let looks = 0; !request.answer && looks < 600; looks++) await world.run(200);
    if (request.answer?.kind !== 'recovery')
      throw new Error(`no recovery: ${JSON.stringify(request.answer)}`);
    return request.answer;
  };
  const { word } = await ask('');
  return ask(word);
}
