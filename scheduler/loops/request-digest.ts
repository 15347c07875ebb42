/**
 * Is a request with a known idempotency key the one that was answered? The digest is over what was asked, not over its
 * protobuf bytes: those change when the contract gets a field (decisions 6).
 */
import { toHex } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import type { Command } from '../../shared/model/command.ts';
import { canonicalDump } from '../../shared/model/state-digest.ts';

/**
 * SHA-256, hexadecimal. A repeated request is the same whatever ids its API drew for the machines, so only their number
 * counts; `given`, the digest of what their user gave them, does.
 */
export function requestDigest({ actor, projectId, request }: Command, given: string): string {
  const asked =
    request.kind === 'run' ? { ...request, machineIds: request.machineIds.length } : request;
  const dump = canonicalDump({ actor, projectId, request: asked, given });
  return toHex(sha256(new TextEncoder().encode(dump)));
}
