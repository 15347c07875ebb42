// `npm run clean`: take away what was made here. It lists, asks once, and removes what the journal lists, newest first;
// the cloud's own folder, with the journal in it, goes last.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mayGoOn } from './terminal/ask.mjs';
import { needCloud, runFramed } from './terminal/command-frame.mjs';
import { lockInstance, readJson } from './cloud/instance.mjs';
import { guestsHere } from './join/joined-agent.mjs';
import { readJoined } from './join/joined-host.mjs';
import { readJournal } from './cloud/journal.mjs';
import { openPhases } from './terminal/phases.mjs';
import { removalLine, removeEntry } from './cloud/removal.mjs';
import { readRunState } from './cloud/run-state.mjs';
import { signalProcess } from '../lab/processes.mjs';

/** What serves other clouds too goes with the last of them: folders of the checkout, a user's known hosts. */
function sharedWithOthers(state, checkout) {
  const clouds = readdirSync(dirname(state)).map((name) => join(dirname(state), name));
  const others = clouds.filter(
    (other) => other !== state && existsSync(join(other, 'instance.json')),
  );
  const ofCheckout = others.some(
    (other) => readJson(join(other, 'instance.json')).checkout === checkout,
  );
  const noted = new Set(others.flatMap((other) => readJournal(other).map(({ path }) => path)));
  return ({ path }) =>
    path !== undefined && (noted.has(path) || (ofCheckout && path.startsWith(`${checkout}/`)));
}

/** Whose libvirtd is not ours keeps its machines; their disks are not taken from under them. */
function checkNoGuests(state) {
  if (readJoined(state)?.libvirt !== 'system') return;
  const guests = guestsHere(state).length;
  if (guests > 0)
    throw new Error(
      `${guests} machine(s) of the cloud run here; end them there first: stratus kill NAME`,
    );
}

function endLeftovers(state) {
  for (const { process } of readRunState(state).leftover)
    signalProcess(process, 'SIGKILL', { group: true });
}

process.exitCode = await runFramed('clean', process.argv.slice(2), async (options) => {
  const { checkout } = needCloud(options, 'run clean');
  const { state } = options;
  const keep = sharedWithOthers(state, checkout);
  const entries = readJournal(state)
    .reverse()
    .filter((entry) => !keep(entry));
  const todo = entries
    .map((entry) => ({ entry, line: removalLine(entry) }))
    .filter(({ line }) => line !== null);
  process.stdout.write(`${todo.map(({ line }) => line).join('\n')}\n\n`);
  if (options.dryRun) return 0;
  checkNoGuests(state);
  if (!(await mayGoOn('Remove all this?', options.yes))) return 1;
  lockInstance(state);
  await openPhases().phase('Removing', async (say) => {
    endLeftovers(state);
    for (const { entry, line } of todo) {
      say(line);
      await removeEntry(entry);
      if (entry.kind === 'process') endLeftovers(state);
    }
    say('');
  });
  return 0;
});
