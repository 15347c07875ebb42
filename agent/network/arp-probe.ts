/**
 * Asks the network by ARP whether somebody has an address already, before a machine is started with it (RFC 5227). The
 * probe carries no sender address, so it disturbs nobody's tables.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import type { AddressProbe } from '../steps/step-context.ts';
import { inHostNetwork } from './in-host-network.ts';

const run = promisify(execFile);

const probes = 2;
const waitSeconds = 2;

/** `bridge` is the guests', in the network of the host. The arping of `busybox` ends 0 when nobody answered, 1 when somebody did. */
export function arpProbe(bridge: string, busybox: string): AddressProbe {
  return {
    async inUse(address, signal) {
      const how = ['-D', '-q', '-c', String(probes), '-w', String(waitSeconds), '-I', bridge];
      const command = [busybox, 'arping', ...how, printIpv4(address)];
      try {
        const [program = busybox, ...args] = await inHostNetwork(command);
        await run(program, args, { signal, timeout: 10_000 });
        return false;
      } catch (error) {
        signal.throwIfAborted();
        if ((error as { code?: unknown }).code === 1) return true;
        throw new ProbeFailed(
          `addresses cannot be probed on ${bridge}: ${(error as Error).message}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

/** For networks on which nothing can be asked: every address counts as free. */
export const noProbe: AddressProbe = { inUse: () => Promise.resolve(false) };

/** The network could not be asked; says nothing about the address. */
export class ProbeFailed extends Error {
  override readonly name = 'ProbeFailed';
  readonly code = 'probeFailed';
}
