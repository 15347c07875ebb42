/**
 * The log as a file that is kept elsewhere: one line that says whose it is, one line for each message, and a head, signed with
 * the cloud's own key (Ed25519), that says where it ends. Whoever has the public key can tell, years later and without the
 * cloud, whether a line was changed, left out, put in or cut off.
 *
 *   {"stratusLog":1,"cloudId":"..."}
 *   1 <base64>
 *   2 <base64>
 *   {"head":{"cloudId","logId","sequence","hash","at"},"signature":"<base64>"}
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { StoredMessage } from './log.ts';

export interface LogHead {
  readonly cloudId: string;
  readonly logId: string;
  readonly sequence: number;
  /** Of the last message, hexadecimal. */
  readonly hash: string;
  /** When it was signed, RFC 3339. */
  readonly at: string;
}

export interface SignedHead {
  readonly head: LogHead;
  /** Ed25519 over the head's text, base64. */
  readonly signature: string;
}

/** The file is not an export, or not whole. */
export class ExportBroken extends Error {
  override readonly name = 'ExportBroken';
  readonly code = 'exportBroken';
}

/** The exact text that is signed. */
function headText({ cloudId, logId, sequence, hash, at }: LogHead): Buffer {
  return Buffer.from(['stratus log head 1', cloudId, logId, sequence, hash, at].join('\n'));
}

/** Signs with a private key in PEM (PKCS 8). Throws for anything else. */
export function signHead(head: LogHead, privateKeyPem: string): SignedHead {
  const key = createPrivateKey(privateKeyPem);
  return { head, signature: sign(null, headText(head), key).toString('base64') };
}

/** `publicKey`: 32 bytes in base64url, as `publicKeyOf` gives. */
export function isSignedBy({ head, signature }: SignedHead, publicKey: string): boolean {
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
      format: 'jwk',
    });
    return verify(null, headText(head), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** The public half, 43 characters of base64url. */
export function publicKeyOf(privateKeyPem: string): string {
  const key: KeyObject = createPublicKey(createPrivateKey(privateKeyPem));
  return key.export({ format: 'jwk' }).x ?? '';
}

export function exportHeader(cloudId: string): string {
  return `${JSON.stringify({ stratusLog: 1, cloudId })}\n`;
}

export function exportLine({ sequence, bytes }: Pick<StoredMessage, 'sequence' | 'bytes'>): string {
  return `${sequence} ${Buffer.from(bytes).toString('base64')}\n`;
}

export function exportFooter(signed: SignedHead): string {
  return `${JSON.stringify(signed)}\n`;
}

/** Reads line by line; `end` says whether the file was whole. */
export interface ExportReader {
  /** A line without its end; the message in it, or null. Throws `ExportBroken`. */
  line(text: string): Pick<StoredMessage, 'sequence' | 'bytes'> | null;
  /** Throws `ExportBroken` when the head is missing. */
  end(): { readonly cloudId: string; readonly signed: SignedHead };
}

export function readExport(): ExportReader {
  let cloudId: string | null = null;
  let signed: SignedHead | null = null;
  return {
    line(text) {
      if (text === '') return null;
      if (signed) throw new ExportBroken('something follows the signed head');
      if (cloudId === null) {
        cloudId = headerOf(text);
        return null;
      }
      if (text.startsWith('{')) {
        signed = footerOf(text);
        return null;
      }
      return messageOf(text);
    },
    end() {
      if (cloudId === null) throw new ExportBroken('the file is empty');
      if (!signed) throw new ExportBroken('the file ends without its signed head: it was cut off');
      return { cloudId, signed };
    },
  };
}

function headerOf(text: string): string {
  const header = jsonOf(text) as { stratusLog?: number; cloudId?: string } | null;
  if (header?.stratusLog !== 1 || !/^[0-9a-f]{32}$/.test(header.cloudId ?? ''))
    throw new ExportBroken('this is no export of a log that this release reads');
  return header.cloudId!;
}

function footerOf(text: string): SignedHead {
  const { head, signature } = (jsonOf(text) ?? {}) as Partial<SignedHead>;
  const isHead =
    typeof head === 'object' &&
    typeof signature === 'string' &&
    Number.isSafeInteger(head.sequence);
  if (!isHead) throw new ExportBroken('the last line is no signed head');
  return { head, signature };
}

function messageOf(text: string): Pick<StoredMessage, 'sequence' | 'bytes'> {
  const found = /^([1-9][0-9]{0,14}) ([A-Za-z0-9+/]*={0,2})$/.exec(text);
  if (!found) throw new ExportBroken(`this is no message of a log: ${text.slice(0, 40)}`);
  return { sequence: Number(found[1]), bytes: new Uint8Array(Buffer.from(found[2]!, 'base64')) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
