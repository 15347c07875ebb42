/** The options that several classic commands share, in the order of their help. */
import type { OptionDefinition } from './option.ts';

export const generalOptions: readonly OptionDefinition[] = [
  { long: 'version', kind: 'flag', help: "show program's version number and exit" },
  { long: 'help', short: 'h', kind: 'flag', help: 'show this help message and exit' },
  { long: 'verbose', short: 'v', kind: 'count', help: 'say more; repeat it for still more' },
  { long: 'quiet', short: 'q', kind: 'count', help: 'say less; repeat it for still less' },
];

export const configOptions: readonly OptionDefinition[] = [
  {
    ...{ long: 'config', short: 'c', kind: 'text', value: 'FILE' },
    help: 'user configuration file; ~/.stratuslab/stratuslab-user.cfg unless given',
  },
  {
    ...{ long: 'user-config-section', short: 'S', kind: 'text', value: 'SECTION' },
    help: 'section of that file; env STRATUSLAB_USER_CONFIG_SECTION, else its selected_section',
  },
];

export const cloudOptions: readonly OptionDefinition[] = [
  {
    ...{ long: 'endpoint', kind: 'text', value: 'ENDPOINT' },
    help: 'host or URL of the cloud; env STRATUSLAB_ENDPOINT',
  },
  {
    ...{ long: 'username', short: 'u', kind: 'text', value: 'USERNAME' },
    help: 'account; env STRATUSLAB_USERNAME',
  },
  {
    ...{ long: 'password', short: 'p', kind: 'text', value: 'PASSWORD' },
    help: 'its token; env STRATUSLAB_PASSWORD; asked for when only the account is given',
  },
  { long: 'pem-cert', kind: 'text', value: 'FILE', help: 'certificate (not offered yet)' },
  { long: 'pem-key', kind: 'text', value: 'FILE', help: 'key of it (not offered yet)' },
];
