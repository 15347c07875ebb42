/**
 * From a checked body to accepted machines: choose ids, seal the context into the vault, then ask the leader. The vault
 * comes first, so that no machine is ever accepted whose context is lost; what is left behind by a refusal is swept.
 */
import type { Random } from '../../shared/base/random.ts';
import type { Secret } from '../../shared/base/secret.ts';
import { sealUserContext } from '../../shared/log/user-context-record.ts';
import { VaultFull } from '../../shared/log/vault.ts';
import type { Vault } from '../../shared/log/vault.ts';
import type { Actor } from '../../shared/model/authorization.ts';
import type { State } from '../../shared/model/state.ts';
import { Refused } from '../errors.ts';
import { packedContextOf } from '../requests/context-request.ts';
import { chooseMachineIds } from '../requests/machine-ids.ts';
import { runRequestOf } from '../requests/machine-request.ts';
import type { MachineRequest } from '../requests/machine-request.ts';
import type { Accepted, Leader } from './leader.ts';

export interface RunOptions {
  readonly leader: Leader;
  readonly vault: Vault;
  readonly cloudKey: Secret<Uint8Array>;
  readonly random: Random;
  readonly state: State;
}

/** Records written at the same time. */
const vaultWritesAtOnce = 16;

/** Throws `Refused`. */
export async function runMachines(
  options: RunOptions,
  actor: Actor,
  key: string,
  body: MachineRequest,
): Promise<Accepted> {
  const { state, cloudKey, random } = options;
  const isRepeat = key !== '' && state.keys.has(`${actor.accountId}/${key}`);
  const context = packedContextOf(body);
  const machineIds = chooseMachineIds({
    ...{ count: body.count ?? 1, actor, key, body, cloudKey, random },
    isTaken: (machineId) => !isRepeat && state.machines.has(machineId),
  });
  const request = runRequestOf(body, machineIds);
  await keepContext(options, machineIds, context);
  return options.leader.command(actor, key, { kind: 'run', ...request });
}

async function keepContext(
  { vault, cloudKey, random }: RunOptions,
  machineIds: readonly string[],
  context: Uint8Array,
): Promise<void> {
  try {
    for (let first = 0; first < machineIds.length; first += vaultWritesAtOnce) {
      const batch = machineIds.slice(first, first + vaultWritesAtOnce);
      await Promise.all(
        batch.map((id) =>
          vault.put(id.replaceAll('-', ''), sealUserContext(context, cloudKey, random)),
        ),
      );
    }
  } catch (cause) {
    throw vaultRefusal(cause);
  }
}

function vaultRefusal(cause: unknown): Refused {
  const full = cause instanceof VaultFull;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Refused(
    {
      reason: full ? 'logFull' : 'vaultUnavailable',
      message: `The context of the machine could not be kept: ${why}. No machine was made.`,
      where: 'vault',
      whatToDo: full
        ? 'An administrator makes room: end machines, or give the message server more disk.'
        : 'Try again with the same Idempotency-Key; `stratus status` shows whether the cloud works.',
    },
    full ? 507 : 503,
    cause,
  );
}
