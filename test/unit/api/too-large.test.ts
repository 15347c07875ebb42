/** Does who sends too much learn why? Whatever he has still to send, he gets the answer, and his connection goes on. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { until } from '../../support/until.ts';

let api: Api;
let port: number;
beforeAll(async () => {
  api = await startApi();
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => api.stop());

const head = (first: string, ...lines: readonly string[]): string =>
  [first, 'Host: x', `Authorization: Bearer ${token}`, ...lines, '', ''].join('\r\n');
const post = (...lines: readonly string[]): string =>
  head('POST /v1/machines HTTP/1.1', 'Content-Type: application/json', ...lines);
/** A quarter of what is sent; more than is taken. */
const quarter = 'x'.repeat(5 << 20);

function heardOf(socket: Socket): () => string {
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  return () => heard;
}

test.each([
  ['that was announced', post(`Content-Length: ${20 << 20}`), quarter, ''],
  ['in chunks', post('Transfer-Encoding: chunked'), `500000\r\n${quarter}\r\n`, '0\r\n\r\n'],
])(
  'a body %s is refused before it has come, and may come all the same',
  async (_w, ask, part, end) => {
    const socket = connect(port, '127.0.0.1');
    const failures: Error[] = [];
    socket.on('error', (error) => failures.push(error));
    const heard = heardOf(socket);
    socket.write(`${ask}${part}`);
    await until('the refusal', () => heard().includes('requestTooLarge'));
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    socket.write(part);
    socket.write(part);
    socket.write(`${part}${end}`);
    socket.write(head('GET /v1/machines HTTP/1.1'));
    const isAnswered = (): boolean => heard().includes('HTTP/1.1 200 ');
    await until('the next answer', () => isAnswered() || failures.length > 0);
    expect(failures).toEqual([]);
    socket.destroy();
  },
);
