/** `stratus ssh`: into a machine, by its name, with its host keys known from its console. */
import type { Command } from 'commander';
import { hostKeysIn } from '../../shared/render/host-keys.ts';
import { sleep } from '../../shared/time/clock.ts';
import { knownBefore, writeKnownHosts } from '../known-hosts-file.ts';
import { sshArguments } from '../known-hosts.ts';
import { readConsole } from '../read-console.ts';
import type { Machine } from '../rest-answers.ts';
import { inPath } from '../session.ts';
import type { Session } from '../session.ts';
import { CommandFailed } from '../surroundings.ts';

interface SshCommandOptions {
  readonly user: string;
  readonly identity?: string;
}

/** A machine prints its keys when it boots; this is how long a boot may take. */
const keysWithinMs = 60_000;
const lookEveryMs = 1_000;

/** How the command's exit code becomes that of the process. */
export type SetExitCode = (exitCode: number) => void;

export function addSsh(program: Command, session: Session, setExitCode: SetExitCode): void {
  program
    .command('ssh')
    .description('log in to a machine, or run a command in it')
    .argument('<machine>', 'name, number or UUID')
    .argument('[command...]', 'after --: what to run there')
    .option('-l, --user <user>', 'log in as', 'root')
    .option('-i, --identity <file>', 'private key; otherwise the profile’s')
    .passThroughOptions()
    .action(async (reference: string, command: readonly string[], options: SshCommandOptions) => {
      const machine = await session.client().get<Machine>(`/machines/${inPath(reference)}`);
      const { address } = machine;
      if (machine.state !== 'running' || address === null)
        throw new CommandFailed(
          `${machine.name} is ${machine.state}, not running.\n  ${adviceFor(machine)}`,
        );
      const knownHostsFile = await awaitHostKeys(session, machine);
      const privateKey = options.identity ?? session.profile().privateKey;
      const args = sshArguments({
        ...{ machineId: machine.id, address, user: options.user },
        ...{
          knownHostsFile,
          privateKey,
          command: command[0] === '--' ? command.slice(1) : command,
        },
      });
      setExitCode(await session.surroundings.runProgram('ssh', args));
    });
}

function adviceFor({ name, actions }: Machine): string {
  if (actions.includes('start')) return `Start it with \`stratus start ${name} --wait\`.`;
  return `See what it does with \`stratus show ${name}\`.`;
}

async function awaitHostKeys(session: Session, machine: Machine): Promise<string> {
  const { clock, signal, err } = session.surroundings;
  const end = clock.elapsed() + keysWithinMs;
  for (let told = false; ; told = true) {
    let text = '';
    await readConsole(session.client(), machine.id, 0, (piece) => (text += piece));
    const keys = hostKeysIn(text);
    if (keys.length > 0) return writeKnownHosts(session.surroundings, machine.id, keys);
    // They were printed, and the console was cut since: the machine is the same.
    const before = text === '' ? null : knownBefore(session.surroundings, machine.id);
    if (before !== null) return before;
    if (clock.elapsed() > end)
      throw new CommandFailed(
        `${machine.name} has not printed its host keys (\`ssh-host-key: ...\`) on its console.\n` +
          `  See \`stratus console ${machine.name}\`; an image that never prints them is reached by plain ssh root@${machine.address}.`,
      );
    if (!told) err(`stratus: waiting for the host keys of ${machine.name} on its console\n`);
    await sleep(clock, lookEveryMs, signal);
  }
}
