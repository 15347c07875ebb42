/** `stratus-run-instance`: machines from an image, in StratusLab's words. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { sleep } from '../../../shared/time/clock.ts';
import { CloudSilent } from '../../client.ts';
import type { Client } from '../../client.ts';
import type { Change, Explanation, InstanceType, Machine } from '../../rest-answers.ts';
import { inPath } from '../../session.ts';
import type { ClassicCommand, CommandContext } from '../classic-command.ts';
import { cloudOptions, configOptions } from '../shared-options.ts';
import { checkAvailable, findImage } from '../image-reference.ts';
import { userTypes } from '../instance-types.ts';
import type { UserType } from '../instance-types.ts';
import { machineRequest } from '../machine-request.ts';
import { machineLines } from '../../render/machine.ts';
import { startedText, startingText } from '../render/run-text.ts';
import { typesText } from '../render/types-text.ts';
import { runOptions } from '../run-options.ts';
import { ToolStopped, UsageError } from '../stops.ts';

export const runInstance: ClassicCommand = {
  usage: '[options] image',
  description: 'Starts machines from an image: its name, metadata file, identifier or URL.',
  options: [...runOptions, ...configOptions, ...cloudOptions],
  async run(context) {
    const { options, surroundings } = context;
    const isListing = options.isGiven('list-types');
    if (!isListing && options.args.length > 1)
      throw new UsageError('Too many arguments: one image at a time');
    const [named] = options.args;
    // Before anything is asked of the cloud, as far as it can be known.
    if (!isListing && named === undefined)
      throw new UsageError('Please specify the machine image to start');
    const types = await typesOf(context);
    if (isListing) surroundings.out(typesText(types));
    else await start(context, types, named ?? '');
    return 0;
  },
};

async function typesOf(context: CommandContext): Promise<readonly UserType[]> {
  const config = context.config();
  const { client } = await context.cloud();
  const answer = await client.get<{ readonly types: readonly InstanceType[] }>('/types');
  return userTypes(answer.types, config.instanceTypes, config.value('default_instance_type'));
}

async function start(
  context: CommandContext,
  types: readonly UserType[],
  reference: string,
): Promise<void> {
  const { options, surroundings, isQuiet } = context;
  const { fetch, signal, out, err } = surroundings;
  const cloud = await context.cloud();
  const isQcow = options.isGiven('qcow-disk-format');
  const image = await findImage({ ...{ reference, cloud, fetch, isQcow, signal } });
  const body = machineRequest(context, types, image, cloud);
  const output = options.text('output');
  if (output !== null) checkWritable(output);
  if (!options.isGiven('no-check-image-url')) await checkAvailable(image, { fetch, signal });
  else if (!isQuiet) out(' [WARNING] Image availability check is disabled.\n');
  if (body.publicKeys.length === 0)
    err(' [WARNING] No public key was found: nobody can log in by ssh.\n');
  if (!isQuiet) out(startingText(body.count));
  const change = await cloud.client.post<Change>('/machines', body);
  const machines = await machinesOf(context, cloud.client, change);
  if (output !== null) writeFileSync(output, machines.map(({ label }) => `${label}\n`).join(''));
  if (isQuiet) out(machineLines(machines));
  else {
    const why = await explanations(cloud.client, machines);
    out(startedText(machines, body.networkClass, why));
  }
}

function checkWritable(path: string): void {
  try {
    closeSync(openSync(path, 'a'));
  } catch (cause) {
    throw new ToolStopped(`Output file ${path} cannot be written: ${(cause as Error).message}`);
  }
}

const lookEveryMs = 200;
const looksMax = 50;

/** The machines in the order of their numbers, also when the cloud's view had not caught up with the request yet. */
async function machinesOf(
  { surroundings }: CommandContext,
  client: Client,
  { machineIds, machines }: Change,
): Promise<Machine[]> {
  let found: readonly Machine[] = machines;
  for (let looks = 0; found.length < machineIds.length; looks++) {
    if (looks === looksMax)
      throw new CloudSilent(
        `the machines ${machineIds.join(', ')} are started, but the cloud does not show them yet`,
      );
    await sleep(surroundings.clock, lookEveryMs, surroundings.signal);
    const all = machineIds.map((id) =>
      client.get<Machine>(`/machines/${inPath(id)}`).catch(() => null),
    );
    found = (await Promise.all(all)).filter((machine) => machine !== null);
  }
  return [...found].sort((a, b) => a.label - b.label);
}

/** Machine -> what it waits for; a machine on its way has none. */
async function explanations(
  client: Client,
  machines: readonly Machine[],
): Promise<ReadonlyMap<string, string>> {
  const waiting = machines.filter((machine) => machine.waiting !== null);
  const texts = waiting.map(async ({ id, waiting: reason }) => {
    const why = await client.get<Explanation>(`/machines/${id}/why`).catch(() => null);
    return [id, why?.text ?? reason ?? ''] as const;
  });
  return new Map(await Promise.all(texts));
}
