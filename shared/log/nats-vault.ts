/** The vault on one JetStream stream: one message for each subject, the newest; single messages can be deleted. */
import type { NatsConnection } from '@nats-io/transport-node';
import { headers } from '@nats-io/transport-node';
import { subjectsOf, vaultStreamName } from '../bus/subjects.ts';
import { LogUnavailable } from './log.ts';
import type { ApiError } from './nats-jetstream.ts';
import {
  askJetStream,
  errorCodes,
  getMessage,
  publishToStream,
  reasonOf,
  unavailable,
} from './nats-jetstream.ts';
import type { Vault } from './vault.ts';
import { VaultFull } from './vault.ts';

export interface NatsVaultOptions {
  /** 32 hexadecimal digits. */
  readonly cloudId: string;
  /** After this a call rejects with `LogUnavailable`. */
  readonly timeoutMs?: number;
}

/** A record that is replaced while it is deleted is deleted again, so often. */
const deleteAttemptsMax = 8;
/** Records whose times are asked for at once when listing. */
const listWindow = 32;

/** The vault as `connection` reaches it. The stream is made by `createVaultStream`. */
export function openNatsVault(connection: NatsConnection, options: NatsVaultOptions): Vault {
  const { cloudId, timeoutMs = 5_000 } = options;
  const stream = vaultStreamName(cloudId);
  const subjects = subjectsOf(cloudId);
  const find = (machineId: string) =>
    getMessage(connection, stream, { last_by_subj: subjects.vault(machineId) }, timeoutMs);

  async function put(machineId: string, sealed: Uint8Array): Promise<void> {
    const subject = subjects.vault(machineId);
    const fence = headers();
    fence.set('Nats-Expected-Stream', stream);
    const outcome = await publishToStream(connection, subject, sealed, fence, timeoutMs).catch(
      (cause: unknown) => {
        throw new LogUnavailable(`no answer from the vault: ${reasonOf(cause)}`, { cause });
      },
    );
    if ('error' in outcome) throw putError(outcome.error);
  }

  async function erase(machineId: string): Promise<void> {
    const call = `STREAM.MSG.DELETE.${stream}`;
    for (let attempt = 0; attempt < deleteAttemptsMax; attempt++) {
      const found = await find(machineId);
      if (found === null) return;
      const body = { seq: found.sequence, no_erase: false };
      const outcome = await askJetStream(connection, call, body, timeoutMs);
      if ('error' in outcome && (await find(machineId))?.sequence === found.sequence)
        throw unavailable(call, outcome.error);
    }
    throw new LogUnavailable(`the record of ${machineId} is written as fast as it is deleted`);
  }

  async function list(): Promise<readonly { machineId: string; storedAtMs: number }[]> {
    const names = await subjectsIn(connection, stream, subjects.everyVault, timeoutMs);
    const records: { machineId: string; storedAtMs: number }[] = [];
    for (let start = 0; start < names.length; start += listWindow) {
      const ids = names.slice(start, start + listWindow).map((name) => name.split('.').at(-1)!);
      const found = await Promise.all(ids.map(find));
      ids.forEach((machineId, i) => {
        const message = found[i];
        if (message) records.push({ machineId, storedAtMs: message.storedAtMs });
      });
    }
    return records;
  }

  return {
    put,
    get: async (machineId) => (await find(machineId))?.bytes ?? null,
    delete: erase,
    list,
  };
}

function putError(error: ApiError): Error {
  const full =
    error.errorCode === errorCodes.insufficientResources ||
    error.errorCode === errorCodes.insufficientStorage ||
    /maximum bytes exceeded|insufficient|resource limits/.test(error.description);
  return full
    ? new VaultFull(`the vault is full: ${error.description} (${error.errorCode})`)
    : unavailable('the vault', error);
}

/** Every subject that has a message, page by page. */
async function subjectsIn(
  connection: NatsConnection,
  stream: string,
  filter: string,
  timeoutMs: number,
): Promise<string[]> {
  const call = `STREAM.INFO.${stream}`;
  const names: string[] = [];
  for (;;) {
    const body = { subjects_filter: filter, offset: names.length };
    const outcome = await askJetStream(connection, call, body, timeoutMs);
    if ('error' in outcome) throw unavailable(call, outcome.error);
    const state = outcome.answer['state'] as { subjects?: Record<string, number> } | undefined;
    const page = Object.keys(state?.subjects ?? {});
    names.push(...page);
    const total = Number(outcome.answer['total'] ?? names.length);
    if (page.length === 0 || names.length >= total) return names;
  }
}
