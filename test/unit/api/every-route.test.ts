/** What holds for every route, asked of every route that the server describes: nobody can forget one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly takesBody: boolean;
  readonly names: boolean;
  readonly takesKey: boolean;
  /** Needs no account, and says so in the description. */
  readonly isOpen: boolean;
}

const example = await startApi();
const routes = routesOf(example);
await example.stop();

interface Described {
  readonly requestBody?: unknown;
  readonly parameters?: readonly { readonly name: string }[];
  readonly security?: readonly object[];
}

function routesOf({ app }: Api): Route[] {
  const paths = app.swagger().paths as Record<string, Record<string, Described>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, parameters, security }]) => ({
      method: method.toUpperCase() as Route['method'],
      url: path.replace(/\{(machine|host)\}/g, 'nobody-1'),
      takesBody: requestBody !== undefined,
      names: /\{/.test(path),
      takesKey: parameters?.some(({ name }) => name === 'idempotency-key') ?? false,
      isOpen: security?.length === 0,
    })),
  );
}

const named = (some: readonly Route[]) =>
  some.map((route) => [`${route.method} ${route.url}`, route] as const);

const text: unknown = expect.stringMatching(/./);
const problem: object = {
  ...{ type: expect.stringMatching(/^urn:stratus:refusal:\w+$/) as unknown, title: text },
  ...{ status: expect.any(Number) as unknown, detail: text, reason: text, whatToDo: text },
  where: expect.any(String) as unknown,
};

async function ask(route: Route, headers: Record<string, string>, payload?: string) {
  const { method, url } = route;
  return api.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

const authorization = `Bearer ${token}`;
const json = { authorization, 'content-type': 'application/json' };

test('there are routes, and the description is OpenAPI 3.1', async () => {
  expect(routes.length).toBeGreaterThan(20);
  const response = await ask({ method: 'GET', url: '/v1/openapi.json' } as Route, json);
  expect(response.json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/machines': {} } });
});

describe('without a known token nothing is answered', () => {
  test.each(named(routes.filter(({ isOpen }) => !isOpen)))('%s', async (_name, route) => {
    for (const given of ['', 'Bearer wrong', `Basic ${token}`, `Bearer ${'x'.repeat(5_000)}`]) {
      const response = await ask(route, given === '' ? {} : { authorization: given });
      expect(response.statusCode).toBe(401);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.json()).toEqual({ ...problem, reason: 'notAuthenticated' });
      expect(response.headers['www-authenticate']).toContain('Bearer');
    }
  });
});

test('only two routes need no account: those by which a machine joins', () => {
  const open = routes.filter(({ isOpen }) => isOpen).map(({ url }) => url);
  expect(open.sort()).toEqual(['/v1/certificate-authority', '/v1/join']);
});

describe('a malformed body is refused', () => {
  const bodies: readonly (readonly [string, string])[] = [
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a number', '1e999'],
    ['an unknown field', '{"ghost":1}'],
    ['a prototype', '{"__proto__":{"isAdmin":true}}'],
    ['a constructor', '{"constructor":{"prototype":{}}}'],
    ['depth', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['size', `{"why":"${'x'.repeat(1_100_000)}"}`],
  ];
  const cases = named(routes.filter(({ takesBody }) => takesBody)).flatMap(([name, route]) =>
    bodies.map(([what, body]) => [`${name} with ${what}`, route, body] as const),
  );
  test.each(cases)('%s', async (_name, route, body) => {
    const response = await ask(route, json, body);
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.json()).toEqual(problem);
    expect(api.leader.heard).toEqual([]);
  });
});

describe('an unknown name is 404', () => {
  test.each(named(routes.filter(({ names }) => names)))('%s', async (_name, route) => {
    const response = await ask(route, json, route.method === 'POST' ? '{}' : undefined);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual(problem);
    api.leader.heard.length = 0;
  });
});

describe('a name that is none is refused before anybody is asked', () => {
  const bad = [
    '..%2F..%2Fetc',
    '*',
    '%3E',
    'a.b%20c',
    '%00',
    'x'.repeat(100),
    '-rf',
    '%F0%9F%92%A9',
  ];
  const cases = named(routes.filter(({ names }) => names)).flatMap(([name, route]) =>
    bad.map((text) => [`${name} as ${text}`, route, text] as const),
  );
  test.each(cases)('%s', async (_name, route, text) => {
    const url = route.url.replace('nobody-1', text);
    const response = await ask({ ...route, url }, json, route.method === 'POST' ? '{}' : undefined);
    expect([400, 404, 414]).toContain(response.statusCode);
    expect(response.json()).toEqual(problem);
    expect(api.leader.heard).toEqual([]);
  });
});

describe('a bad idempotency key is refused', () => {
  const posts = named(routes.filter(({ takesKey }) => takesKey));
  test.each(posts)('%s', async (_name, route) => {
    const body = route.url === '/v1/machines' ? image : '{}';
    for (const key of ['', 'a b', 'x'.repeat(129)]) {
      const response = await ask(route, { ...json, 'idempotency-key': key }, body);
      expect([400, 404]).toContain(response.statusCode);
    }
    expect(api.leader.heard).toEqual([]);
  });
  const image = JSON.stringify({
    image: {
      ...{ locations: ['file:///a'], format: 'raw' },
      digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
    },
  });
});

test('another content type is refused', async () => {
  const headers = { authorization, 'content-type': 'application/xml' };
  const response = await ask({ method: 'POST', url: '/v1/machines' } as Route, headers, '<a/>');
  expect(response.statusCode).toBe(415);
  expect(response.json()).toEqual(problem);
});

test('every answer says which state it shows, and how old that is', async () => {
  const response = await ask({ method: 'GET', url: '/v1/hosts' } as Route, json);
  expect(response.headers['stratus-cursor']).toBe(api.model.cursor());
  expect(Number(response.headers['stratus-view-age-ms'])).toBeGreaterThanOrEqual(0);
});
