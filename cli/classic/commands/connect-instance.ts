/**
 * `stratus-connect-instance`: ssh as root into a machine. Its host keys are taken from its console, where only the cloud can
 * have read them; an image that does not print them there is met without a check, as StratusLab always did.
 */
import { sleep } from '../../../shared/time/clock.ts';
import type { Client } from '../../client.ts';
import { writeKnownHosts } from '../../known-hosts-file.ts';
import { hostKeysIn } from '../../../shared/render/host-keys.ts';
import { readConsole } from '../../read-console.ts';
import type { Machine } from '../../rest-answers.ts';
import { inPath } from '../../session.ts';
import type { ClassicCommand, CommandContext } from '../classic-command.ts';
import { cloudOptions, configOptions } from '../shared-options.ts';
import { ToolStopped, UsageError } from '../stops.ts';

/** What ssh ends with when it could not connect. */
const sshFailed = 255;
const repeatsMax = 2;
/** Many who wait for one machine do not come back all at once. */
const repeatWithinSeconds = 60;

export const connectInstance: ClassicCommand = {
  usage: '[options] vm-id',
  description: 'Logs in to a machine by ssh, as root.',
  options: [
    {
      ...{ long: 'key', short: 'k', kind: 'text', value: 'FILE' },
      help: "private key; that of the user's profile, else ssh's own, unless given",
    },
    ...configOptions,
    ...cloudOptions,
  ],
  async run(context) {
    const { options, surroundings } = context;
    const { clock, random, signal } = surroundings;
    const [id, ...more] = options.args;
    if (id === undefined) throw new UsageError('Missing vm-id');
    if (more.length > 0) throw new UsageError('Too many arguments: one machine at a time');
    const cloud = await context.cloud();
    const machine = await cloud.client.get<Machine>(`/machines/${inPath(id)}`);
    if (machine.address === null)
      throw new ToolStopped(`Couldn't find enough information to connect to VM '${id}'`);
    const key = options.text('key') ?? cloud.profile.privateKey;
    for (let repeats = 0; ; repeats++) {
      const known = await knownHosts(context, cloud.client, machine);
      const args = sshArguments(machine.address, key, known);
      const exitCode = await surroundings.runProgram('ssh', args);
      if (exitCode !== sshFailed || repeats === repeatsMax || signal.aborted) return exitCode;
      await sleep(clock, random.below(repeatWithinSeconds) * 1000, signal);
    }
  },
};

async function knownHosts(
  { surroundings }: CommandContext,
  client: Client,
  { id }: Machine,
): Promise<readonly string[]> {
  let text = '';
  await readConsole(client, id, 0, (piece) => (text += piece)).catch(() => null);
  const keys = hostKeysIn(text);
  if (keys.length === 0) return ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'];
  const file = writeKnownHosts(surroundings, id, keys);
  return ['StrictHostKeyChecking=yes', `UserKnownHostsFile="${file}"`, `HostKeyAlias=${id}`];
}

function sshArguments(address: string, key: string | null, known: readonly string[]): string[] {
  const settings = [
    ...[...known, 'GlobalKnownHostsFile=/dev/null', 'LogLevel=ERROR'],
    ...['ConnectTimeout=5', 'NumberOfPasswordPrompts=3'],
  ];
  return [
    ...settings.flatMap((setting) => ['-o', setting]),
    ...(key === null ? [] : ['-i', key]),
    ...['-p', '22', '-l', 'root', '--', address],
  ];
}
