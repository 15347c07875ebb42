// What did the caller ask for? One table of options serves start, join, stop, status, clean, host and log-lost; anything else on
// the command line is refused by name before anything is done.

import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { HOSTS_MOST } from '../hosts/hosts.mjs';

const STATE_ROOT = '/var/lib/stratus';
/** Where a cloud is unless `--state` says otherwise. */
export const stateOf = (instance) => `${STATE_ROOT}/${instance}`;
const HOST_CPUS_MOST = 1024;

const OPTIONS = {
  yes: { type: 'boolean', help: 'go on without asking' },
  'dry-run': { type: 'boolean', help: 'print the plan and stop; nothing is changed' },
  once: { type: 'boolean', help: 'run one machine, show it, take it away again, stop' },
  detach: { type: 'boolean', help: 'return when the machine answers, leave everything running' },
  instance: {
    type: 'string',
    value: 'NAME',
    help: 'another cloud on this machine (default: local)',
  },
  state: { type: 'string', value: 'DIR', help: `its folder (default: ${STATE_ROOT}/NAME)` },
  for: { type: 'string', value: 'USER', help: 'whose machine it is (default: who called sudo)' },
  'volatile-log': { type: 'boolean', help: 'accept that a power cut loses the last requests' },
  range: { type: 'string', value: 'CIDR', help: 'addresses of the machines, such as 10.77.1.0/24' },
  hosts: {
    type: 'string',
    value: 'N',
    help: 'private hosts, 1 to 16 (default: as before, else 1)',
  },
  'host-cpus': { type: 'string', value: 'N', help: 'CPUs that each host declares (default: 4)' },
  listen: {
    type: 'string',
    value: 'ADDRESS',
    help: "let other machines join, at this machine's ADDRESS, over TLS; `none`: no more",
  },
  'export-to': {
    type: 'string',
    value: 'DIR',
    help: 'every hour a copy of the log goes there; `none`: no more',
  },
  private: { type: 'boolean', help: 'a hypervisor of its own, also where libvirtd runs' },
  bridge: { type: 'string', value: 'NAME', help: 'to which libvirtd attaches the machines' },
  nat: { type: 'boolean', help: 'let machines reach what this machine reaches' },
  'leave-machines': { type: 'boolean', help: 'stop the cloud, leave its machines running' },
  force: { type: 'boolean', help: 'cut the power of machines that do not stop' },
  help: { type: 'boolean', help: 'print this' },
};

export const COMMANDS = {
  start: [
    'yes',
    'dry-run',
    'once',
    'detach',
    'instance',
    'state',
    'for',
    'volatile-log',
    'range',
    'nat',
    'hosts',
    'host-cpus',
    'listen',
    'export-to',
    'help',
  ],
  join: ['yes', 'dry-run', 'detach', 'instance', 'state', 'private', 'bridge', 'help'],
  stop: ['yes', 'leave-machines', 'force', 'instance', 'state', 'help'],
  status: ['instance', 'state', 'help'],
  clean: ['yes', 'dry-run', 'instance', 'state', 'help'],
  host: ['instance', 'state', 'help'],
  'log-lost': ['yes', 'instance', 'state', 'help'],
};

/** @throws {WrongUsage} unless it is left away or a whole number in this range */
function countIn(name, text, most) {
  if (text === undefined) return null;
  const count = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most)
    throw new WrongUsage(`--${name} ${text}: a number from 1 to ${most}`);
  return count;
}

/** An error of the caller: shown without a stack, exit code 2. */
export class WrongUsage extends Error {}

/** Commands that npm knows without `run`. */
export const SHORT_COMMANDS = ['start'];
/** What stands beside the options, for commands that take something. */
const WORDS = {
  host: 'NAME kill|cut|join|reboot [options]',
  join: '[options] [- to be asked for the line of `stratus host add`]',
};

/** What each of those words means. */
const MEANINGS = {
  host: [
    '  kill               its power fails: guests and agent end at once, until `reboot`',
    '  reboot             it boots, with a new boot id',
    '  cut                its network fails; what runs there runs on',
    '  join               the end of `cut`',
    '                     (without NAME: how each host is)',
  ],
};

/** @param {keyof typeof COMMANDS} command */
export function usage(command) {
  const lines = COMMANDS[command].map((name) => {
    const { value, help } = OPTIONS[name];
    return `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(18)} ${help}`;
  });
  const typed = SHORT_COMMANDS.includes(command) ? command : `run ${command}`;
  const meanings = MEANINGS[command] ?? [];
  return [`npm ${typed} -- ${WORDS[command] ?? '[options]'}`, ...meanings, ...lines].join('\n');
}

/**
 * @param {keyof typeof COMMANDS} command
 * @param {string[]} args
 * @throws {WrongUsage}
 */
export function readOptions(command, args) {
  const known = Object.fromEntries(
    COMMANDS[command].map((name) => [name, { type: OPTIONS[name].type }]),
  );
  const allowPositionals = command in WORDS;
  let values, positionals;
  try {
    ({ values, positionals } = parseArgs({ args, options: known, strict: true, allowPositionals }));
  } catch (error) {
    throw new WrongUsage(`${error.message}\n\n${usage(command)}`);
  }
  const instance = values.instance ?? 'local';
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(instance)) {
    throw new WrongUsage(`--instance ${instance}: small letters, digits and dashes, at most 32`);
  }
  if (command === 'join' && positionals.length > 1)
    throw new WrongUsage(`one line of \`stratus host add\`, or -\n\n${usage(command)}`);
  if (values.once && values.detach) throw new WrongUsage('--once and --detach exclude each other');
  return {
    command,
    words: positionals,
    instance,
    state: resolve(values.state ?? stateOf(instance)),
    yes: values.yes ?? false,
    dryRun: values['dry-run'] ?? false,
    once: values.once ?? false,
    detach: values.detach ?? false,
    forUser: values.for ?? null,
    volatileLog: values['volatile-log'] ?? false,
    range: values.range ?? null,
    nat: values.nat ?? false,
    hosts: countIn('hosts', values.hosts, HOSTS_MOST),
    hostCpus: countIn('host-cpus', values['host-cpus'], HOST_CPUS_MOST),
    listen: values.listen ?? null,
    exportTo: values['export-to'] ?? null,
    private: values.private ?? false,
    bridge: values.bridge ?? null,
    joinString: positionals[0] ?? null,
    leaveMachines: values['leave-machines'] ?? false,
    force: values.force ?? false,
    help: values.help ?? false,
  };
}
