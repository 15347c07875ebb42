// May machines run on KVM here? Asked before libvirtd starts: where KVM is advertised and does not work, libvirt must not
// see it, or it tries it again at every definition of a machine.

import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';

/** What the appliance prints on its serial console when it is up. */
const MARKER = 'stratus-appliance: up';
const LIMIT_MS = 60_000;

/**
 * @param {{state: string, checkout: string, image: string}} where
 * @returns {Promise<'kvm' | 'qemu'>}
 */
export async function proveKvm({ state, checkout, image }) {
  const program = join(checkout, 'dist/agent/prove-kvm-main.js');
  const cache = join(state, 'domain-type');
  const said = await runCommand(process.execPath, [program, image, MARKER, cache], {
    timeoutMs: LIMIT_MS,
  });
  return JSON.parse(said.trim().split('\n').at(-1)).domainType;
}
