/**
 * What takes a private host away when the test itself is killed: a process that waits for the end of its input, which
 * comes when the test is gone, however it went; then it kills the host's first process and removes the folder.
 */
import { spawn } from 'node:child_process';

const watch = `
  const [pid, folder] = process.argv.slice(1);
  process.stdin.resume().on('close', () => {
    try { process.kill(Number(pid), 'SIGKILL'); } catch {}
    setTimeout(() => require('node:fs').rmSync(folder, { recursive: true, force: true }), 1000);
  });
`;

/** Gives what ends the watch without doing anything. */
export function endsWithTest(initPid: number, folder: string): () => void {
  const args = ['--eval', watch, String(initPid), folder];
  const watcher = spawn(process.execPath, args, {
    detached: true, // Ctrl-C on the terminal is for the test
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  watcher.unref();
  return () => void watcher.kill('SIGKILL');
}
