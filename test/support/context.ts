import type { ContextInput } from '../../scheduler/context/compose.ts';
import type { ContextFile } from '../../shared/model/machine-record.ts';

/** Builders for tests of the context. */

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A machine of the method `one` with one card and one key, and no variables, unless told otherwise. */
export function aContextInput(
  said: Partial<Omit<ContextInput, 'user'>> & {
    variables?: Record<string, string | Uint8Array>;
    publicKeys?: string[];
    userData?: string | Uint8Array;
  } = {},
): ContextInput {
  const { variables = {}, publicKeys = ['ssh-ed25519 AAAA a@b'], userData = '', ...rest } = said;
  const bytes = (value: string | Uint8Array) =>
    typeof value === 'string' ? bytesOf(value) : value;
  return {
    volumeLabel: '_STRATUSLAB',
    machineId: '3f2a8c1e-0000-4000-8000-000000000001',
    hostname: 'one-1',
    nics: [
      {
        networkClass: 'public',
        mac: '02:00:0a:4d:09:05',
        address: 0x0a4d0905,
        prefixLength: 24,
        gateway: 0x0a4d0901,
      },
    ],
    nameServers: [0x01010101, 0x08080808],
    ...{ hasSwap: false, hasVolatile: false },
    user: {
      publicKeys,
      variables: Object.entries(variables).map(([name, value]) => ({ name, value: bytes(value) })),
      userData: bytes(userData),
    },
    ...rest,
  };
}

/** The text of one of the files. */
export function textOf(files: readonly ContextFile[], name: string): string {
  const file = files.find((file) => file.name === name);
  if (file === undefined) throw new Error(`there is no ${name}`);
  return new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
}
