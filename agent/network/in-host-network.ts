/**
 * How does the agent act on the network of its host, where the guests' bridge is? On a real host it is in that network
 * already. An agent of a private host lives in the network of the control plane (decisions 20); there the first process
 * of its process namespace is the host's own, and that one's network is entered.
 */
import { readlink } from 'node:fs/promises';

const hostNetwork = '/proc/1/ns/net';
const ownNetwork = '/proc/self/ns/net';

/**
 * The command, program first, in the form that runs it in the network of the host. `networkOf` gives the identity of the
 * network behind a path, null when it may not be read; tests give another.
 */
export async function inHostNetwork(
  command: readonly string[],
  networkOf: (path: string) => Promise<string | null> = identityOf,
): Promise<readonly string[]> {
  const [host, own] = await Promise.all([networkOf(hostNetwork), networkOf(ownNetwork)]);
  // Who may not look at the first process is an ordinary user on a real host, and could not enter anything.
  if (host === null || host === own) return command;
  return ['nsenter', `--net=${hostNetwork}`, '--', ...command];
}

function identityOf(path: string): Promise<string | null> {
  return readlink(path).catch(() => null);
}
