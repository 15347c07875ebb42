/** Keeps the host's table of neighbour discovery (`neighbour-rules.ts`) at the cards that are on the host. */
import { neighbourRules, neighbourTableName } from '../reconcile/neighbour-rules.ts';
import type { CardServant } from './guest-network.ts';
import { runInHostNetwork } from './run-in-host-network.ts';

/** `program`: absolute path of nft. */
export function neighbourTable(program: string, hostId: string): CardServant {
  const table = neighbourTableName(hostId);
  return (cards) =>
    runInHostNetwork([program, '-f', '-'], 'nftables', neighbourRules(table, cards));
}
