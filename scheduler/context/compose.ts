import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { UserContext } from '../../shared/model/command.ts';
import { canonicalContext } from '../../shared/model/context-digest.ts';
import type { ContextFile, Nic } from '../../shared/model/machine-record.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import { variableNameRefusal } from '../../shared/model/variable-name.ts';
import type { VolumeLabel } from '../../shared/model/words.ts';
import { cidrOf, netmaskOf } from '../../shared/net/cidr.ts';
import { printIpv4 } from '../../shared/net/ipv4.ts';
import { cloudInitFiles } from './cloud-init-files.ts';
import { contextSh } from './context-sh.ts';
import type { ShellVariable } from './context-sh.ts';
import { epilogSh, initSh, prologSh } from './guest-scripts.ts';
import { publicKeyLines } from './public-keys.ts';

/**
 * Which files does a machine find on its context medium? The volume label says how it reads them: `_STRATUSLAB` as
 * OpenNebula and HEPiX do (the method `one`), `cidata` as cloud-init does.
 */
export interface ContextInput {
  readonly volumeLabel: VolumeLabel;
  /** UUID text. */
  readonly machineId: string;
  /** The machine's name. */
  readonly hostname: string;
  readonly nics: readonly Nic[];
  /** IPv4 as numbers. */
  readonly nameServers: readonly number[];
  readonly hasSwap: boolean;
  readonly hasVolatile: boolean;
  readonly user: UserContext;
}

export interface ComposedContext {
  readonly volumeLabel: VolumeLabel;
  readonly files: readonly ContextFile[];
  /** What `contextDigest(files)` hashes. */
  readonly canonical: Uint8Array;
}

/** All files of a machine, compressed (decisions 10). */
export const longestContextBytes = 262_144;
/** The same before compression: an answer to a host is unpacked in memory. */
export const longestPlainBytes = 4_194_304;
/** `NAME=value` and its NUL: Linux takes no longer string into an environment (MAX_ARG_STRLEN). */
export const longestVariableBytes = 131_072;
/** All variables: half of what Linux takes as arguments and environment together, with its usual stack limit. */
export const longestVariablesBytes = 1_048_576;

/** No key has one; NUL could not even be told to the machine. */
const controlCharacter = /[\u0000-\u001f\u007f]/;

/**
 * The files, or why the user's part cannot be brought to the machine. `compressedLength` tells how many bytes gzip makes
 * of its argument; it is only asked about contexts that exceed the limit as they are.
 */
export function composeContext(
  input: ContextInput,
  compressedLength: (bytes: Uint8Array) => number,
): Result<ComposedContext, Refusal> {
  const badKey = publicKeyLines(input.user.publicKeys).find((key) => controlCharacter.test(key));
  if (badKey !== undefined)
    return refused(
      invalid(
        `A public key holds a control character: ${JSON.stringify(badKey.slice(0, 40))}.`,
        'Give the text of the file that ends in .pub.',
      ),
    );
  const files = input.volumeLabel === 'cidata' ? forCloudInit(input) : forOpenNebula(input);
  if (!files.ok) return files;
  const canonical = canonicalContext(files.value);
  if (canonical.length > longestPlainBytes) return refused(tooLarge(canonical.length, null));
  if (canonical.length > longestContextBytes) {
    const compressed = compressedLength(canonical);
    if (compressed > longestContextBytes) return refused(tooLarge(canonical.length, compressed));
  }
  return ok({ volumeLabel: input.volumeLabel, files: files.value, canonical });
}

function forCloudInit(input: ContextInput): Result<readonly ContextFile[], Refusal> {
  const [variable] = input.user.variables;
  if (variable !== undefined)
    return refused(
      invalid(
        `cloud-init reads no context variables, and ${JSON.stringify(variable.name)} is one.`,
        'Put it into the user data, or choose the context method one.',
      ),
    );
  const publicKeys = publicKeyLines(input.user.publicKeys);
  return ok(cloudInitFiles({ ...input, publicKeys, userData: input.user.userData }));
}

