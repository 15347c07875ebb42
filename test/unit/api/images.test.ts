/** What of the cloud's image folder is given, to whom, and what somebody can do who wants more than that. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerErrors } from '../../../api/error-answers.ts';
import { imageRoute } from '../../../api/routes/images.ts';
import { aClock } from '../../support/a-clock.ts';
import { anEntrance, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { until } from '../../support/until.ts';

const root = mkdtempSync(join(tmpdir(), 'stratus-published-'));
const folder = join(root, 'images');
const image = Buffer.alloc(300_000, 'image');
const large = Buffer.alloc(64 * 1024 * 1024);
let api: Api;

beforeAll(async () => {
  mkdirSync(join(folder, 'folder.qcow2'), { recursive: true });
  const lay = (name: string, bytes: Buffer | string): void =>
    writeFileSync(join(folder, name), bytes);
  lay('small-1.qcow2', image);
  lay('large.raw', large);
  lay('own.qcow2', 'of somebody who described it to nobody');
  lay('empty.qcow2', '');
  writeFileSync(join(root, 'secret.qcow2'), 'secret');
  symlinkSync(join(root, 'secret.qcow2'), join(folder, 'link.qcow2'));
  for (const name of ['small-1', 'large', 'empty', 'link', 'folder']) lay(`${name}.json`, '{}');
  writeFileSync(join(root, 'secret.json'), '{}');
  api = await startApi({ ...anEntrance, imageFolder: folder });
});
afterAll(async () => {
  await api.stop();
  rmSync(root, { recursive: true });
});

describe('an image of the folder', () => {
  test('is given whole to whoever asks, whatever part he wants', async () => {
    const headers = { range: 'bytes=0-9' };
    const answer = await api.app.inject({ url: '/images/small-1.qcow2', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-length']).toBe('300000');
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.rawPayload.equals(image)).toBe(true);
  });

  test.each([
    ['its description', '/images/small-1.json'],
    ['one without a description', '/images/own.qcow2'],
    ['a link to elsewhere', '/images/link.qcow2'],
    ['a folder', '/images/folder.qcow2'],
    ['an empty file', '/images/empty.qcow2'],
    ['nothing', '/images/'],
    ['the folder', '/images/.'],
    ['what is above it', '/images/../secret.qcow2'],
    ['what is above it, encoded', '/images/..%2fsecret.qcow2'],
    ['a path', '/images/..%2fimages%2fsmall-1.qcow2'],
    ['an absolute path', '/images/%2fetc%2fpasswd'],
    ['a NUL', '/images/small-1.qcow2%00'],
    ['other letters', '/images/SMALL-1.qcow2'],
    ['one that is not there', '/images/none.qcow2'],
  ])('is all that is given: not %s', async (_what, url) => {
    const { statusCode, headers, body } = await api.app.inject({ url });
    expect([401, 404]).toContain(statusCode);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).not.toContain('secret of');
  });

  test.each(['HEAD', 'POST', 'PUT', 'DELETE'] as const)('is not there for %s', async (method) => {
    const answer = await api.app.inject({ method, url: '/images/small-1.qcow2' });
    expect([401, 404]).toContain(answer.statusCode);
  });

  test('is given by no cloud that does not listen', async () => {
    const alone = await startApi(null);
    const { statusCode } = await alone.app.inject({ url: '/images/small-1.qcow2' });
    expect([401, 404]).toContain(statusCode);
    await alone.stop();
  });
});

describe('many who ask at once', () => {
  const limits = { atOnce: 3, atOnceToOneAddress: 2, idleMs: 30_000, idleBytes: 4_096 };
  const clock = aClock();
  const app = fastify();
  answerErrors(app);
  imageRoute(app, folder, clock, limits);
  const open: IncomingMessage[] = [];
  const ask = (from = '127.0.0.1', path = 'large.raw'): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo;
      const where = { host: '127.0.0.1', port, localAddress: from, agent: false };
      get({ ...where, path: `/images/${path}` }, (answer) => {
        open.push(answer);
        answer.on('error', () => {});
        resolve(answer);
      }).on('error', reject);
    });
  const statusOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).statusCode;

  beforeAll(() => app.listen({ host: '127.0.0.1', port: 0 }));
  afterEach(() => {
    for (const answer of open.splice(0)) answer.destroy();
  });
  afterAll(() => app.close());
  const connections = () =>
    new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));
  const untilFree = () =>
    until('there is room again', async () => (await statusOf('127.0.0.9', 'none')) === 404);

  test('are given so many, fewer to one address, and room again when one has gone', async () => {
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([200, 200, 429]);
    expect([await statusOf('127.0.0.2'), await statusOf('127.0.0.3')]).toEqual([200, 429]);
    open[0]!.destroy();
    await untilFree();
    expect(await statusOf('127.0.0.3')).toBe(200);
  });

  test('are let go when they take nothing, and kept while they do', async () => {
    await untilFree();
    const [idle, reader] = [await ask(), await ask('127.0.0.2')];
    const gone = new Promise((resolve) => idle.once('close', resolve));
    let bytes = 0;
    reader.on('data', (piece: Buffer) => (bytes += piece.length));
    await clock.pass(limits.idleMs);
    await until('the one that reads has all', () => bytes === large.length);
    expect(reader.complete).toBe(true);
    await until('the other is let go', async () => {
      await clock.pass(limits.idleMs);
      return (await connections()) === 0;
    });
    idle.resume();
    await gone;
    expect(idle.complete).toBe(false);
  });
});
