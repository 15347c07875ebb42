/**
 * Asks the network by ARP whether somebody has an address already, before a machine is started with it (RFC 5227). The
 * probe carries no sender address, so it disturbs nobody's tables. It is shorter than that standard's, which has radio links
 * in mind: on a bridge of servers who has the address answers within milliseconds, and every start waits for this.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { AddressProbe } from '../steps/step-context.ts';
import { inHostNetwork } from './in-host-network.ts';

const run = promisify(execFile);

/** When it is asked, from the beginning: more than once, because a frame may be lost. */
const askAtMs = [0, 100] as const;
/** From the beginning. */
const answerWithinMs = 300;

/** `bridge` is the guests', in the network of the host; `busybox` brings the arping. */
export function arpProbe(bridge: string, busybox: string, clock: Clock): AddressProbe {
  return {
    async inUse(address, signal) {
      const over = new AbortController();
      const within = AbortSignal.any([signal, over.signal]);
      const asks = askAtMs.map(async (atMs) => {
        if (atMs > 0) await sleep(clock, atMs, within);
        return ask(bridge, busybox, address, within);
      });
      const silence = sleep(clock, answerWithinMs, within).then(() => false);
      silence.catch(() => undefined); // the answer was quicker
      try {
        return await Promise.race([anyTrue(asks), silence]);
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        over.abort(new Error('the probe is over'));
      }
    },
  };
}

/** True when somebody answered; arping ends with 1 at once when one does, with 0 when nobody did for a second. */
async function ask(
  bridge: string,
  busybox: string,
  address: number,
  signal: AbortSignal,
): Promise<boolean> {
  const how = ['-D', '-q', '-c', '1', '-w', '1', '-I', bridge];
  try {
    const [program = busybox, ...args] = await inHostNetwork([
      ...[busybox, 'arping', ...how, printIpv4(address)],
    ]);
    await run(program, args, { signal, timeout: 10_000 });
    return false;
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return true;
    const why = (error as Error).message;
    throw new ProbeFailed(`addresses cannot be probed on ${bridge}: ${why}`, { cause: error });
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
