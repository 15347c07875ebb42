/** What people give their machine (keys, variables, user data), checked, and encoded for the vault. */
import type { UserContext } from '../../shared/model/command.ts';
import { variableNameRefusal } from '../../shared/model/variable-name.ts';
import { packUserContext } from '../../shared/log/user-context-record.ts';
import { Refused, refuse } from '../errors.ts';
import type { MachineRequest } from './machine-request.ts';
import { publicKeyProblem } from './public-key.ts';

type Content = NonNullable<MachineRequest['userData']>;

/** Of all that is given to one machine together, in bytes after gzip (docs/decisions/0010-limits.md). */
const compressedBytesMax = 262_144;
const variablesMax = 1024;

/** The context, compressed, as it is sealed. Throws `Refused`. */
export function packedContextOf(body: MachineRequest): Uint8Array {
  const context: UserContext = {
    publicKeys: (body.publicKeys ?? []).map(checkedKey),
    variables: variablesOf(body.context ?? {}),
    userData: body.userData === undefined ? new Uint8Array() : bytesOf(body.userData, 'userData'),
  };
  const packed = packUserContext(context);
  if (packed.length > compressedBytesMax) tooLarge(packed.length, compressedBytesMax);
  return packed;
}

function checkedKey(line: string, index: number): string {
  const key = line.trim();
  const problem = publicKeyProblem(key);
  if (problem !== null)
    refuse(
      'invalidContext',
      `Key ${index + 1} cannot be used: ${problem}.`,
      `publicKeys.${index}`,
      'Give the line in ~/.ssh/id_ed25519.pub, or make a key with ssh-keygen -t ed25519.',
    );
  return key;
}

function variablesOf(context: Readonly<Record<string, Content>>): UserContext['variables'] {
  const names = Object.keys(context);
  if (names.length > variablesMax)
    refuse(
      'contextTooLarge',
      `${names.length} variables are more than ${variablesMax}.`,
      'context',
      'Put them into the user data, or into a file that the guest fetches.',
    );
  return names.map((name) => {
    const refusal = variableNameRefusal(name);
    if (refusal !== null) throw new Refused({ ...refusal, where: `context.${name.slice(0, 64)}` });
    return { name, value: bytesOf(context[name] ?? '', `context.${name}`, true) };
  });
}

/** Variables are read by a shell, which knows no NUL. */
function bytesOf(content: Content, where: string, noNul = false): Uint8Array {
  const bytes =
    typeof content === 'string' ? textBytes(content, where) : base64Bytes(content.base64, where);
  if (noNul && bytes.includes(0))
    refuse(
      'invalidContext',
      'The value holds a NUL, which no shell can keep in a variable.',
      where,
      'Encode it, for example in base64, and decode it in the guest.',
    );
  return bytes;
}

function textBytes(text: string, where: string): Uint8Array {
  if (!text.isWellFormed())
    refuse(
      'invalidContext',
      'The text holds half of a character (a lone surrogate).',
      where,
      'Send such bytes as {"base64": ...}.',
    );
  return new TextEncoder().encode(text);
}

function base64Bytes(text: string, where: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, ''))
    refuse('invalidContext', 'This is not base64.', where, 'Encode it with `base64 -w0 FILE`.');
  return new Uint8Array(bytes);
}

function tooLarge(bytes: number, limit: number): never {
  return refuse(
    'contextTooLarge',
    `The context has ${bytes} bytes compressed; at most ${limit} fit.`,
    'userData',
    'Shorten the user data, or let the guest fetch its larger part from a URL.',
  );
}
