// What is told when the machine answers, and what `npm run status` shows.

import { RENEW_BELOW_DAYS } from '../join/certificates.mjs';
import { typedCommand } from './typed-command.mjs';
import { isUsualProfile } from '../first-machine/user.mjs';

const RENEW_BELOW_MS = RENEW_BELOW_DAYS * 86_400_000;

/** After a start: how to reach the machine and what to try next. */
export function runningText({ plan, machine, address, user, key, profileFile, locked, seconds }) {
  return [
    `Your machine "${machine.name}" answers, ${seconds.toFixed(0)} s after the start.`,
    '',
    `  As ${user.name}, in another terminal:`,
    ...(isUsualProfile(user, profileFile)
      ? []
      : [`    export STRATUS_PROFILE=${profileFile}     (without it stratus means another cloud)`]),
    `    ssh root@${address}`,
    `    npx stratus ssh ${machine.name}          (knows its host key already)`,
    ...(locked
      ? [`    (${key.path} did not open it alone: it has a passphrase, or another key was put in)`]
      : []),
    ...(key.made ? [`    (with the new key ${key.path.replace(/\.pub$/, '')})`] : []),
    '',
    '  Try next:',
    '    npx stratus list                 what runs',
    '    npx stratus run -n 2             two more',
    `    npx stratus stop ${machine.name}           halt it; \`stratus start\` brings it back with its data`,
    `    npx stratus kill ${machine.name}           take it away; its disk goes to quarantine`,
    '    npx stratus quarantine           what is kept there',
    '    npx stratus page                 all of it in a browser: prints a link that logs in once',
    '',
    `  API http://127.0.0.1:${plan.apiPort}, profile ${profileFile}`,
    `  Later: sudo ${typedCommand(plan, 'status')}, or "stop" or "clean" in its place`,
  ].join('\n');
}

const partLine = (name, part) => {
  const words = part
    ? [part.state, part.deaths > 0 && `${part.deaths} deaths`, part.why]
    : ['not running'];
  return `  ${name.padEnd(12)} ${words.filter(Boolean).join(', ')}`;
};

const cell = (value, width) => String(value ?? '').padEnd(width);

/** What a private host is doing, in words; end: the command that cuts its power. */
export function hostWords({ alive, on, cut, removed = false, guests, end = '' }) {
  const machines = `${guests} machine${guests === 1 ? '' : 's'} in it`;
  const still = `, still on, ${machines}${end ? `: ${end} ends it` : ''}`;
  if (removed) return `removed from the cloud${alive ? still : ''}`;
  if (!on) return 'powered off';
  if (!alive) return 'not running';
  return cut ? `cut off, ${machines}` : `running, ${machines}`;
}

/** A cloud that runs heals it by itself, or says why it cannot. */
const switchCure = ({ keeperAlive, switchTrouble }) =>
  keeperAlive ? (switchTrouble ?? 'it is being started again') : '`npm start` brings it back';

const day = (ms) => new Date(ms).toISOString().slice(0, 10);

const whoRenews = (endMs) =>
  endMs === null
    ? 'a start makes new ones'
    : `made again by itself from ${day(endMs - RENEW_BELOW_MS)} on, while the cloud runs`;

/** Where other machines reach the cloud, and until when they believe it. */
function listenLines({ listen, apiPort }, endMs) {
  if (!listen) return [];
  const until = endMs === null ? 'there are none' : `until ${day(endMs)}`;
  return [
    `  ${'others'.padEnd(12)} https://${listen.address}:${apiPort}, bus tls://${listen.address}:${listen.busPort}`,
    `  ${'certificates'.padEnd(12)} ${until}; ${whoRenews(endMs)}`,
  ];
}

/**
 * @param {{marker: object, settings: object | null, run: ReturnType<typeof import('../cloud/run-state.mjs').readRunState>,
 *   hosts: Array<{name: string, alive: boolean, on: boolean, cut: boolean, guests: number}>,
 *   machines: Array<object> | null, certificatesEndMs?: number | null}} what certificatesEndMs: of a cloud that listens
 */
export function statusText({ marker, settings, run, hosts, machines, certificatesEndMs = null }) {
  const rows = (machines ?? []).map((machine) =>
    `  ${cell(machine.label, 5)}${cell(machine.name, 20)}${cell(machine.state, 12)}${cell(machine.address, 16)}`.trimEnd(),
  );
  return [
    `Cloud "${marker.instance}" of ${marker.checkout}`,
    ...(run.volatileLog ? ['WARNING: --volatile-log: a power cut loses the last requests'] : []),
    ...(run.failed ? [`Ended: ${run.failed}`] : []),
    ...run.partNames.map((name) => partLine(name, run.keeperAlive ? run.parts[name] : null)),
    ...(run.logTrouble ? [`  log          ${run.logTrouble}`] : []),
    ...(run.isSwitchAlive || hosts.every(({ alive }) => !alive)
      ? []
      : [`  switch       not running, no machine is reached: ${switchCure(run)}`]),
    ...hosts.map((host) => `  ${host.name.padEnd(12)} ${hostWords(host)}`),
    ...(settings
      ? [`  ${'addresses'.padEnd(12)} ${settings.range.first} to ${settings.range.last}`]
      : []),
    ...(settings ? [`  ${'API'.padEnd(12)} http://127.0.0.1:${settings.apiPort}`] : []),
    ...(settings ? listenLines(settings, certificatesEndMs) : []),
    ...(machines === null
      ? ['Machines: the API does not answer']
      : ['Machines:', ...(rows.length ? rows : ['  none'])]),
  ].join('\n');
}
