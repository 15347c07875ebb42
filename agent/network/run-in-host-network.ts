/** Runs a program in the network of the host: an argument array, a time limit, what it says on failure. */
import { execFile } from 'node:child_process';
import { NetworkUnready } from './guest-network.ts';
import { inHostNetwork } from './in-host-network.ts';

const limitMs = 20_000;

/** `command`: program first; `from`: the Debian package that brings it. Rejects with `NetworkUnready`. */
export async function runInHostNetwork(
  command: readonly string[],
  from: string,
  input = '',
): Promise<void> {
  const [file = '', ...args] = await inHostNetwork(command);
  await new Promise<void>((resolve, reject) => {
    const options = { timeout: limitMs, cwd: '/', env: { PATH: path, LC_ALL: 'C' } };
    const child = execFile(file, args, options, (error, _stdout, stderr) => {
      if (error === null) return resolve();
      const said = stderr.trim().split('\n')[0] || error.message;
      const whatToDo = `see that the package ${from} is installed on the host and that the agent may use it; it is tried again`;
      reject(new NetworkUnready(`${command[0]} failed: ${said}`, whatToDo, error));
    });
    child.stdin?.on('error', () => undefined); // it ended before it read everything, and says why
    child.stdin?.end(input);
  });
}

const path = '/usr/sbin:/usr/bin:/sbin:/bin';
