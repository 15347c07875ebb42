// `npm run stop`: end a cloud that was left running. On a terminal it asks what is to happen to the machines.

import { askLine } from './terminal/ask.mjs';
import { needCloud, runFramed } from './terminal/command-frame.mjs';
import { lockInstance } from './cloud/instance.mjs';
import { stopJoined } from './join/joined-agent.mjs';
import { readJoined } from './join/joined-host.mjs';
import { openPhases } from './terminal/phases.mjs';
import { readRunState } from './cloud/run-state.mjs';
import { runningGuests, stopCloud } from './cloud/stop-cloud.mjs';

async function leaveMachines(options, guests) {
  if (options.leaveMachines) return true;
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  if (guests === 0 || options.yes || options.force || !terminal) return false;
  const answer = await askLine(
    `${guests} running. Stop the machines, or leave them running? [S/l] `,
  );
  return /^l(eave)?$/i.test(answer.trim());
}

/** A machine that joined another's cloud has an agent to end, and no cloud. */
async function stopHost({ state, leaveMachines: leave, force }) {
  lockInstance(state);
  await stopJoined({ state, leaveMachines: leave, force, phases: openPhases() });
  return 0;
}

process.exitCode = await runFramed('stop', process.argv.slice(2), async (options) => {
  needCloud(options, 'run stop');
  if (readJoined(options.state)) return stopHost(options);
  const run = readRunState(options.state);
  const lives = run.keeperAlive || run.isSwitchAlive || run.hosts.some(({ alive }) => alive);
  if (!lives && run.leftover.length === 0) {
    process.stdout.write('Nothing of this cloud runs.\n');
    return 0;
  }
  const leave = await leaveMachines(options, runningGuests(run.hosts).length);
  lockInstance(options.state);
  const { state, force } = options;
  await stopCloud({ state, leaveMachines: leave, force, phases: openPhases() });
  process.stdout.write(
    leave ? 'Stopped; the machines go on.\n' : 'Stopped; machines and their disks are kept.\n',
  );
  return 0;
});
