/**
 * How a part reads its configuration: one JSON file, checked against a schema once at the start, refused with the name of
 * the field at fault, then frozen.
 */
import { readFileSync } from 'node:fs';
import * as Type from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Check, Errors } from 'typebox/schema';
import { fromHex } from './bytes.ts';
import { secret } from './secret.ts';
import type { Secret } from './secret.ts';

/** The configuration cannot be used; the message names the file and the field. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
  readonly code = 'configRefused';
}

export const closed = { additionalProperties: false };
export const filePath = Type.String({ minLength: 1, maxLength: 4096 });
export const hexId = Type.String({ pattern: '^[0-9a-f]{32}$' });

/** How a part reaches the bus. */
export const natsSchema = Type.Object(
  {
    servers: Type.Array(Type.String({ pattern: '^(nats|tls)://[^\\s]+$' }), { minItems: 1 }),
    seedFile: filePath,
    caFile: Type.Optional(filePath),
  },
  closed,
);

export const logLevelSchema = Type.Optional(
  Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
);

/** The one argument of a part is the path of its configuration. Throws `ConfigRefused`. */
export function readConfig<Schema extends TSchema>(
  schema: Schema,
  args: readonly string[],
  program: string,
): Static<Schema> {
  const [path] = args;
  if (path === undefined || args.length !== 1)
    throw new ConfigRefused(`usage: ${program} CONFIG.json`);
  return parseConfig(schema, readText(path), path);
}

/** `text` is the content of `path`. Throws `ConfigRefused`. */
export function parseConfig<Schema extends TSchema>(
  schema: Schema,
  text: string,
  path: string,
): Static<Schema> {
  const value = parseJson(text, path);
  if (!Check(schema, value)) {
    const [, [first]] = Errors(schema, value);
    const field = first?.instancePath.slice(1).replaceAll('/', '.') || 'the whole';
    throw new ConfigRefused(`${path}: ${field}: ${first?.message ?? 'is not as it should be'}`);
  }
  return deepFrozen(value);
}

/** The cloud key of 32 bytes, from a file that holds them as they are or as 64 hexadecimal digits. Throws `ConfigRefused`. */
export function readCloudKey(path: string): Secret<Uint8Array> {
  return parseCloudKey(readBytes(path), path);
}

export function parseCloudKey(bytes: Uint8Array, path: string): Secret<Uint8Array> {
  if (bytes.length === 32) return secret(Uint8Array.from(bytes));
  const text = new TextDecoder().decode(bytes).trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return secret(fromHex(text));
  throw new ConfigRefused(`${path}: the cloud key is 32 bytes, or 64 hexadecimal digits`);
}

/** An nkey seed from its file. Throws `ConfigRefused`. */
export function readSeed(path: string): Secret<string> {
  return secret(readText(path).trim());
}

export function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path));
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ConfigRefused(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigRefused(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function deepFrozen<Held>(value: Held): Held {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const held of Object.values(value)) deepFrozen(held);
  }
  return value;
}
