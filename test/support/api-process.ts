/** The API as a process of its own, as the starter runs it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ApiProcess {
  readonly url: string;
  /** Sends SIGTERM and resolves with the exit code. */
  end(): Promise<number | null>;
}

export interface ApiProcessOptions {
  readonly cloudId: string;
  readonly servers: readonly string[];
  readonly seed: string;
  readonly token: string;
}

/** Resolves when it says that it listens; rejects with what it wrote on stderr when it ends before. */
export async function startApiProcess(options: ApiProcessOptions): Promise<ApiProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-api-'));
  const put = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const digest = createHash('sha256').update(options.token).digest('hex');
  const config = put(
    'api.json',
    JSON.stringify({
      cloudId: options.cloudId,
      nats: { servers: options.servers, seedFile: put('seed', `${options.seed}\n`) },
      cloudKeyFile: put('cloud.key', `${'07'.repeat(32)}\n`),
      listen: { host: '127.0.0.1', port: 0 },
      tokenFile: put('tokens.json', JSON.stringify({ admin: digest })),
      logLevel: 'warn',
    }),
  );
  const started = runApi([config]);
  const first = await Promise.race([started.firstLine, started.ended.then(() => null)]);
  if (first === null) {
    rmSync(folder, { recursive: true });
    throw new Error(`the API ended at once: ${started.stderr()}`);
  }
  return {
    url: (JSON.parse(first) as { url: string }).url,
    async end() {
      started.child.kill('SIGTERM');
      const exitCode = await started.ended;
      rmSync(folder, { recursive: true });
      return exitCode;
    },
  };
}

/** Runs `api/main.ts` with these arguments. */
export function runApi(args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts', ...args]);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  return {
    child,
    stderr: () => stderr,
    firstLine: new Promise<string>((resolve) => lines.once('line', resolve)),
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
  };
}
