/** Copies of the log that leave the machine: whole, signed, and never over one that shows that the log was rewritten. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCopyFolder } from '../../../api/copy-folder.ts';
import { createLogCopies } from '../../../api/log-copies.ts';
import type { LogCopies } from '../../../api/log-copies.ts';
import { createMemoryLog } from '../../../shared/log/memory-log.ts';
import { isSignedBy, publicKeyOf, readExport } from '../../../shared/log/log-export.ts';
import { createLogVerifier } from '../../../shared/log/verify-log.ts';
import { aClock } from '../../support/a-clock.ts';
import { aHeadKey } from '../../support/an-api.ts';
import { cloudId, createLogWriter, genesis, hostId } from '../../support/log-writer.ts';
import { until } from '../../support/until.ts';

let folder: string;
let copies: LogCopies;
let failures: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stratus-copies-'));
  failures = [];
});
afterEach(() => {
  copies.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function bench(where = folder) {
  const clock = aClock();
  const log = createMemoryLog({ clock });
  const writer = createLogWriter(log);
  await writer.write(genesis);
  copies = createLogCopies({
    ...{ log, clock, cloudId, headKey: aHeadKey, folder: openCopyFolder(where, cloudId) },
    ...{ model: { position: () => writer.fold.position }, onFailure: (why) => failures.push(why) },
  });
  let before = '';
  /** Lets time pass until the copies stand differently. */
  const pass = async (ms: number): Promise<void> => {
    before = JSON.stringify(copies.standing());
    await clock.pass(ms);
    await until('a copy was tried', async () => {
      await clock.pass(10);
      return JSON.stringify(copies.standing()) !== before;
    });
  };
  return { clock, log, writer, pass };
}

function newest() {
  const text = readFileSync(join(folder, `stratus-log-${cloudId.slice(0, 8)}.export`), 'utf8');
  const [reader, verifier] = [readExport(), createLogVerifier()];
  for (const line of text.split('\n')) {
    const message = reader.line(line);
    if (message) verifier.add(message);
  }
  const { signed } = reader.end();
  const isSigned = isSignedBy(signed, publicKeyOf(aHeadKey.reveal()));
  return { head: signed.head, isSigned, findings: verifier.end(signed.head) };
}

test('a copy is made a minute after the start and every hour, whole and signed', async () => {
  const { writer, pass } = await bench();
  await pass(60_000);
  expect(newest()).toMatchObject({ head: { sequence: 1 }, isSigned: true, findings: [] });
  await writer.write([{ type: 'hostRenamed', hostId, name: 'other' }]);
  await pass(3_600_000);
  expect(newest()).toMatchObject({ head: { sequence: 2 }, isSigned: true, findings: [] });
  expect(
    readdirSync(folder)
      .sort()
      .map((name) => name.split('.').at(-1)),
  ).toEqual(['export', 'heads']);
  expect([failures, copies.standing().failure]).toEqual([[], null]);
});

test('a log that was rewritten is told, and the copy that shows it stays', async () => {
  const { log, writer, pass } = await bench();
  await writer.write([{ type: 'hostRenamed', hostId, name: 'other' }]);
  await pass(60_000);
  log.rewriteTail(1);
  await log.append(Uint8Array.of(1), 1);
  await pass(3_600_000);
  expect(copies.standing().failure).toContain('it was rewritten');
  expect(newest()).toMatchObject({ head: { sequence: 2 }, findings: [] });
  log.rewriteTail(1);
  await pass(300_000 + 1).catch(() => undefined);
  expect(copies.standing().failure).toContain('the log ends before it');
});

test('a folder that cannot be written is told, and tried again', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const { pass } = await bench(file);
  await pass(60_000);
  expect(copies.standing().failure).toMatch(/ENOTDIR/);
  expect(failures[0]).toContain('no copy of the log was made');
});
