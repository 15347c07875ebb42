// How does plain JavaScript of the starter run another program? Never through a shell, always with a limit, and a
// failure says the whole command and what the program itself said.

import { execFile } from 'node:child_process';

const OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024;

export class CommandFailed extends Error {
  constructor(file, args, cause, stdout, stderr) {
    const said = (stderr || stdout || cause.message).trim().split('\n').slice(-6).join('\n');
    super(`\`${[file, ...args].join(' ')}\` failed: ${said}`, { cause });
    this.name = 'CommandFailed';
    this.code = 'command-failed';
    this.exitCode = cause.code;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/**
 * @param {string} file program, looked up on the PATH
 * @param {string[]} args
 * @param {{env?: Record<string, string>, cwd?: string, input?: string, timeoutMs?: number, signal?: AbortSignal,
 *   uid?: number, gid?: number}} [options] timeoutMs: 10 minutes unless given
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {CommandFailed} when it cannot be started, ends with another code than 0, or takes too long
 */
export function runCommand(file, args, options = {}) {
  const { input, timeoutMs = 600_000, env, ...rest } = options;
  return new Promise((resolve, reject) => {
    const settings = {
      ...rest,
      env: { ...process.env, LC_ALL: 'C', ...env },
      timeout: timeoutMs,
      maxBuffer: OUTPUT_LIMIT_BYTES,
    };
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      if (error) reject(new CommandFailed(file, args, error, stdout, stderr));
      else resolve(stdout);
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}
