/**
 * Secrets that must be nowhere but in their machine: each machine of a simulated cloud is given one in a variable and one in a
 * key, and every message, commit, vault record, domain, log line and trace line is searched for them (I23).
 */
import { gunzipSync } from 'node:zlib';
import type { Bus, BusMessage } from '../../shared/bus/bus.ts';
import type { MemoryBusHub } from '../../shared/bus/memory-bus.ts';
import type { MemoryVault } from '../../shared/log/memory-vault.ts';
import type { UserContext } from '../../shared/model/command.ts';

/** Every secret begins so. */
const canary = 'CANARY-';

/** What the user of this machine gives: nobody but its guest may ever see it. */
export function secretContext(machineId: string): UserContext {
  const secret = `${canary}${machineId}`;
  return {
    publicKeys: [`ssh-ed25519 AAAA ${secret}`],
    variables: [{ name: 'PASSWORD', value: new TextEncoder().encode(secret) }],
    userData: new Uint8Array(),
  };
}

/** True: a secret can be read in it, as it is or compressed. */
export function tellsSecret(what: Uint8Array | string): boolean {
  if (typeof what === 'string') return what.includes(canary);
  const bytes = Buffer.from(what.buffer, what.byteOffset, what.byteLength);
  if (bytes.includes(canary)) return true;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return false;
  return unpacked(bytes).includes(canary);
}

function unpacked(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    return Buffer.alloc(0);
  }
}

export type TellSecret = (where: string) => void;

/** The hub, with an ear at each message; only the context for the host of the machine itself may hold its secret. */
export function searchedHub(hub: MemoryBusHub, found: TellSecret): MemoryBusHub {
  const search = (where: string, bytes: Uint8Array): void => {
    if (tellsSecret(bytes)) found(where);
  };
  const searched = (bus: Bus): Bus => ({
    ...bus,
    publish(subject, bytes) {
      search(subject, bytes);
      bus.publish(subject, bytes);
    },
    request(subject, bytes, timeoutMs) {
      search(subject, bytes);
      return bus.request(subject, bytes, timeoutMs);
    },
    subscribe: (subject, onMessage) =>
      bus.subscribe(subject, (message) => onMessage(withSearchedReply(message, search))),
  });
  return { ...hub, client: (name) => searched(hub.client(name)) };
}

function withSearchedReply(
  message: BusMessage,
  search: (where: string, bytes: Uint8Array) => void,
): BusMessage {
  if (message.subject.endsWith('.context')) return message;
  return {
    ...message,
    reply(bytes) {
      search(`the answer on ${message.subject}`, bytes);
      message.reply(bytes);
    },
  };
}

/** The vault, which must never be given a record that anybody can read. */
export function searchedVault(vault: MemoryVault, found: TellSecret): MemoryVault {
  return {
    ...vault,
    put(machineId, sealed) {
      if (tellsSecret(sealed)) found('a record of the vault');
      return vault.put(machineId, sealed);
    },
  };
}
