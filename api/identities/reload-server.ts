/**
 * Has nats-server read its configuration again: SIGHUP to the process whose number it wrote down, when that is it. The
 * number alone may belong to another process by now, so its arguments have to name our configuration.
 */
import { readFile } from 'node:fs/promises';

export interface ServerFiles {
  /** Where the server writes its process number. */
  readonly pidFile: string;
  /** The configuration it was started with: `-c <configFile>`. */
  readonly configFile: string;
}

/** Null when it was told; else why not. */
export async function reloadServer({ pidFile, configFile }: ServerFiles): Promise<string | null> {
  const written = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number(/^\s*([1-9][0-9]{0,9})\s*$/.exec(written)?.[1]);
  if (!Number.isSafeInteger(pid)) return `${pidFile} holds no process number`;
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  if (words[words.indexOf('-c') + 1] !== configFile || !words.includes('-c'))
    return `process ${pid} of ${pidFile} is not the nats-server of ${configFile}`;
  try {
    process.kill(pid, 'SIGHUP');
    return null;
  } catch (error) {
    return `nats-server (process ${pid}) could not be told to read its keys: ${(error as Error).message}`;
  }
}
