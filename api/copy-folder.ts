/** The folder of the log's copies: `stratus-log-XXXXXXXX.export`, the newest, and `.heads`, a line for each that ever was. */
import { appendFile, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogHead, SignedHead } from '../shared/log/log-export.ts';
import type { CopyFolder } from './log-copies.ts';

const fileMode = 0o600;

export function openCopyFolder(folder: string, cloudId: string): CopyFolder {
  const name = join(folder, `stratus-log-${cloudId.slice(0, 8)}`);
  const [copy, fresh, heads] = [`${name}.export`, `${name}.export.new`, `${name}.heads`];
  return {
    async lastHead(): Promise<LogHead | null> {
      const text = await readFile(heads, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      const last = text.trimEnd().split('\n').at(-1) ?? '';
      return last === '' ? null : (JSON.parse(last) as SignedHead).head;
    },
    async write(lines, signed) {
      const file = await open(fresh, 'w', fileMode);
      try {
        for await (const line of lines) await file.write(line);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(fresh, copy);
      await appendFile(heads, `${JSON.stringify(signed)}\n`, { mode: fileMode });
    },
  };
}
