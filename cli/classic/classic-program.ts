/** The classic commands put together: which there are, their general options, and their exit codes in one place. */
import { CommandFailed } from '../surroundings.ts';
import type { ClassicCommand } from './classic-command.ts';
import type { ClassicSurroundings } from './classic-surroundings.ts';
import { logIn } from './cloud-login.ts';
import { connectInstance } from './commands/connect-instance.ts';
import { copyConfig } from './commands/copy-config.ts';
import { describeInstance } from './commands/describe-instance.ts';
import { killInstance, shutdownInstance } from './commands/end-instances.ts';
import { hashPassword } from './commands/hash-password.ts';
import { runInstance } from './commands/run-instance.ts';
import { generalOptions } from './shared-options.ts';
import { failureText } from './failure-text.ts';
import { helpText, usageText } from './help-text.ts';
import { parseOptions } from './option.ts';
import type { ParsedOptions } from './option.ts';
import { refuseOptions } from './refused-options.ts';
import { ToolStopped, UsageError } from './stops.ts';
import { readUserConfig } from './user-config.ts';

export const classicCommands: Readonly<Record<string, ClassicCommand>> = {
  'stratus-run-instance': runInstance,
  'stratus-describe-instance': describeInstance,
  'stratus-kill-instance': killInstance,
  'stratus-shutdown-instance': shutdownInstance,
  'stratus-connect-instance': connectInstance,
  'stratus-copy-config': copyConfig,
  'stratus-hash-password': hashPassword,
};

const version = '0.1.0';
const exitCodes = { done: 0, stopped: 1, usage: 2, failed: 255 } as const;

/** Runs a command by its name and resolves with its exit code. */
export async function runClassic(
  name: string,
  args: readonly string[],
  surroundings: ClassicSurroundings,
): Promise<number> {
  const command = classicCommands[name];
  if (!command) {
    surroundings.err(`  [ERROR] ${name} is not a command of this cloud\n`);
    return exitCodes.stopped;
  }
  try {
    return await runCommand(name, command, args, surroundings);
  } catch (error) {
    return exitCodeOf(error, name, command, surroundings);
  }
}

async function runCommand(
  name: string,
  command: ClassicCommand,
  args: readonly string[],
  surroundings: ClassicSurroundings,
): Promise<number> {
  const definitions = [...generalOptions, ...command.options];
  const options = parseOptions(args, definitions);
  if (options.isGiven('version')) surroundings.out(`${version}\n`);
  else if (options.isGiven('help'))
    surroundings.out(helpText(name, command.usage, command.description, definitions));
  else {
    refuseOptions(options);
    return command.run(contextOf(options, surroundings));
  }
  return exitCodes.done;
}

function contextOf(options: ParsedOptions, surroundings: ClassicSurroundings) {
  let config: ReturnType<typeof readUserConfig> | null = null;
  let cloud: ReturnType<typeof logIn> | null = null;
  const readConfig = () => (config ??= readUserConfig(options, surroundings));
  return {
    ...{ surroundings, options },
    verbosity: options.count('verbose'),
    isQuiet: options.isGiven('quiet'),
    config: readConfig,
    cloud: () => (cloud ??= logIn(options, readConfig(), surroundings)),
  };
}

function exitCodeOf(
  error: unknown,
  name: string,
  { usage }: ClassicCommand,
  { out, err, signal }: ClassicSurroundings,
): number {
  if (signal.aborted) {
    out('\n\nExecution interrupted by the user... goodbye!\n');
    return exitCodes.done;
  }
  if (error instanceof UsageError) {
    err(`${usageText(name, usage)}\n${name}: error: ${error.message}\n`);
    return exitCodes.usage;
  }
  if (error instanceof ToolStopped) {
    err(`  [ERROR] ${error.message}\n`);
    return exitCodes.stopped;
  }
  const { line, advice } = failureText(error);
  out(line);
  err(advice);
  if (!(error instanceof CommandFailed) && error instanceof TypeError && error.stack !== undefined)
    err(`${name}: this is an error in Stratus itself, please report it:\n${error.stack}\n`);
  return exitCodes.failed;
}
