/**
 * One dnsmasq for the bridge of a host: begun with the first machine, told of each change, begun again when it dies, ended
 * with the agent. One that outlived an agent which was killed is known by its file, and kept if it was started alike.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../shared/base/logger.ts';
import type { Nic } from '../../shared/model/machine-record.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { sleep } from '../../shared/time/clock.ts';
import { dhcpPlan } from '../reconcile/dhcp-plan.ts';
import type { DhcpPlan, DhcpServer } from '../reconcile/dhcp-plan.ts';
import { NetworkUnready } from './guest-network.ts';
import type { CardServant } from './guest-network.ts';
import { inHostNetwork } from './in-host-network.ts';
import {
  forgetKnown,
  isAlive,
  readKnown,
  signalKnown,
  startTicksOf,
  writeKnown,
} from './known-process.ts';
import { runInHostNetwork } from './run-in-host-network.ts';

export interface RunningDhcp {
  readonly serve: CardServant;
  /** Begins it again if it died. */
  look(): Promise<void>;
  /** Ends it, and takes its address from the bridge. */
  end(): Promise<void>;
}

export interface DhcpPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly run?: typeof runInHostNetwork;
}

const readyLimitMs = 10_000;
const endLimitMs = 5_000;
const lookEveryMs = 50;

/** Nothing runs before the first card is told. `run`: what gives the bridge its address. */
export function dhcpServer(
  server: DhcpServer,
  { clock, logger, run = runInHostNetwork }: DhcpPorts,
): RunningDhcp {
  const file = (name: string): string => join(server.folder, name);
  const noteFile = file('process.json');
  let plan: DhcpPlan | null = null;
  let known = readKnown(noteFile);
  let turn = Promise.resolve();

  const address = (action: 'replace' | 'delete'): Promise<void> => {
    const what = [`${printIpv4(server.address)}/32`, 'dev', server.bridge];
    return run(['ip', 'address', action, ...what], 'iproute2');
  };

  /** One after another: a card that is told while the process is begun again waits. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function settle(): Promise<void> {
    if (plan === null) return endProcess();
    const isSame = isAlive(known) && sameWords(known.command, plan.command);
    const changed = writeFiles(server.folder, plan);
    if (!isSame) {
      await endProcess();
      return begin(plan.command);
    }
    if (changed) signalKnown(known, 'SIGHUP');
  }

  async function begin(command: readonly string[]): Promise<void> {
    await address('replace');
    rmSync(file('ready'), { force: true });
    const pid = await spawnDetached(command, file('log'));
    const startTicks = pid === null ? null : startTicksOf(pid);
    if (pid === null || startTicks === null) throw notReady();
    known = { pid, startTicks, command };
    writeKnown(noteFile, known);
    // Before it is ready it would die of the signal that tells it to read its files again.
    await holds(() => existsSync(file('ready')) || !isAlive(known), readyLimitMs);
    if (!isAlive(known) || !existsSync(file('ready'))) throw notReady();
    logger.info({ pid }, 'the DHCP server runs');
  }

  function notReady(): NetworkUnready {
    const said = existsSync(file('log')) ? readFileSync(file('log'), 'utf8').trim() : '';
    const last = said.split('\n').at(-1) || 'it could not be started';
    return new NetworkUnready(
      `the DHCP server of ${server.bridge} does not run: ${last}`,
      `see ${file('log')} on the host, and that dnsmasq-base is installed; it is tried again`,
    );
  }

  async function endProcess(): Promise<void> {
    const ending = known;
    if (signalKnown(ending, 'SIGTERM')) {
      await holds(() => !isAlive(ending), endLimitMs);
      if (signalKnown(ending, 'SIGKILL')) await holds(() => !isAlive(ending), endLimitMs);
    }
    known = null;
    forgetKnown(noteFile);
  }

  async function holds(what: () => boolean, limitMs: number): Promise<void> {
    const end = clock.elapsed() + limitMs;
    while (!what() && clock.elapsed() < end) await sleep(clock, lookEveryMs);
  }

  return {
    serve: (cards: readonly Nic[]) =>
      inTurn(() => {
        plan = cards.length === 0 ? null : dhcpPlan(server, cards);
        return settle();
      }),
    look: () => inTurn(() => (plan === null || isAlive(known) ? Promise.resolve() : settle())),
    end: () =>
      inTurn(async () => {
        plan = null;
        await endProcess();
        await address('delete').catch(() => undefined); // it may never have been given
      }),
  };
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** True when one of them is new. The server reads them as an ordinary user. */
function writeFiles(folder: string, { files }: DhcpPlan): boolean {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const changed = Object.entries(files).filter(([name, text]) => {
    const path = join(folder, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  for (const [name, text] of changed) {
    const path = join(folder, name);
    writeFileSync(`${path}.new`, text, { mode: 0o644 });
    renameSync(`${path}.new`, path);
  }
  return changed.length > 0;
}

/** It does not end with this process, whatever happens to this one. Null: it could not be started. */
async function spawnDetached(command: readonly string[], logFile: string): Promise<number | null> {
  const [program = '', ...args] = await inHostNetwork(command);
  const log = openSync(logFile, 'w', 0o600);
  try {
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    });
    child.on('error', () => undefined);
    child.unref();
    return child.pid ?? null;
  } finally {
    closeSync(log);
  }
}
