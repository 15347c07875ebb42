/** From the options of `stratus-run-instance` to the API's request for machines. */
import { toHex } from '../../shared/base/bytes.ts';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import type { ContextBody } from '../context.ts';
import type { ImageBody } from '../image.ts';
import type { CommandContext } from './classic-command.ts';
import type { Cloud } from './cloud-login.ts';
import { guestContext } from './guest-context.ts';
import { chosenType } from './instance-types.ts';
import type { UserType } from './instance-types.ts';
import type { ParsedOptions } from './option.ts';
import { UsageError } from './stops.ts';

export interface MachineBody extends ContextBody {
  readonly image: ImageBody;
  readonly count: number;
  readonly networkClass: string;
}

const mebibytesInGibibyte = 1024;

/** Throws `UsageError` where options contradict each other, and what `guestContext` throws. */
export function machineRequest(
  { options, surroundings, config }: CommandContext,
  types: readonly UserType[],
  image: ImageBody,
  { profile }: Cloud,
): MachineBody {
  const { home, random } = surroundings;
  const address = options.text('address');
  if (address !== null && parseIpv4(address) === null)
    throw new UsageError(`option --address: invalid IP address: '${address}'`);
  const boundary = `===============${toHex(random.bytes(16))}==`;
  const volatileGiB = atLeast(options, 'volatile-disk', 1);
  return {
    image,
    count: atLeast(options, 'number', 1) ?? 1,
    networkClass: networkClassOf(options),
    ...sizes(options, chosenType(types, options.text('type'))),
    ...present('address', address),
    ...present('name', options.text('vm-name')),
    ...present('requirements', options.text('vm-requirements')),
    ...present('volatileMiB', volatileGiB && volatileGiB * mebibytesInGibibyte),
    ...guestContext({ options, config: config(), profile, home, boundary }),
  };
}

/** What the type says is left to the cloud, unless the user changed it here or in his file. */
function sizes(options: ParsedOptions, type: UserType): object {
  const cpu = atLeast(options, 'cpu', 1) ?? (type.own ? type.cpu : null);
  const amount = options.number('vm-cpu-amount');
  const vcpus = cpu ?? type.cpu;
  if (amount !== null && (amount <= 0 || amount > vcpus))
    throw new UsageError(
      `option --vm-cpu-amount: must be more than 0 and at most the number of CPUs (${vcpus})`,
    );
  return {
    ...(type.atCloud ? { type: type.name } : {}),
    ...present('vcpus', cpu),
    ...present('cpu', amount ?? cpu),
    ...present('memoryMiB', atLeast(options, 'ram', 1) ?? (type.own ? type.ramMiB : null)),
    ...present('swapMiB', atLeast(options, 'swap', 0) ?? (type.own ? type.swapMiB : null)),
  };
}

function networkClassOf(options: ParsedOptions): string {
  const [local, isPrivate] = [options.isGiven('local-ip'), options.isGiven('private-ip')];
  if (local && isPrivate)
    throw new UsageError('options --local-ip and --private-ip contradict each other');
  return local ? 'local' : isPrivate ? 'private' : 'public';
}

function atLeast(options: ParsedOptions, long: string, least: number): number | null {
  const value = options.number(long);
  if (value !== null && value < least)
    throw new UsageError(`option --${long}: must be at least ${least}`);
  return value;
}

function present<Value>(name: string, value: Value | null): Readonly<Record<string, Value>> {
  return value === null ? {} : { [name]: value };
}
