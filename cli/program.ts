/** The whole command line: its commands by hand in the order of the help, its exit codes in one place. */
import { Command, CommanderError } from 'commander';
import { addCheck } from './commands/check.ts';
import { addConsole } from './commands/console.ts';
import { addDrill } from './commands/drill.ts';
import { addEvent } from './commands/event.ts';
import { addHost } from './commands/host.ts';
import { addList } from './commands/list.ts';
import { addLog } from './commands/log.ts';
import { addMachineActions } from './commands/machine-actions.ts';
import { addPage } from './commands/page.ts';
import { addPlan } from './commands/plan.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addRecover } from './commands/recover.ts';
import { addRoom } from './commands/room.ts';
import { addRun } from './commands/run.ts';
import { addShow } from './commands/show.ts';
import { addSite } from './commands/site.ts';
import { addSsh } from './commands/ssh.ts';
import { addWho } from './commands/who.ts';
import { addWhy } from './commands/why.ts';
import { createSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { CommandFailed } from './surroundings.ts';

const interrupted = 130;

/** Runs one command line (without `node` and the script) and resolves with its exit code: 0, 1, 2, or that of ssh. */
export async function runProgram(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(surroundings, (code) => (exitCode = code));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, surroundings);
  }
}

function createProgram(surroundings: Surroundings, setExitCode: (code: number) => void): Command {
  const program = new Command('stratus');
  const session = createSession(surroundings);
  program
    .description('The command line of a Stratus cloud.')
    .version('0.1.0', '--version')
    .enablePositionalOptions()
    .showHelpAfterError('(see `stratus COMMAND --help`)')
    .exitOverride()
    .configureOutput({ writeOut: surroundings.out, writeErr: surroundings.err });
  addRun(program, session);
  addList(program, session);
  addShow(program, session);
  addSsh(program, session, setExitCode);
  addMachineActions(program, session);
  addConsole(program, session);
  addWhy(program, session);
  addPlan(program, session);
  addRoom(program, session);
  addHost(program, session);
  addQuarantine(program, session);
  addEvent(program, session);
  addLog(program, session, setExitCode);
  addWho(program, session, setExitCode);
  addPage(program, session);
  addSite(program, session);
  addRecover(program, session);
  addCheck(program, session, setExitCode);
  addDrill(program, session, setExitCode);
  return program;
}

function exitCodeOf(error: unknown, { err, signal }: Surroundings): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (signal.aborted) return interrupted;
  if (error instanceof CommandFailed) {
    err(`stratus: ${error.message}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err(`stratus: this is an error in Stratus itself, please report it:\n${text}\n`);
  return 1;
}
