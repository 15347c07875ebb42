/** Somebody with StratusLab's commands in his path and a configuration file in his home, as a test of a real cloud has one. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkCommands } from '../../../start/install/command-links.mjs';
import { until } from '../until.ts';
import type { RealCloud } from './real-cloud.ts';

export interface ClassicResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface ClassicUser {
  readonly home: string;
  /** Runs a command with its arguments; `input` is on its stdin. */
  run(name: string, args?: readonly string[], input?: string): Promise<ClassicResult>;
  /** The same, split at blanks; its stdout. Throws when it fails. */
  says(line: string): Promise<string>;
  /** Ids and addresses of the machines of `stratus-run-instance -q OPTIONS small`. */
  starts(options: readonly string[]): Promise<readonly { id: string; address: string }[]>;
  /** Waits until `stratus-describe-instance` shows all of these in this state. */
  sees(ids: readonly string[], state: string): Promise<void>;
  /** Ends nothing in the cloud. */
  leaves(): void;
}

const checkout = dirname(dirname(dirname(import.meta.dirname)));
const commandWithinMs = 120_000;
const seenWithinMs = 180_000;

export function aClassicUser(cloud: RealCloud): ClassicUser {
  const home = mkdtempSync(join(tmpdir(), 'stratus-classic-'));
  const bin = join(home, 'bin');
  linkCommands(bin, join(checkout, 'cli/stratus.mjs'));
  const image = join(home, 'small.json');
  writeFileSync(image, JSON.stringify(cloud.image));
  layConfig(home, cloud);
  const [keyFile] = cloud.keyFiles;
  writeFileSync(join(home, 'key'), readFileSync(keyFile), { mode: 0o600 });
  chmodSync(join(home, 'key'), 0o600);

  function run(name: string, args: readonly string[] = [], input = ''): Promise<ClassicResult> {
    const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: home };
    return new Promise((resolve, reject) => {
      const child = spawn(name, [...args], { env, timeout: commandWithinMs });
      const said = { out: '', err: '' };
      child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()));
      child.stderr.on('data', (piece: Buffer) => (said.err += piece.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...said, exitCode: code ?? -1 }));
      child.stdin.end(input);
    });
  }

  async function says(line: string): Promise<string> {
    const [name = '', ...args] = line.split(' ');
    return succeeded(line, await run(name, args));
  }

  return {
    ...{ home, run, says },
    async starts(options) {
      const args = ['-q', ...options, image];
      const out = succeeded(args.join(' '), await run('stratus-run-instance', args));
      return out
        .trim()
        .split('\n')
        .map((line) => {
          const [id = '', address = ''] = line.split(', ');
          return { id, address };
        });
    },
    async sees(ids, state) {
      let table = '';
      const all = async (): Promise<boolean> => {
        table = await says(`stratus-describe-instance -v ${ids.join(' ')}`);
        const states = table.split('\n').filter((line) => /^\d/.test(line));
        return states.every((line) => line.split(/\s+/)[1] === state);
      };
      await until(`${ids.join()} are ${state}`, all, seenWithinMs, 500).catch((cause: unknown) => {
        throw new Error(`${ids.join()} are not ${state}:\n${table}`, { cause });
      });
    },
    leaves: () => rmSync(home, { recursive: true, force: true }),
  };
}

function succeeded(line: string, { exitCode, out, err }: ClassicResult): string {
  if (exitCode === 0) return out;
  throw new Error(`${line} ended with ${exitCode}:\n${out}\n${err}`);
}

/** As `stratus-copy-config` lays it, filled in. */
function layConfig(home: string, { endpoint, token, keyFiles }: RealCloud): void {
  const file = join(home, '.stratuslab/stratuslab-user.cfg');
  mkdirSync(dirname(file));
  const lines = [
    ...['[default]', 'selected_section = here', '[here]', `endpoint = ${endpoint}`],
    ...['username = admin', `password = ${token}`, `user_public_key_file = ${keyFiles[0]}.pub`],
    ...['default_instance_type = tiny', '[instance_types]', 'tiny = 1, 128, 0'],
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}
