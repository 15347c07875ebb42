// `npm run host -- NAME kill|cut|join|reboot`: what can happen to a host in a data centre, by hand: its power fails, its
// network fails, the network is whole again, it boots. Without a name: how each host is.

import { WrongUsage, usage } from './terminal/options.mjs';
import { needCloud, runFramed } from './terminal/command-frame.mjs';
import { HOST_ACTIONS } from './hosts/host-actions.mjs';
import { lockInstance } from './cloud/instance.mjs';
import { openPhases } from './terminal/phases.mjs';
import { readRunState } from './cloud/run-state.mjs';
import { hostWords } from './terminal/status-text.mjs';
import { guestsOf } from './cloud/stop-cloud.mjs';

function listText(hosts) {
  const words = (host) => hostWords({ ...host, guests: guestsOf(host).length });
  return hosts.map((host) => `  ${host.name.padEnd(12)} ${words(host)}`).join('\n');
}

/** @throws {WrongUsage} naming what there is */
function chosen(hosts, [name, action, ...more]) {
  const host = hosts.find((one) => one.name === name);
  if (!host) {
    const names = hosts.map((one) => one.name).join(', ') || 'none; `npm start` makes one';
    throw new WrongUsage(`there is no host "${name}" in this cloud; its hosts: ${names}`);
  }
  const work = Object.hasOwn(HOST_ACTIONS, action ?? '') ? HOST_ACTIONS[action] : null;
  if (work === null || more.length > 0) {
    const what = action === undefined ? 'what is to happen to it?' : `"${action}" is not known.`;
    throw new WrongUsage(`${name}: ${what}\n\n${usage('host')}`);
  }
  return { host, work };
}

process.exitCode = await runFramed('host', process.argv.slice(2), async (options) => {
  needCloud(options, 'run host');
  const { state, words } = options;
  const { hosts } = readRunState(state);
  if (words.length === 0) {
    process.stdout.write(`${listText(hosts)}\n`);
    return 0;
  }
  const { host, work } = chosen(hosts, words);
  lockInstance(state);
  await work(state, host, openPhases());
  return 0;
});
