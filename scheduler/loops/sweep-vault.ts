/**
 * Removes what nobody needs from the vault: records of requests that never were in the log (after an hour, so that a slow
 * request is not robbed), and of machines that are gone.
 */
import { uuidText, fromHex } from '../../shared/base/bytes.ts';
import { awaitedHosts } from '../../shared/model/host-life.ts';
import { isFinal } from '../../shared/model/lifecycle.ts';
import { isCurrent } from './is-current.ts';
import type { Leading } from './leading.ts';

/** Age at which a record without machine is an orphan (decisions 11). */
export const orphanAfterMs = 3_600_000;

export async function sweepVault(leading: Leading): Promise<void> {
  // A host that did not tell what it holds may have machines that are not in the log.
  if (awaitedHosts(leading.leader.committed).length > 0) return;
  const records = await leading.vault.list();
  if (!(await isCurrent(leading))) return;
  const now = leading.clock.now();
  for (const { machineId, storedAtMs } of records) {
    const machine = leading.leader.committed.machines.get(uuidText(fromHex(machineId)));
    const needless = machine ? isFinal(machine.state) : now - storedAtMs > orphanAfterMs;
    if (needless) await leading.vault.delete(machineId);
  }
}