function forOpenNebula(input: ContextInput): Result<readonly ContextFile[], Refusal> {
  if (input.user.userData.length > 0)
    return refused(
      invalid(
        'User data is for cloud-init, and the context method is one.',
        'Choose the context method cloud-init, or give variables.',
      ),
    );
  const given = userVariables(input.user.variables);
  if (!given.ok) return given;
  const variables = [...ownVariables(input), ...given.value];
  const fault = firstTooLong(variables);
  if (fault !== null) return refused(fault);
  const encoder = new TextEncoder();
  return ok([
    { name: 'context.sh', bytes: contextSh(variables) },
    { name: 'epilog.sh', bytes: encoder.encode(epilogSh) },
    { name: 'init.sh', bytes: encoder.encode(initSh) },
    { name: 'prolog.sh', bytes: encoder.encode(prologSh) },
  ]);
}

function ownVariables({
  machineId,
  hostname,
  nics,
  nameServers,
  user,
}: ContextInput): ShellVariable[] {
  const encoder = new TextEncoder();
  const dns = nameServers.map(printIpv4).join(' ');
  const texts: readonly (readonly [string, string])[] = [
    ['INSTANCE_ID', machineId],
    ['HOSTNAME', hostname],
    ['PUBLIC_KEY', publicKeyLines(user.publicKeys).join('\n')],
    ...nics.flatMap((nic, index) => nicVariables(`ETH${index}`, nic, dns)),
  ];
  return texts.map(([name, text]) => ({ name, value: encoder.encode(text) }));
}

function nicVariables(card: string, nic: Nic, dns: string): readonly (readonly [string, string])[] {
  return [
    [`${card}_MAC`, nic.mac],
    [`${card}_IP`, printIpv4(nic.address)],
    [`${card}_PREFIX_LENGTH`, String(nic.prefixLength)],
    [`${card}_MASK`, printIpv4(netmaskOf(cidrOf(nic.address, nic.prefixLength)))],
    [`${card}_GATEWAY`, nic.gateway === null ? '' : printIpv4(nic.gateway)],
    [`${card}_DNS`, dns],
  ];
}

function userVariables(given: UserContext['variables']): Result<readonly ShellVariable[], Refusal> {
  const variables = new Map<string, ShellVariable>();
  for (const { name, value } of given) {
    const refusal = variableNameRefusal(name);
    if (refusal !== null) return refused(refusal);
    if (variables.has(name))
      return refused(
        invalid(
          `The context variable ${name} is given twice.`,
          'Give it once; names differ by more than case.',
        ),
      );
    if (value.includes(0))
      return refused(
        invalid(
          `The value of ${name} holds a NUL byte, at ${value.indexOf(0)}: no shell variable can.`,
          'Encode it, e.g. as base64, and decode it in the machine.',
        ),
      );
    variables.set(name, { name, value });
  }
  return ok([...variables.values()]);
}

function firstTooLong(variables: readonly ShellVariable[]): Refusal | null {
  const lengthOf = ({ name, value }: ShellVariable) => name.length + value.length + 2;
  const long = variables.find((variable) => lengthOf(variable) > longestVariableBytes);
  const where = long === undefined ? 'context' : `context, variable ${long.name}`;
  const total = variables.reduce((sum, variable) => sum + lengthOf(variable), 0);
  if (long === undefined && total <= longestVariablesBytes) return null;
  return {
    reason: 'contextTooLarge',
    message:
      long === undefined
        ? `The context variables have ${total} bytes together; the limit is ${longestVariablesBytes}.`
        : `The variable ${long.name} has ${lengthOf(long)} bytes with its name; Linux takes ${longestVariableBytes}.`,
    where,
    whatToDo: 'Give an address to fetch it from instead, or use cloud-init and user data.',
  };
}

/** `compressed` null: too large whatever it compresses to. */
function tooLarge(bytes: number, compressed: number | null): Refusal {
  const how = compressed === null ? '' : ' compressed';
  const [size, limit] =
    compressed === null ? [bytes, longestPlainBytes] : [compressed, longestContextBytes];
  return {
    reason: 'contextTooLarge',
    message: `The context has ${bytes} bytes${how && `, ${size}${how}`}; the limit is ${limit}${how}.`,
    where: 'context',
    whatToDo: `Make it ${size - limit} bytes smaller, or let the machine fetch the rest.`,
  };
}

function invalid(message: string, whatToDo: string): Refusal {
  return { reason: 'invalidContext', message, where: 'context', whatToDo };
}
