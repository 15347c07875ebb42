/** `stratus-describe-instance`: how machines are, in StratusLab's table. */
import { everyMachine } from '../../every-machine.ts';
import type { Explanation, Machine } from '../../rest-answers.ts';
import { inPath } from '../../session.ts';
import type { ClassicCommand, CommandContext } from '../classic-command.ts';
import { cloudsOf } from '../cloud-login.ts';
import type { Cloud } from '../cloud-login.ts';
import { cloudOptions, configOptions } from '../shared-options.ts';
import { failureText } from '../failure-text.ts';
import { allAttributes, instanceTable } from '../render/instance-table.ts';
import type { DescribedInstance } from '../render/instance-table.ts';

/** Names are looked up for so many machines at once. */
const lookUpsAtOnce = 32;
const everything = 3;
const someFailed = 255;

export const describeInstance: ClassicCommand = {
  usage: '[options] [vm-id ...]',
  description: 'Describes machines: those named, or all that have not ended.',
  options: [
    {
      ...{ long: 'numeric', short: 'n', kind: 'flag' },
      help: 'show addresses, do not look up their names',
    },
    {
      ...{ long: 'multi-endpoints', short: 'm', kind: 'flag' },
      help: 'ask every cloud of "endpoints" in the user configuration file',
    },
    ...configOptions,
    ...cloudOptions,
  ],
  async run(context) {
    const { options, surroundings } = context;
    if (!options.isGiven('multi-endpoints')) {
      surroundings.out(await description(context, await context.cloud()));
      return 0;
    }
    let exitCode = 0;
    for (const cloud of cloudsOf(context.config(), surroundings)) {
      surroundings.out(`::: ${cloud.endpoint} : ${cloud.username} :::\n`);
      try {
        surroundings.out(await description(context, cloud));
      } catch (error) {
        if (surroundings.signal.aborted) throw error;
        // One cloud that is away does not hide the others.
        surroundings.out(failureText(error).line);
        exitCode = someFailed;
      }
    }
    return exitCode;
  },
};

async function description(context: CommandContext, cloud: Cloud): Promise<string> {
  const { options, verbosity } = context;
  const { client } = cloud;
  const machines =
    options.args.length === 0
      ? await everyMachine(client, null)
      : await Promise.all(options.args.map((id) => client.get<Machine>(`/machines/${inPath(id)}`)));
  const instances: DescribedInstance[] = [];
  for (let first = 0; first < machines.length; first += lookUpsAtOnce) {
    const some = machines.slice(first, first + lookUpsAtOnce);
    instances.push(...(await Promise.all(some.map((one) => described(context, cloud, one)))));
  }
  const [only] = machines;
  const all =
    verbosity >= everything && options.args.length === 1 && only ? allAttributes(only) : '';
  return instanceTable(instances, verbosity > 0) + all;
}

async function described(
  { options, surroundings, verbosity }: CommandContext,
  { client }: Cloud,
  machine: Machine,
): Promise<DescribedInstance> {
  const { address } = machine;
  const name =
    address === null || options.isGiven('numeric') ? null : await surroundings.reverseName(address);
  const why =
    verbosity > 0 && machine.waiting !== null
      ? await client.get<Explanation>(`/machines/${machine.id}/why`).catch(() => null)
      : null;
  const message = why?.text ?? [machine.reason, machine.message].filter(Boolean).join(': ');
  return { machine, host: name ?? address ?? '', message };
}
