/**
 * Whose token is this? Only SHA-256 digests are kept, and every one is compared in constant time, so neither the file nor
 * the time of an answer tells a token.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../shared/model/authorization.ts';

export interface Tokens {
  /** Who the token belongs to, or null. */
  actorOf(token: string): Actor | null;
}

/** No token file could be read as one. */
export class TokensRefused extends Error {
  override readonly name = 'TokensRefused';
  readonly code = 'tokensRefused';
}

/** One project and one account until accounts exist (docs/decisions/0001-owners.md). */
const onlyProject = 'p1';
const tokenLengthMax = 512;

/**
 * Tokens from `{"<account>": "<SHA-256 of the token, 64 hexadecimal digits>"}`, one such object or one a line. Throws
 * `TokensRefused` naming `path`.
 */
export function parseTokens(text: string, path: string): Tokens {
  const known: { accountId: string; digest: Buffer }[] = [];
  for (const object of objectsIn(text, path)) {
    for (const [accountId, digest] of Object.entries(object)) {
      if (!/^[a-z][a-z0-9]{0,31}$/.test(accountId))
        throw new TokensRefused(`${path}: ${JSON.stringify(accountId)} is not an account`);
      if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/i.test(digest))
        throw new TokensRefused(`${path}: ${accountId}: expected 64 hexadecimal digits`);
      known.push({ accountId, digest: Buffer.from(digest, 'hex') });
    }
  }
  if (known.length === 0) throw new TokensRefused(`${path} holds no token`);
  return {
    actorOf(token) {
      if (token.length === 0 || token.length > tokenLengthMax) return null;
      const given = createHash('sha256').update(token).digest();
      let found: string | null = null;
      for (const { accountId, digest } of known)
        if (timingSafeEqual(given, digest)) found = accountId;
      if (found === null) return null;
      return { accountId: found, administrator: found === 'admin', projectId: onlyProject };
    },
  };
}

function objectsIn(text: string, path: string): object[] {
  const whole = objectOf(text);
  if (whole) return [whole];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const object = objectOf(line);
    if (!object) throw new TokensRefused(`${path}: line ${index + 1} is not a JSON object`);
    return object;
  });
}

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
