/**
 * Options that StratusLab's users know and that have nothing behind them here yet. They are understood and refused by name,
 * because an option that is silently ignored does harm (docs/decisions/0017-command-grammar.md). One table.
 */
import type { ParsedOptions } from './option.ts';
import { UsageError } from './stops.ts';

interface RefusedOption {
  readonly why: string;
  /** The value that changes nothing here, and is therefore taken. */
  readonly taken?: string;
}

const certificates = 'log-in by certificate is not there yet; use --username and --password';
const volumes = 'there is no storage service yet; only --volatile-disk';
const saving = 'saving a root disk as an image is not there yet';
const marketplace = 'there is no Marketplace yet; name the image by file, URL or identifier';
const console_ = 'there is no graphical console; `stratus console` shows the serial one';

export const refusedOptions: Readonly<Record<string, RefusedOption>> = {
  'pem-cert': { why: certificates },
  'pem-key': { why: certificates },
  'pdisk-endpoint': { why: volumes },
  'pdisk-username': { why: volumes },
  'pdisk-password': { why: volumes },
  'persistent-disk': { why: volumes },
  'readonly-disk': { why: volumes },
  'marketplace-endpoint': { why: marketplace },
  save: { why: saving },
  author: { why: saving },
  'author-email': { why: saving },
  title: { why: saving },
  comment: { why: saving },
  'image-version': { why: saving },
  'marketplace-endpoint-newimage': { why: saving },
  'vm-disks-bus': { why: 'disks are always virtio', taken: 'virtio' },
  'vm-network-model': { why: 'network cards are always virtio', taken: 'virtio' },
  'use-host-cpu': { why: 'the host decides which CPU guests see' },
  'vnc-port': { why: console_ },
  'vnc-listen': { why: console_ },
  keymap: { why: console_ },
  'vm-template-file': { why: 'machines are not made from OpenNebula templates' },
};

/** Throws `UsageError` for the first one that was given. */
export function refuseOptions(options: ParsedOptions): void {
  for (const [long, { why, taken }] of Object.entries(refusedOptions)) {
    if (!options.isGiven(long) || (taken !== undefined && options.text(long) === taken)) continue;
    throw new UsageError(`option --${long} is not supported: ${why}`);
  }
}
