/** The options of `stratus-run-instance`, in the order of its help; those marked are refused by refused-options.ts. */
import type { OptionDefinition } from './option.ts';

const text = (long: string, value: string, help: string): OptionDefinition => ({
  ...{ long, kind: 'text', value, help },
});
const integer = (long: string, value: string, help: string): OptionDefinition => ({
  ...{ long, kind: 'integer', value, help },
});
const flag = (long: string, help: string): OptionDefinition => ({ long, kind: 'flag', help });
const later = '(not offered yet)';

export const runOptions: readonly OptionDefinition[] = [
  { ...integer('number', 'NUMBER', 'how many machines; 1'), short: 'n' },
  { ...text('type', 'TYPE', 'instance type; see --list-types'), short: 't' },
  integer('cpu', 'CPU', 'virtual CPUs, instead of those of the type'),
  integer('ram', 'MB', 'memory, instead of that of the type'),
  integer('swap', 'MB', 'swap, instead of that of the type'),
  {
    ...flag('list-types', 'print the instance types and exit'),
    ...{ short: 'l', aliases: ['list-type'] },
  },
  {
    ...{ long: 'key', short: 'k', kind: 'texts', value: 'FILE' },
    help: 'public key to log in with; repeatable; env STRATUSLAB_KEY',
  },
  text('context-file', 'FILE', 'variables for the machine, one key=value a line'),
  text('context', 'PAIRS', 'the same, separated by #'),
  {
    ...text('context-method', 'METHOD', 'one or cloud-init; one'),
    choices: ['one', 'cloud-init'],
  },
  text('cloud-init', 'PAIRS', 'mimetype,file pairs separated by #; ssh,FILE are keys'),
  flag('local-ip', 'an address of the local network'),
  flag('private-ip', 'an address of the private network'),
  text('address', 'IP', 'this address'),
  integer('volatile-disk', 'GB', 'an extra disk that ends with the machine'),
  text('vm-name', 'NAME', 'name; one-ID unless given'),
  {
    ...{ long: 'vm-cpu-amount', kind: 'number', value: 'CPU' },
    help: 'CPU reserved on the host, at most the virtual CPUs',
  },
  text('vm-requirements', 'EXPRESSION', 'only hosts for which this is true'),
  flag('qcow-disk-format', 'the image is in qcow2 format'),
  flag('no-check-image-url', 'do not look first whether the image is there'),
  { ...text('output', 'FILE', 'write the ids of the machines to it, one a line'), short: 'o' },
  text('vm-disks-bus', 'BUS', 'virtio; ide and scsi are not offered'),
  text('vm-network-model', 'MODEL', 'virtio; others are not offered'),
  flag('use-host-cpu', later),
  text('persistent-disk', 'UUID', later),
  text('readonly-disk', 'ID', later),
  flag('save', later),
  text('author', 'NAME', later),
  text('author-email', 'EMAIL', later),
  text('title', 'TITLE', later),
  text('comment', 'COMMENT', later),
  text('image-version', 'VERSION', later),
  text('marketplace-endpoint', 'URL', later),
  text('marketplace-endpoint-newimage', 'URL', later),
  text('pdisk-endpoint', 'URL', later),
  text('pdisk-username', 'USERNAME', later),
  text('pdisk-password', 'PASSWORD', later),
  integer('vnc-port', 'PORT', later),
  text('vnc-listen', 'IP', later),
  text('keymap', 'KEYMAP', later),
  text('vm-template-file', 'FILE', later),
];
