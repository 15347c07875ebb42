// Is a part started, brought back when it dies, and kept away while it is not wanted?

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signalProcess } from '../../../lab/processes.mjs';
import { supervise } from '../../../start/cloud/supervise.mjs';
import { until } from '../../support/until.ts';

interface Change {
  readonly state: string;
  readonly process?: { readonly pid: number; readonly startTicks: string };
  readonly deaths: number;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervise-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const says = `process.stdout.write('{"ready":true}\\n'); setInterval(() => {}, 1000);`;

test('a part is started only while it may run, and a rest is no death', async () => {
  let mayRun = false;
  let last: Change = { state: 'new', deaths: 0 };
  const part = {
    ...{ name: 'one', logFile: join(folder, 'one.log'), mayRun: () => mayRun },
    command: () => [process.execPath, '--eval', says],
  };
  const supervised = supervise(part, (change: object) => {
    last = change as Change;
  });
  const reaches = (state: string): Promise<void> =>
    until(`it is ${state}, not ${last.state}`, () => last.state === state, 30_000);
  try {
    await reaches('off');
    mayRun = true;
    await reaches('ready');
    const first = last.process!;
    signalProcess(first, 'SIGKILL');
    await until('another one is ready', () => {
      return last.state === 'ready' && last.process?.pid !== first.pid;
    });
    expect(last.deaths).toBe(1);
    mayRun = false;
    signalProcess(last.process, 'SIGKILL');
    await reaches('off');
    expect(last.deaths).toBe(0);
  } finally {
    await supervised.end();
  }
  expect(last.state).toBe('ended');
});

test('a part that is ended once is started again, even if it does not end by itself', async () => {
  let last: Change = { state: 'new', deaths: 0 };
  const complaints: string[] = [];
  const deaf = `process.on('SIGTERM', () => {}); process.stderr.write('one\\ntwo\\n'); ${says}`;
  const part = {
    ...{ name: 'one', logFile: join(folder, 'one.log') },
    command: () => [process.execPath, '--eval', deaf],
    complains: (line: string) => void complaints.push(line),
  };
  const supervised = supervise(part, (change: object) => {
    last = change as Change;
  });
  const isReady = (): boolean => last.state === 'ready';
  try {
    await until('it is ready', isReady);
    const first = last.process!;
    await supervised.endOnce(100);
    await until('another one is ready', () => isReady() && last.process?.pid !== first.pid);
    expect(complaints).toEqual(['one', 'two', 'one', 'two']);
  } finally {
    await supervised.end(100);
  }
});
