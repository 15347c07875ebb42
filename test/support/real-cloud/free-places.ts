/** What a cloud under test may take without meeting another: ids, a port, a range of addresses, the name of an interface. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { chooseRange } from '../../../start/plan/ranges.mjs';
import { freePort } from '../free-port.ts';

/** What clouds of users choose from is left to them. */
const leftToOthers = ['10.77.0.0/16', '172.30.0.0/16'];

export async function chooseFree() {
  const routes = execFileSync('ip', ['-4', '-o', 'route', 'show', 'table', 'all'], {
    encoding: 'utf8',
  });
  const routed = routes.split('\n').map((line) => line.replace(/^(local|broadcast) /, ''));
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const taken = [
    ...leftToOthers,
    ...rangesOfOtherWorkers(),
    ...routed.map((line) => line.split(' ')[0] ?? ''),
    ...own.flatMap(({ cidr, family }) => (family === 'IPv4' && cidr !== null ? [cidr] : [])),
  ];
  return {
    cloudId: randomBytes(16).toString('hex'),
    apiPort: await freePort(),
    range: chooseRange(taken.filter((text) => /^[0-9]/.test(text) && text !== '0.0.0.0/0')),
    interface: `strt${randomBytes(3).toString('hex')}`,
  };
}

/** Files of tests run two beside each other: each chooses among ranges that are its own. */
function rangesOfOtherWorkers(): string[] {
  const isOdd = Number(process.env['VITEST_POOL_ID'] ?? 0) % 2;
  return Array.from({ length: 16 }, (_, index) => 201 + index)
    .filter((third) => third % 2 !== isOdd)
    .map((third) => `192.168.${third}.0/24`);
}
