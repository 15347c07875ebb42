/**
 * Asks the network by ARP whether somebody has an address already, before a machine is started with it (RFC 5227). The
 * probe carries no sender address, so it disturbs nobody's tables. It is shorter than that standard's, which has radio links
 * in mind: on a bridge of servers who has the address answers within milliseconds, and every start waits for this.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { AddressProbe } from '../steps/step-context.ts';
import { inHostNetwork } from './in-host-network.ts';

const run = promisify(execFile);

/** When it is asked, from the beginning: more than once, because a frame may be lost. */
const askAtMs = [0, 100] as const;
/** After the last question was sent. */
const answerWithinMs = 150;
const lookEveryMs = 10;

/** One question to the network. */
interface Asked {
  /** Resolves when it was sent, or never will be. */
  readonly sent: Promise<void>;
  /** True when somebody answered. */
  readonly answered: Promise<boolean>;
}

/** `bridge` is the guests', in the network of the host; `busybox` brings the arping. */
export function arpProbe(bridge: string, busybox: string, clock: Clock): AddressProbe {
  return {
    async inUse(address, signal) {
      const over = new AbortController();
      const within = AbortSignal.any([signal, over.signal]);
      const asks = askAtMs.map(async (atMs): Promise<Asked> => {
        if (atMs > 0) await sleep(clock, atMs, within);
        return ask({ bridge, busybox, address, clock, signal: within });
      });
      const silence = Promise.all(asks)
        .then((all) => Promise.all(all.map(({ sent }) => sent)))
        .then(() => sleep(clock, answerWithinMs, within))
        .then(() => false);
      silence.catch(() => undefined); // the answer was quicker
      try {
        return await Promise.race([
          anyTrue(asks.map((one) => one.then(({ answered }) => answered))),
          silence,
        ]);
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        over.abort(new Error('the probe is over'));
      }
    },
  };
}

interface Question {
  readonly bridge: string;
  readonly busybox: string;
  readonly address: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * arping ends with 1 at once when somebody answers, with 0 when nobody did for a second. It ends with 1 too, and says why,
 * when it could not ask.
 */
async function ask({ bridge, busybox, address, clock, signal }: Question): Promise<Asked> {
  const how = ['-D', '-q', '-c', '1', '-w', '1', '-I', bridge];
  const command = [busybox, 'arping', ...how, printIpv4(address)];
  const [program = busybox, ...args] = await inHostNetwork(command);
  const running = run(program, args, { signal, timeout: 10_000 });
  let ended = false;
  const answered = running.then(
    () => false,
    (error: unknown) => {
      const { code, stderr } = error as { code?: unknown; stderr?: unknown };
      if (code === 1 && stderr === '') return true;
      const why = (error as Error).message;
      throw new ProbeFailed(`addresses cannot be probed on ${bridge}: ${why}`, { cause: error });
    },
  );
  const noteEnd = (): void => void (ended = true);
  answered.then(noteEnd, noteEnd);
  const { pid } = running.child;
  const sent = (async (): Promise<void> => {
    while (!ended && pid !== undefined && !waits(pid)) await sleep(clock, lookEveryMs, signal);
  })();
  sent.catch(() => undefined); // the probe is over
  return { sent, answered };
}

/**
 * Does the process wait? arping says nothing when it has sent its question, and on a loaded host that may take long after
 * the process was made; what comes after the sending is waiting for the answer.
 */
function waits(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [, name, state] = /\((.*)\) (\w)/s.exec(stat) ?? [];
    return state === 'S' && name !== 'nsenter' && name !== 'node';
  } catch {
    return true; // it has ended
  }
}

/** True with the first that is, false when none is; rejects with the first that does. */
function anyTrue(answers: readonly Promise<boolean>[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    for (const answer of answers) answer.then((isSo) => isSo && resolve(true), reject);
    void Promise.allSettled(answers).then(() => resolve(false));
  });
}

/** For networks on which nothing can be asked: every address counts as free. */
export const noProbe: AddressProbe = { inUse: () => Promise.resolve(false) };

/** The network could not be asked; says nothing about the address. */
export class ProbeFailed extends Error {
  override readonly name = 'ProbeFailed';
  readonly code = 'probeFailed';
}
