import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reloadServer } from '../../../../api/identities/reload-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'stratus-reload-'));
const pidFile = join(folder, 'pid');
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['nothing', '', /holds no process number/],
  ['something else', '-1', /holds no process number/],
  ['the number of another process', `${process.pid}\n`, /is not the nats-server of/],
  ['the number of no process', '4194304', /is not the nats-server of/],
])('nobody is signalled when the file holds %s', async (_what, text, message) => {
  writeFileSync(pidFile, text);
  expect(await reloadServer({ pidFile, configFile: '/etc/ours.conf' })).toMatch(message);
});

test('the process with our configuration is signalled', async () => {
  const script =
    'process.on("SIGHUP", () => process.exit(7)); console.log("up"); setInterval(() => {}, 9e6);';
  const configFile = join(folder, 'ours.conf');
  const child = spawn(process.execPath, ['-e', script, '--', '-c', configFile], { stdio: 'pipe' });
  try {
    await once(child.stdout, 'data');
    writeFileSync(pidFile, `${child.pid}\n`);
    const ended = once(child, 'exit');
    expect(await reloadServer({ pidFile, configFile: `${configFile}x` })).toMatch(/is not the/);
    expect(await reloadServer({ pidFile, configFile })).toBeNull();
    expect((await ended)[0]).toBe(7);
  } finally {
    child.kill('SIGKILL');
  }
});
