/** The options by which machines are described: shared by `run`, which makes them, and `plan`, which only asks. */
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { contextOf } from './context.ts';
import type { ContextOptions } from './context.ts';
import { imageOf } from './image.ts';
import type { ImageOptions } from './image.ts';
import type { Session } from './session.ts';
import { wrongUsage } from './surroundings.ts';

export interface MachineOptions extends ImageOptions, ContextOptions {
  readonly number?: number;
  readonly name?: string;
  readonly type?: string;
  readonly cpu?: number;
  readonly cpuAmount?: number;
  readonly ram?: number;
  readonly swap?: number;
  readonly volatileDisk?: number;
  readonly rootDisk?: number;
  readonly localIp?: boolean;
  readonly privateIp?: boolean;
  readonly address?: string;
  readonly requirements?: string;
  readonly rank?: string;
  readonly policy?: string;
  readonly onHostRestart?: string;
}

export function withMachineOptions(command: Command): Command {
  return command
    .argument('[image]', 'metadata file of the image, or its name in the profile')
    .option('--image <file>', 'the same as the argument')
    .option('--image-location <url>', 'where the image is, when there is no metadata')
    .option('--digest <algorithm:hex>', 'with --image-location; repeatable', collect)
    .addOption(new Option('--format <format>', 'with --image-location').choices(['raw', 'qcow2']))
    .addOption(new Option('--compression <kind>', 'with --image-location').choices(['none', 'gz']))
    .option('-n, --number <count>', 'how many equal machines', whole)
    .option('--name <name>', 'name; one-NUMBER unless given')
    .option('-t, --type <type>', 'instance type; see `stratus type`')
    .option('--cpu <count>', 'virtual CPUs, instead of the type’s', whole)
    .option('--cpu-amount <cores>', 'cores promised on the host; as many as CPUs', cores)
    .option('--ram <MiB>', 'memory, instead of the type’s', whole)
    .option('--swap <MiB>', 'swap disk, instead of the type’s', whole)
    .option('--volatile-disk <GiB>', 'scratch disk, destroyed with the machine', whole)
    .option('--root-disk <MiB>', 'root disk, at least the image', whole)
    .option('--local-ip', 'an address of the local network')
    .option('--private-ip', 'an address of the private network')
    .option('--address <ip>', 'this address')
    .option('--requirements <expression>', 'only hosts for which this is true')
    .option('--rank <expression>', 'the host for which this is highest')
    .addOption(
      new Option('--policy <policy>', 'placement').choices([
        'packing',
        'striping',
        'loadAware',
        'rank',
      ]),
    )
    .addOption(
      new Option('--on-host-restart <what>', 'after a restart of its host').choices([
        'leave',
        'start',
      ]),
    )
    .option('-k, --key <file>', 'public key that may log in; repeatable', collect)
    .option('--context <KEY=value>', 'variable for the guest; repeatable', collect)
    .option('--context-file <file>', 'variables, one KEY=value a line')
    .option('--cloud-init, --user-data <file>', 'user data for cloud-init')
    .addOption(
      new Option('--context-method <method>', 'how the guest reads it').choices([
        'one',
        'cloud-init',
      ]),
    );
}

/** The body of a request to the API. */
export function machineBody(
  session: Session,
  image: string | undefined,
  options: MachineOptions,
): Record<string, unknown> {
  if (options.localIp && options.privateIp)
    wrongUsage('--local-ip and --private-ip contradict each other');
  const profile = session.profile();
  const networkClass = options.localIp ? 'local' : options.privateIp ? 'private' : undefined;
  const body = {
    image: imageOf(image, options, profile),
    count: options.number,
    name: options.name,
    type: options.type,
    vcpus: options.cpu,
    cpu: options.cpuAmount ?? options.cpu,
    memoryMiB: options.ram,
    swapMiB: options.swap,
    volatileMiB: options.volatileDisk === undefined ? undefined : 1024 * options.volatileDisk,
    rootDiskMiB: options.rootDisk,
    networkClass,
    address: options.address,
    requirements: options.requirements,
    rank: options.rank,
    policy: options.policy,
    onHostRestart: options.onHostRestart,
    ...contextOf(options, profile, session.surroundings.home),
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A whole number that may be wrong in size, which the cloud tells best; never text. */
export function whole(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}

function cores(text: string): number {
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('expected a number');
  return Number(text);
}
