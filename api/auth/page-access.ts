/**
 * How does a browser get in without ever holding the user's own token? A command that has the token asks for a code; the
 * code opens one session, once, within minutes; the session's token ends by itself, at log-out, and with this process.
 * So a link in a terminal or in a browser's history opens nothing any more.
 */
import { createHash } from 'node:crypto';
import type { Random } from '../../shared/base/random.ts';
import type { Actor } from '../../shared/model/authorization.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Tokens } from './tokens.ts';

export interface Pass {
  /** 43 characters of base64url: 256 random bits. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly endsAtMs: number;
}

export interface PageAccess {
  /** A code for a log-in link. */
  newCode(actor: Actor): Pass;
  /** Whose code it is, or null; it is no code any more after this. */
  takeCode(code: string): Actor | null;
  newSession(actor: Actor): Pass;
  /** Whose session it is, or null. */
  actorOf(token: string): Actor | null;
  end(token: string): void;
}

export const codeLastsMs = 5 * 60_000;
export const sessionLastsMs = 12 * 3_600_000;
/** Each; the oldest make room, so that nobody fills the memory. */
export const passesMax = 1_000;

interface Kept {
  readonly actor: Actor;
  readonly endsAt: number;
}

export function createPageAccess({ clock, random }: { clock: Clock; random: Random }): PageAccess {
  const codes = new Map<string, Kept>();
  const sessions = new Map<string, Kept>();

  function add(passes: Map<string, Kept>, actor: Actor, lastsMs: number): Pass {
    const text = Buffer.from(random.bytes(32)).toString('base64url');
    for (const name of passes.keys()) {
      if (passes.size < passesMax) break;
      passes.delete(name);
    }
    passes.set(digestOf(text), { actor, endsAt: clock.elapsed() + lastsMs });
    return { text, endsAtMs: clock.now() + lastsMs };
  }

  function find(passes: Map<string, Kept>, text: string): Actor | null {
    const name = digestOf(text);
    const kept = passes.get(name);
    if (!kept) return null;
    if (kept.endsAt > clock.elapsed()) return kept.actor;
    passes.delete(name);
    return null;
  }

  return {
    newCode: (actor) => add(codes, actor, codeLastsMs),
    takeCode(code) {
      const actor = find(codes, code);
      codes.delete(digestOf(code));
      return actor;
    },
    newSession: (actor) => add(sessions, actor, sessionLastsMs),
    actorOf: (token) => find(sessions, token),
    end: (token) => void sessions.delete(digestOf(token)),
  };
}

/** Users' own tokens and those of sessions. */
export function withSessions(tokens: Tokens, access: PageAccess): Tokens {
  return { actorOf: (token) => tokens.actorOf(token) ?? access.actorOf(token) };
}

/** Looked up by digest, so the time of an answer tells nothing of a token. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
