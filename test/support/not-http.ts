/** Bytes that are no request, or none that ends, and what a server says to them. */
import { connect } from 'node:net';

const json = 'Content-Type: application/json';

function head(token: string, lines: readonly string[], body: string): string {
  const first = ['POST /v1/machines HTTP/1.1', 'Host: x', `Authorization: Bearer ${token}`];
  return [...first, ...lines, '', body].join('\r\n');
}

/** A body that is announced and does not come. */
export function neverEnding(token: string): string {
  return head(token, [json, 'Content-Length: 1000'], '{');
}

/** What it is, the bytes, and the answer that is right. */
export function notHttp(token: string): readonly (readonly [string, string, RegExp])[] {
  return [
    [
      'a long header',
      `GET /v1/machines HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'x'.repeat(1 << 20)}\r\n\r\n`,
      /^HTTP\/1.1 4\d\d|^$/,
    ],
    [
      'a split header',
      `GET /v1/machines HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\n b\r\n\r\n`,
      /^HTTP\/1.1 4/,
    ],
    [
      'a carriage return',
      `GET /v1/machines HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\rX: y\r\n\r\n`,
      /^HTTP\/1.1 4/,
    ],
    [
      'a NUL',
      `GET /v1/machines HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\0\r\n\r\n`,
      /^HTTP\/1.1 4/,
    ],
    ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', /^HTTP\/1.1 4/],
    [
      'two lengths',
      head(token, [json, 'Content-Length: 2', 'Content-Length: 3'], '{}x'),
      /^HTTP\/1.1 4/,
    ],
    [
      'length and chunks',
      head(token, [json, 'Content-Length: 2', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
      /^HTTP\/1.1 4/,
    ],
    [
      'more than the length',
      head(token, [json, 'Content-Length: 2'], '{}GARBAGE / HTTP/1.1\r\n\r\n'),
      /^HTTP\/1.1 4/,
    ],
    ['a huge length', head(token, [json, 'Content-Length: 99999999999'], '{}'), /^HTTP\/1.1 413/],
    ['a negative length', head(token, [json, 'Content-Length: -1'], '{}'), /^HTTP\/1.1 4/],
  ];
}

/** The first line of the answer to these bytes; empty when the server hung up without a word. */
export function rawAnswer(port: number, text: string, limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    const done = (): void => {
      socket.destroy();
      resolve(heard.split('\r\n')[0] ?? '');
    };
    socket.setTimeout(limitMs, () => reject(new Error('no answer')));
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (heard.includes('\r\n\r\n')) done();
    });
    socket.on('close', done).on('error', done);
    socket.write(Buffer.from(text, 'latin1'));
  });
}
