/**
 * What users gave their machines, read from the vault and opened; and the context medium composed of it. Needed when a
 * machine gets an address, and when its host asks for the files.
 */
import { gzipSync } from 'node:zlib';
import { toHex } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import type { Logger } from '../../shared/base/logger.ts';
import { ok } from '../../shared/base/result.ts';
import type { Secret } from '../../shared/base/secret.ts';
import type { Result } from '../../shared/base/result.ts';
import { openUserContext } from '../../shared/log/user-context-record.ts';
import type { Vault } from '../../shared/log/vault.ts';
import type { UserContext } from '../../shared/model/command.ts';
import { contextDigest } from '../../shared/model/context-digest.ts';
import type { MachineSpec, SiteSettings } from '../../shared/model/events.ts';
import type { ContextFile, Nic } from '../../shared/model/machine-record.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import { userContextMessage } from '../../shared/wire/command.ts';
import { composeContext } from '../context/compose.ts';
import type { ComposeContext } from '../decide/run.ts';

export interface UserContexts {
  /** What the user gave the machine; null: nothing readable is in the vault. Rejects with `LogUnavailable`. */
  load(machineId: string): Promise<UserContext | null>;
  /** Loads those of several machines: the function that decisions compose with, and a digest of what was given. */
  given(machineIds: readonly string[]): Promise<GivenContexts>;
}

export interface GivenContexts {
  readonly compose: ComposeContext;
  /** SHA-256 over what the users gave, hexadecimal; empty when nothing is there for one of the machines. */
  readonly given: string;
}

export function createUserContexts(
  vault: Vault,
  cloudKey: Secret<Uint8Array>,
  logger: Logger,
): UserContexts {
  async function load(machineId: string): Promise<UserContext | null> {
    const sealed = await vault.get(vaultId(machineId));
    try {
      return sealed && openUserContext(sealed, cloudKey);
    } catch (err) {
      logger.error({ err, machineId }, 'a record of the vault cannot be read; its machine waits');
      return null;
    }
  }
  return {
    load,
    async given(machineIds) {
      const loaded = new Map<string, UserContext>();
      const found = await Promise.all(machineIds.map(async (id) => [id, await load(id)] as const));
      for (const [id, user] of found) if (user) loaded.set(id, user);
      const compose: ComposeContext = (spec, nic, site) => {
        const user = loaded.get(spec.machineId);
        if (!user) return null;
        const files = contextFiles(spec, [nic], site, user);
        if (!files.ok) return files;
        return ok({ digest: contextDigest(files.value), volumeLabel: spec.volumeLabel });
      };
      const complete = loaded.size === machineIds.length;
      return { compose, given: complete ? digestOf([...loaded.values()]) : '' };
    },
  };
}

function digestOf(users: readonly UserContext[]): string {
  return toHex(sha256(Buffer.concat(users.map((user) => sha256(userContextMessage.encode(user))))));
}

/** The files of the machine's medium, or why the user's part cannot be brought to it. */
export function contextFiles(
  spec: MachineSpec,
  nics: readonly Nic[],
  site: SiteSettings,
  user: UserContext,
): Result<readonly ContextFile[], Refusal> {
  const { volumeLabel, machineId, name } = spec;
  const { nameServers } = site;
  const disks = { hasSwap: spec.swapMiB > 0, hasVolatile: spec.volatileMiB > 0 };
  const composed = composeContext(
    { volumeLabel, machineId, hostname: name, nics, nameServers, ...disks, user },
    (bytes) => gzipSync(bytes).length,
  );
  return composed.ok ? ok(composed.value.files) : composed;
}

/** The machine's record in the vault: its UUID without dashes. */
export function vaultId(machineId: string): string {
  return machineId.replaceAll('-', '');
}
