// `--once`: is the whole path sound? A command runs in the machine, the machine is killed, its disk is shown in
// quarantine, and everything that runs is stopped.

import { waitUntil } from '../../lab/wait-until.mjs';
import { sshAs } from './first-machine.mjs';
import { stopCloud } from '../cloud/stop-cloud.mjs';

/** @returns {Promise<number>} 0 when every step was seen */
export async function showOnce({ state, first, phases }) {
  const { cloud, machine, starter, own } = first;
  const answer = await phases.phase('Running `uname -a` in it', () =>
    sshAs(starter, machine, 'uname -a', ['-i', own.path, '-o', 'IdentitiesOnly=yes']),
  );
  phases.say(`\n    ${answer.trim()}\n`);
  await phases.phase('Killing it', async (say) => {
    await cloud.act(machine.id, 'kill');
    const done = async () => {
      const { state: now } = await cloud.machine(machine.id);
      say(now);
      return now === 'done';
    };
    await waitUntil('the machine to be done', done, { limitMs: 60_000, everyMs: 200 });
  });
  const evidence = await phases.phase('Looking into quarantine', () =>
    waitUntil(
      'its disk to be in quarantine',
      async () => (await cloud.quarantine()).find((item) => item.machineId === machine.id),
      { limitMs: 60_000, everyMs: 200 },
    ),
  );
  phases.say(`\n${JSON.stringify(evidence, null, 2).replace(/^/gm, '    ')}\n`);
  await stopCloud({ state, leaveMachines: false, force: true, phases });
  phases.say(`\nDone in ${(phases.totalMs() / 1000).toFixed(1)} s; nothing runs any more.`);
  return 0;
}
