import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { openTerminal } from '../../support/a-terminal.ts';
import type { Terminal } from '../../support/a-terminal.ts';

let api: Api;
let terminal: Terminal;
let endpoint: string;
beforeAll(async () => {
  api = await startApi();
  endpoint = await api.app.listen({ host: '127.0.0.1', port: 0 });
  terminal = openTerminal({ STRATUS_ENDPOINT: endpoint, STRATUS_TOKEN: token });
});
afterAll(async () => {
  terminal.close();
  await api.stop();
});

test('stratus page prints a link with a code, and not the token', async () => {
  const { exitCode, out } = await terminal.run(['page']);
  const [link = '', help = ''] = out.split('\n');
  expect([exitCode, help]).toEqual([0, 'Open it in a browser within 5 minutes; it works once.']);
  expect(out).not.toContain(token);
  const code = /^(.+)\/#login=([\w-]{43})$/.exec(link);
  expect(code?.[1]).toBe(endpoint);
  const headers = { authorization: `Bearer ${code?.[2]}` };
  const session = await fetch(`${endpoint}/v1/page/sessions`, { method: 'POST', headers });
  expect(session.status).toBe(200);
});

test('stratus page -q prints the link alone', async () => {
  const { out } = await terminal.run(['page', '-q']);
  expect(out).toMatch(/^http:\S+#login=[\w-]{43}\n$/);
});
