import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  codeLastsMs,
  createPageAccess,
  passesMax,
  sessionLastsMs,
} from '../../../api/auth/page-access.ts';
import type { Actor } from '../../../shared/model/authorization.ts';
import { systemRandom } from '../../../shared/base/random.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { call, startApi } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const get = (url: string, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'GET', url, headers });

describe('the files of the page', () => {
  const files = readdirSync('api/page').filter((name) => name !== 'index.html');
  test.each(['/', ...files.map((name) => `/page/${name}`)])('%s is for everybody', async (url) => {
    const { statusCode, headers } = await get(url);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toMatch(/^(text\/(html|css|javascript)|image\/svg\+xml)/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    // Nothing of the cloud is told to somebody without a token.
    expect(headers).not.toHaveProperty('stratus-cursor');
  });

  test('what the browser has already is not sent again', async () => {
    const first = await get('/page/page.js');
    const again = await get('/page/page.js', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  test.each([
    '/page/',
    '/page/../main.ts',
    '/page/%2e%2e/main.ts',
    '/page/main.ts',
    '/page/README',
  ])('%s is nothing, and is told to nobody without a token', async (url) => {
    expect((await get(url)).statusCode).toBe(401);
  });

  test('has nothing inline, and names no other server', async () => {
    const { body } = await get('/');
    expect(body).not.toMatch(/<style|\s(style|on\w+)=|https?:|<script(?![^>]* src=)/);
  });
});

describe('a log-in link', () => {
  const redeem = (code: string) =>
    api.app.inject({
      ...{ method: 'POST', url: '/v1/page/sessions', headers: { authorization: `Bearer ${code}` } },
    });
  const statusAs = (token: string) => get('/v1/status', { authorization: `Bearer ${token}` });

  test('logs in once, and the session ends at log-out', async () => {
    const { json } = await call(api, 'POST', '/page/codes');
    const { code } = json as unknown as { code: string };
    expect((await statusAs(code)).statusCode).toBe(401);
    const { token } = (await redeem(code)).json<{ token: string }>();
    expect((await statusAs(token)).statusCode).toBe(200);
    expect((await redeem(code)).statusCode).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    await api.app.inject({ method: 'POST', url: '/v1/page/log-out', headers });
    expect((await statusAs(token)).statusCode).toBe(401);
  });

  test('is not opened by a token, nor by a guess', async () => {
    expect((await redeem('a-token-of-the-tests')).statusCode).toBe(401);
    expect((await redeem('A'.repeat(43))).statusCode).toBe(401);
  });
});

describe('codes and sessions', () => {
  const actor: Actor = { accountId: 'admin', administrator: true, projectId: 'p1' };
  let elapsed = 0;
  const clock = { ...systemClock, elapsed: () => elapsed };
  const access = () => createPageAccess({ clock, random: systemRandom });

  test('end by themselves', () => {
    const passes = access();
    const [code, late] = [passes.newCode(actor), passes.newCode(actor)];
    const session = passes.newSession(actor);
    expect(passes.takeCode(code.text)).toBe(actor);
    elapsed += codeLastsMs;
    expect(passes.takeCode(late.text)).toBeNull();
    expect(passes.actorOf(session.text)).toBe(actor);
    elapsed += sessionLastsMs;
    expect(passes.actorOf(session.text)).toBeNull();
  });

  test('are never more than so many: the oldest goes', () => {
    const passes = access();
    const all = Array.from({ length: passesMax + 1 }, () => passes.newSession(actor).text);
    expect(passes.actorOf(all[0]!)).toBeNull();
    expect(passes.actorOf(all[1]!)).toBe(actor);
    expect(passes.actorOf(all.at(-1)!)).toBe(actor);
  });
});
