// `npm run status`: what runs of this cloud? Exit code 0 when all of it runs, 1 when something does not.

import { leavesEndAtMs } from './join/certificates.mjs';
import { runFramed, needCloud } from './terminal/command-frame.mjs';
import { readSettings } from './cloud/instance.mjs';
import { joinedStatus } from './join/joined-agent.mjs';
import { readJoined } from './join/joined-host.mjs';
import { notReady, readRunState } from './cloud/run-state.mjs';
import { statusText } from './terminal/status-text.mjs';
import { cloudOf, guestsOf } from './cloud/stop-cloud.mjs';
import { typedIn } from './terminal/typed-command.mjs';

process.exitCode = await runFramed('status', process.argv.slice(2), async (options) => {
  const marker = needCloud(options, 'run status');
  if (readJoined(options.state)) {
    const { text, whole } = joinedStatus(options.state);
    process.stdout.write(`${text}\n`);
    return whole ? 0 : 1;
  }
  const settings = readSettings(options.state);
  const run = readRunState(options.state);
  const machines = run.keeperAlive
    ? await cloudOf(options.state)
        .machines()
        .catch(() => null)
    : null;
  const hosts = run.hosts.map((host) => ({
    ...{ ...host, guests: guestsOf(host).length },
    end: typedIn(options.state, 'host', [host.name, 'kill']),
  }));
  const certificatesEndMs = settings?.listen ? leavesEndAtMs(options.state) : null;
  const text = statusText({ marker, settings, run, hosts, machines, certificatesEndMs });
  process.stdout.write(`${text}\n`);
  const whole =
    run.isSwitchAlive && hosts.every(({ alive, cut, removed }) => removed || (alive && !cut));
  return run.keeperAlive && notReady(run).length === 0 && run.logTrouble === null && whole ? 0 : 1;
});
