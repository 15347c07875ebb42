/** The body of a request for machines: its schema, which is also the documentation, and what it means to the scheduler. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { RunRequest } from '../../shared/model/command.ts';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import { refuse } from '../errors.ts';
import * as word from '../views/words.ts';
import { imageSourceOf, ImageRequest } from './image-request.ts';

const bytesOrText = (what: string) =>
  Type.Union([Type.String(), Type.Object({ base64: Type.String() }, word.closed)], {
    description: `${what}: text, or {"base64": ...} for any bytes`,
  });

/** Above what any host has; a check against slips of the finger, not a quota. */
const sizeMaxMiB = 1 << 30;
const size = (least: number, what: string) =>
  Type.Integer({ minimum: least, maximum: sizeMaxMiB, description: `${what}, MiB` });

export const MachineRequest = Type.Object(
  {
    image: ImageRequest,
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 256, description: 'equal machines, all or none' }),
    ),
    name: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
        description: 'one-LABEL unless given; with a count, -1, -2 ... is added',
      }),
    ),
    type: Type.Optional(
      Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}$', description: 'instance type' }),
    ),
    vcpus: Type.Optional(Type.Integer({ minimum: 1, maximum: 1024 })),
    cpu: Type.Optional(
      Type.Number({
        minimum: 0.01,
        maximum: 1024,
        description: 'cores reserved on the host, at most two decimals',
      }),
    ),
    memoryMiB: Type.Optional(size(1, 'memory')),
    swapMiB: Type.Optional(size(0, 'swap disk; 0: none')),
    volatileMiB: Type.Optional(
      size(0, 'scratch disk, labelled ephemeral0, destroyed with the machine; 0: none'),
    ),
    rootDiskMiB: Type.Optional(size(0, 'root disk, at least the image; 0: as large as the image')),
    networkClass: Type.Optional(word.NetworkClassWord),
    address: Type.Optional(Type.String({ maxLength: 64, description: 'the IPv4 address wanted' })),
    requirements: Type.Optional(Type.String({ maxLength: 4096 })),
    rank: Type.Optional(Type.String({ maxLength: 4096 })),
    policy: Type.Optional(word.PolicyWord),
    onHostRestart: Type.Optional(word.HostRestartWord),
    contextMethod: Type.Optional(word.ContextMethodWord),
    publicKeys: Type.Optional(
      Type.Array(Type.String({ maxLength: 16_384 }), {
        maxItems: 64,
        description: 'OpenSSH public keys that may log in as root',
      }),
    ),
    context: Type.Optional(
      Type.Record(Type.String(), bytesOrText('a value'), {
        description: 'variables for the guest',
      }),
    ),
    userData: Type.Optional(bytesOrText('user data of cloud-init')),
  },
  word.closed,
);
export type MachineRequest = Static<typeof MachineRequest>;

/** What the scheduler is asked. `machineIds` were chosen before. Throws `Refused`. */
export function runRequestOf(body: MachineRequest, machineIds: readonly string[]): RunRequest {
  return {
    machineIds,
    name: nameOf(body.name ?? ''),
    type: body.type ?? '',
    vcpus: body.vcpus ?? null,
    cpuHundredths: body.cpu === undefined ? null : hundredthsOf(body.cpu),
    memoryMiB: body.memoryMiB ?? null,
    swapMiB: body.swapMiB ?? null,
    volatileMiB: body.volatileMiB ?? 0,
    rootDiskMiB: body.rootDiskMiB ?? null,
    image: imageSourceOf(body.image),
    networkClass: body.networkClass ?? 'public',
    address: body.address === undefined ? null : addressOf(body.address, body.count ?? 1),
    requirements: expressionOf(body.requirements ?? '', 'requirements', 'invalidRequirement'),
    rank: expressionOf(body.rank ?? '', 'rank', 'invalidRank'),
    policy: body.policy ?? null,
    onHostRestart: body.onHostRestart ?? 'leave',
    volumeLabel: body.contextMethod === 'cloud-init' ? 'cidata' : '_STRATUSLAB',
  };
}

/** A name of digits alone would be taken for a label, by people and by us. */
function nameOf(name: string): string {
  if (/^\d+$/.test(name) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name))
    refuse(
      'invalidName',
      `The name ${name} looks like the number of a machine.`,
      'name',
      'Choose a name with a letter in it, such as web-1.',
    );
  return name;
}

function hundredthsOf(cores: number): number {
  const hundredths = Math.round(cores * 100);
  if (Math.abs(hundredths - cores * 100) > 1e-6)
    refuse(
      'invalidSize',
      `${cores} cores have more than two decimals.`,
      'cpu',
      `Ask for ${hundredths / 100}.`,
    );
  return hundredths;
}

function addressOf(text: string, count: number): number {
  const address = parseIpv4(text);
  if (address === null)
    return refuse(
      'addressOutside',
      `${JSON.stringify(text)} is not an IPv4 address.`,
      'address',
      'Write four decimal numbers, such as 10.77.9.5; `stratus address` shows the networks.',
    );
  if (count !== 1)
    return refuse(
      'invalidCount',
      `One address cannot be given to ${count} machines.`,
      'address',
      'Leave the address out, or ask for one machine.',
    );
  return address;
}

function expressionOf(
  text: string,
  where: string,
  reason: 'invalidRequirement' | 'invalidRank',
): string {
  if (!text.isWellFormed() || text.includes('\0') || Buffer.byteLength(text) > 4096)
    refuse(
      reason,
      'The expression has more than 4096 bytes, or characters that no text has.',
      where,
      'Write it shorter and in plain text, for example CPU_MODEL = "x86*" & FREE_MEMORY > 1024.',
    );
  return text;
}
