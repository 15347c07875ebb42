/**
 * Does a host that takes nothing from private addresses take the images of its cloud, from that server, by that authority,
 * and nothing else from there?
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { isAddressAllowed, locate, mayConnect } from '../../../../agent/images/locate.ts';
import { strictLocationRules } from '../../../../agent/images/locate.ts';
import {
  certificateFile,
  keyFile,
  openCertificates,
} from '../../../../start/join/certificates.mjs';
import { content, ignore, imageBench, never } from '../../../support/image-bench.ts';
import type { ImageBench } from '../../../support/image-bench.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stratus-image-server-'));
const others = join(scratch, 'others');
let answer: RequestListener;
const asked: string[] = [];
const server = await startServer();
const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
const rulesBy = (state: string) => ({
  ...strictLocationRules,
  imageServer: {
    url: `${url}/images/`,
    authority: readFileSync(certificateFile(state, 'ca'), 'utf8'),
  },
});
let bench: ImageBench;

async function startServer() {
  const cloudId = 'c'.repeat(32);
  for (const state of [scratch, others]) await openCertificates({ state, cloudId, names: [] });
  const [cert, key] = [certificateFile(scratch, 'api'), keyFile(scratch, 'api')];
  const made = createServer(
    { cert: readFileSync(cert), key: readFileSync(key) },
    (request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    },
  );
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return made;
}

beforeEach(async () => {
  asked.length = 0;
  answer = (_request, response) => response.end(content);
  bench = await imageBench();
});
afterEach(() => bench.close());
beforeAll(() => writeFileSync(join(scratch, 'image'), content));
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(scratch, { recursive: true });
});

const at = (...locations: string[]) => bench.anImage({ locations });

describe('the image server of a cloud', () => {
  it('gives images whatever its address, also after a location that is not for this host', async () => {
    const images = await bench.open({ rules: rulesBy(scratch) });
    const base = await images.ensureBase(
      at(`file://${scratch}/image`, `${url}/images/a.qcow2`),
      ignore,
      never,
    );
    expect(readFileSync(base.path).equals(content)).toBe(true);
    expect(asked).toEqual(['/images/a.qcow2']);
  });

  it.each([
    ['another path', () => `${url}/v1/machines`],
    ['a path that leads elsewhere', () => `${url}/images/../v1/machines`],
    ['an encoded one', () => `${url}/images/%2e%2e/v1/machines`],
    ['the clear', () => `${url.replace('https', 'http')}/images/a`],
    ['another port', () => 'https://127.0.0.1:9/images/a'],
    ['another name', () => `${url.replace('127.0.0.1', 'localhost')}/images/a`],
  ])('is only there, not at %s', async (_what, location) => {
    const images = await bench.open({ rules: rulesBy(scratch) });
    expect(await bench.refusal(images, at(location()))).toBe('imageLocationRefused');
    expect(asked).toEqual([]);
  });

  it('is believed by its own authority alone', async () => {
    const images = await bench.open({ rules: rulesBy(others) });
    expect(await bench.refusal(images, at(`${url}/images/a`))).toBe('imageUnreachable');
    expect(asked).toEqual([]);
  });

  it('cannot lead to other private addresses', async () => {
    const location = `${bench.server.url}/a`;
    answer = (_request, response) => response.writeHead(302, { location }).end();
    const images = await bench.open({ rules: rulesBy(scratch) });
    expect(await bench.refusal(images, at(`${url}/images/a`))).toBe('imageLocationRefused');
    expect(bench.server.asked).toEqual([]);
  });

  it('tells what was wrong with the bytes rather than which location was not allowed', async () => {
    answer = (_request, response) => response.end(Buffer.concat([content, content]));
    const images = await bench.open({ rules: rulesBy(scratch) });
    const locations = [`file://${scratch}/image`, `${url}/images/a`, 'http://10.0.0.1/a'];
    expect(await bench.refusal(images, at(...locations))).toBe('imageDigestMismatch');
  });

  it('is no way around what is forbidden', () => {
    const rules = { ...rulesBy(scratch), forbiddenRanges: ['127.0.0.0/8'] };
    const location = new URL(`${url}/images/a`);
    expect(locate(location.href, rules).ok).toBe(false);
    expect(mayConnect(location, '127.0.0.1', rules)).toBe(false);
    expect(mayConnect(location, '10.0.0.1', rules)).toBe(true);
    expect(isAddressAllowed('10.0.0.1', rules)).toBe(false);
  });
});
