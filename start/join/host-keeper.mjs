// Who keeps the agent of a joined host running? This process, as keeper.mjs does for a whole cloud: it starts the private
// hypervisor where there is one, then the agent, again whenever it dies, and ends on SIGTERM. Machines are not its
// children and go on. One argument: the host's folder.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { awaitGoAhead } from '../../lab/go-ahead.mjs';
import { insideHost, startHypervisor } from '../../lab/private-hypervisor.mjs';
import { remember } from '../../lab/processes.mjs';
import { readJson } from '../cloud/instance.mjs';
import { writeRunState } from '../cloud/run-state.mjs';
import { supervise } from '../cloud/supervise.mjs';
import { agentProgram } from '../hosts/agent-program.mjs';

awaitGoAhead();
const state = process.argv[2];
const { checkout, config, host } = readJson(join(state, 'keeper.json'));
const run = { keeper: remember(process.pid), parts: {}, failed: null, volatileLog: false };
const ending = new AbortController();
const save = () => writeRunState(state, run);

async function agentCommand() {
  const command = agentProgram(checkout, config);
  if (host === null) return command;
  const { init } = await startHypervisor({ ...host, signal: ending.signal });
  return insideHost(init.pid, command);
}

async function end(agent) {
  ending.abort(new Error('the host is being stopped'));
  await agent.end();
  process.exit(0);
}

process.on('SIGHUP', () => {});
process.on('SIGINT', () => {});
mkdirSync(join(state, 'logs'), { recursive: true, mode: 0o700 });
save();
const part = { name: 'agent', command: agentCommand, logFile: join(state, 'logs/agent.log') };
const agent = supervise(part, (change) => {
  run.parts.agent = change;
  save();
});
process.on('SIGTERM', () => void end(agent));
