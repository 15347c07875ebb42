/** `stratus-kill-instance` pulls the plug, `stratus-shutdown-instance` presses the power button first. */
import { readFileSync } from 'node:fs';
import { inPath } from '../../session.ts';
import type { ClassicCommand, CommandContext } from '../classic-command.ts';
import { cloudOptions, configOptions } from '../shared-options.ts';
import { failureText } from '../failure-text.ts';
import { ToolStopped, UsageError } from '../stops.ts';

const nothingEnded = 255;

export const killInstance = ending('kill', 'Ends machines at once; their disks go to quarantine.');

export const shutdownInstance = ending(
  'shutdown',
  'Asks machines to power off and then ends them; their disks go to quarantine.',
);

function ending(action: 'kill' | 'shutdown', description: string): ClassicCommand {
  return {
    usage: '[options] vm-id ...',
    description,
    options: [
      {
        ...{ long: 'input', short: 'i', kind: 'text', value: 'FILE' },
        help: 'file with the ids, one a line',
      },
      ...configOptions,
      ...cloudOptions,
    ],
    run: (context) => endAll(context, action),
  };
}

/** Silent when all goes well. What fails is told; it is a failure of the command when nothing else went well. */
async function endAll(context: CommandContext, action: string): Promise<number> {
  const { options, surroundings } = context;
  const input = options.text('input');
  if (options.args.length === 0 && input === null)
    throw new UsageError('Missing vm-id or input file (-i/--input)');
  const ids = [...options.args, ...(input === null ? [] : idsIn(input))];
  const { client } = await context.cloud();
  let ended = 0;
  for (const id of ids) {
    try {
      await client.post(`/machines/${inPath(id)}/${action}`);
      ended += 1;
    } catch (error) {
      if (surroundings.signal.aborted || ids.length === 1) throw error;
      const { line } = failureText(error);
      surroundings.out(line.replace(/^(\w+ ?\w*): /, `$1: ${id}: `));
    }
  }
  return ended > 0 || ids.length === 0 ? 0 : nothingEnded;
}

function idsIn(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  } catch (cause) {
    throw new ToolStopped(`Input file ${path} cannot be read: ${(cause as Error).message}`);
  }
}
