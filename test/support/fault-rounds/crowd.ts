/**
 * Many connections to the bus that listen to events: what a server has to take back at once when it was away. They live in
 * processes of their own, because each signs in with its key and one process would do that for all of them in turn.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ControlPlane } from '../control-plane.ts';
import { until } from '../until.ts';
import type { FromMember, ToMember } from './crowd-member.ts';

export interface Crowd {
  /** Gives the milliseconds until each has heard an event from now on; rejects with how many have not after `limitMs`. */
  allHear(limitMs: number): Promise<number>;
  end(): Promise<void>;
}

interface Member {
  readonly child: ChildProcess;
  heard: number;
  isConnected: boolean;
}

const connectionsOfMember = 50;
const connectLimitMs = 60_000;

/** `size`: connections, a multiple of 50. */
export async function startCrowd(plane: ControlPlane, size: number): Promise<Crowd> {
  const { servers, cloudId } = plane;
  const seed = readFileSync(plane.seedFiles['subscriber']!, 'utf8').trim();
  const members: Member[] = [];
  const tell = ({ child }: Member, message: ToMember): void => void child.send(message);
  const heard = (): number => members.reduce((sum, member) => sum + member.heard, 0);
  const end = async (): Promise<void> => {
    await Promise.all(members.map(({ child }) => ended(child)));
  };
  try {
    for (let count = 0; count < size; count += connectionsOfMember) {
      const member = startMember();
      members.push(member);
      tell(member, { connect: { servers, cloudId, seed, size: connectionsOfMember } });
    }
    const all = (): boolean => members.every(({ isConnected }) => isConnected);
    await until('the crowd is connected', all, connectLimitMs);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    end,
    async allHear(limitMs) {
      const startedAt = performance.now();
      for (const member of members) {
        member.heard = 0;
        tell(member, { begin: true });
      }
      await until('all of the crowd hear', () => heard() === size, limitMs, 20).catch(() => {
        throw new Error(`${size - heard()} of ${size} connections were deaf after ${limitMs} ms`);
      });
      return performance.now() - startedAt;
    },
  };
}

function startMember(): Member {
  const script = join(import.meta.dirname, 'crowd-member.ts');
  const child = fork(script, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const member = { child, heard: 0, isConnected: false };
  child.on('message', (message: FromMember) => {
    if ('heard' in message) member.heard = message.heard;
    else member.isConnected = true;
  });
  return member;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
