/**
 * A client that speaks the NATS protocol by hand: it sends what no honest client would, and shows what the server
 * answered. https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
import { connect } from 'node:net';
import { fromSeed } from '@nats-io/nkeys';
import { until } from './until.ts';

export interface RawNats {
  /** Sends the lines; resolves with all the server said until it had worked them off (or had hung up). */
  say(...lines: string[]): Promise<string>;
  /** Everything heard so far. */
  heard(): string;
  isOpen(): boolean;
  close(): void;
}

/** `seed` of null: no key at all. */
export async function openRawNats(port: number, seed: string | null): Promise<RawNats> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let open = true;
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  socket.on('error', () => (open = false));
  socket.on('close', () => (open = false));
  await until('the server greets', () => /^INFO .*\r\n/.test(heard));
  const { nonce = '' } = JSON.parse(heard.slice(5, heard.indexOf('\r\n'))) as { nonce?: string };
  const options = {
    verbose: false,
    pedantic: false,
    headers: true,
    no_responders: true,
    lang: 'raw',
    version: '1',
  };
  socket.write(`CONNECT ${JSON.stringify({ ...options, ...signed(seed, nonce) })}\r\n`);

  async function say(...lines: string[]): Promise<string> {
    const start = heard.length;
    if (open) socket.write(`${lines.map((line) => `${line}\r\n`).join('')}PING\r\n`);
    await until('the server has answered', () => !open || /PONG\r\n/.test(heard.slice(start)));
    return heard.slice(start).replace('PONG\r\n', '');
  }

  return { say, heard: () => heard, isOpen: () => open, close: () => void socket.destroy() };
}

/** What CONNECT carries to prove a key: its public half and the signed nonce. */
function signed(seed: string | null, nonce: string): Record<string, string> {
  if (seed === null) return {};
  const pair = fromSeed(new TextEncoder().encode(seed));
  const signature = Buffer.from(pair.sign(new TextEncoder().encode(nonce))).toString('base64url');
  return { nkey: pair.getPublicKey(), sig: signature };
}
