/**
 * Something beyond this machine that does not know the machines' network: a network namespace at the end of a cable, with
 * a server that tells whoever connects from which address he came.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { until } from '../until.ts';
import { diesWithParent } from './part-process.ts';

const run = promisify(execFile);

export interface Outside {
  /** This machine's address on the cable, and the server's. */
  readonly near: string;
  readonly far: string;
  readonly port: number;
  /** Whether something of the outside can open a connection there. */
  reaches(address: string, port: number): Promise<boolean>;
  end(): Promise<void>;
}

/** A network of the range for measurements (RFC 2544) that nobody else here has. */
const near = '198.19.253.1';
const far = '198.19.253.2';
const port = 7007;

const server = `
  require('node:net')
    .createServer((socket) => socket.on('error', () => {}).end(socket.remoteAddress))
    .listen(${port}, '${far}', () => console.log('listening'));
`;
const caller = `
  const [address, port] = process.argv.slice(1);
  const socket = require('node:net').connect(Number(port), address);
  const end = (code) => process.exit(code);
  setTimeout(end, 3000, 1);
  socket.once('connect', () => end(0)).once('error', () => end(1));
`;

/** `range`: where its route to the machines' network leads by this machine. */
export async function anOutside(range: string): Promise<Outside> {
  const mark = randomBytes(3).toString('hex');
  const [space, link] = [`outside-${mark}`, `out${mark}`];
  const inside = (...command: readonly string[]): readonly string[] => [
    ...['ip', 'netns', 'exec', space],
    ...command,
  ];
  await run('ip', ['netns', 'add', space]);
  const pair = ['type', 'veth', 'peer', 'name', 'eth0', 'netns', space];
  await run('ip', ['link', 'add', link, ...pair]);
  await run('ip', ['address', 'add', `${near}/30`, 'dev', link]);
  await run('ip', ['link', 'set', link, 'up']);
  await run('ip', ['-n', space, 'address', 'add', `${far}/30`, 'dev', 'eth0']);
  await run('ip', ['-n', space, 'link', 'set', 'eth0', 'up']);
  const [file, ...args] = [...diesWithParent, ...inside(process.execPath, '-e', server)];
  const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await until('the outside listens', () => said.includes('listening'));
  return {
    ...{ near, far, port },
    async reaches(address, at) {
      await run('ip', ['-n', space, 'route', 'replace', range, 'via', near]);
      const [program, ...words] = inside(process.execPath, '-e', caller, address, String(at));
      const reached = await run(program!, words).then(
        () => true,
        () => false,
      );
      await run('ip', ['-n', space, 'route', 'delete', range]);
      return reached;
    },
    async end() {
      child.kill('SIGKILL');
      await run('ip', ['netns', 'delete', space]);
    },
  };
}
