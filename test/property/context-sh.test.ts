import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { composeContext } from '../../scheduler/context/compose.ts';
import { contextSh } from '../../scheduler/context/context-sh.ts';
import { aContextInput } from '../support/context.ts';

/** The guest's side of the context, run by the real shells of this machine. */
const shells = [
  { name: 'dash', program: 'dash', options: [], environment: {} },
  { name: 'bash', program: 'bash', options: [], environment: {} },
  { name: 'bash in UTF-8', program: 'bash', options: [], environment: { LC_ALL: 'C.UTF-8' } },
  { name: 'busybox', program: 'busybox', options: ['sh'], environment: {} },
] as const;
type Shell = (typeof shells)[number];

const path = process.env['PATH'] ?? '';
const isHere = ({ program }: Shell) =>
  path.split(':').some((folder) => existsSync(join(folder, program)));
for (const shell of shells)
  if (!isHere(shell)) console.log(`left out: ${shell.name} is not on the PATH`);
const present = shells.filter(isHere);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stratus-context-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(shell: Shell, args: readonly string[]): Buffer {
  return execFileSync(shell.program, [...shell.options, ...args], {
    cwd: folder,
    env: { PATH: path, ...shell.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}

const hostile = fc.constantFrom(
  "'",
  "'\\''",
  '"',
  '\\',
  '\n',
  '\r\n',
  '$(touch made)',
  '`touch made`',
  "'; touch made; '",
  '${PATH}',
  '$PATH',
  '!!',
  '#',
  '\\\n',
  "'\n. /nowhere\n'",
  '~',
  '*',
  '\x01',
  '\x7f',
  '\x81',
  '\x88',
  '\xff',
  '\xc3',
  'é',
  "$'\\x41'",
  ' ',
  '\t',
  '=',
  '%s',
);
const anyBytes = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0)));
const nastyBytes = fc
  .array(hostile, { maxLength: 12 })
  .map((pieces) =>
    Buffer.concat(pieces.map((piece) => Buffer.from(piece, piece < '\x80' ? 'utf8' : 'latin1'))),
  );

const valuesAFile = 200;
const files = 12;

describe.each(present)('$name', (shell) => {
  test(`reads back ${files * valuesAFile} values byte for byte, and does nothing else`, () => {
    const values = fc.array(fc.oneof(anyBytes, nastyBytes), {
      minLength: valuesAFile,
      maxLength: valuesAFile,
    });
    let read = 0;
    fc.assert(
      fc.property(values, (some) => {
        writeFileSync(
          join(folder, 'context.sh'),
          contextSh(some.map((value, i) => ({ name: `V${i}`, value }))),
        );
        const script =
          'options=$-; . ./context.sh; [ "$options" = "$-" ] || exit 9; for n; do eval "printf \'%s\\\\000\' \\"\\$$n\\""; done';
        const back = run(shell, ['-c', script, 'reader', ...some.map((_, i) => `V${i}`)]);
        const expected = Buffer.concat(some.flatMap((value) => [value, Buffer.from([0])]));
        expect(back.equals(expected), `read ${back.toString('latin1')}`).toBe(true);
        expect(readdirSync(folder)).toEqual(['context.sh']);
        read += some.length;
      }),
      { numRuns: files, endOnFailure: true },
    );
    expect(read).toBeGreaterThanOrEqual(2_000);
  });

  test('reads every single byte but NUL', () => {
    const value = Uint8Array.from({ length: 255 }, (_, i) => i + 1);
    writeFileSync(join(folder, 'context.sh'), contextSh([{ name: 'V', value }]));
    expect([...run(shell, ['-c', '. ./context.sh; printf %s "$V"'])]).toEqual([...value]);
  });
});

describe.each(present)('the scripts of the medium in $name', (shell) => {
  function medium(
    variables: Record<string, string>,
    publicKeys: string[],
  ): (script: string) => string {
    const home = mkdtempSync(join(folder, 'guest-'));
    const composed = composeContext(
      aContextInput({ variables, publicKeys }),
      (bytes) => bytes.length,
    );
    if (!composed.ok) throw new Error(composed.reason.message);
    mkdirSync(join(home, 'medium'));
    for (const { name, bytes } of composed.value.files) {
      const text = Buffer.from(bytes).toString('latin1');
      const here = name === 'context.sh' ? text : text.replaceAll('/root/.ssh', join(home, '.ssh'));
      writeFileSync(join(home, 'medium', name), here, 'latin1');
    }
    return (script) => {
      const said = run(shell, [join(home, 'medium', script)]).toString();
      const keys = join(home, '.ssh', 'authorized_keys');
      return said + (existsSync(keys) ? readFileSync(keys, 'utf8') : '');
    };
  }

  test('init.sh gives root each key once, however often it runs, and keeps those that are there', () => {
    const runScript = medium({}, ['ssh-rsa A a', 'ssh-rsa B b']);
    expect(runScript('init.sh')).toBe('ssh-rsa A a\nssh-rsa B b\n');
    expect(runScript('init.sh')).toBe('ssh-rsa A a\nssh-rsa B b\n');
  });

  test('init.sh runs the commands it is given with every variable in their environment', () => {
    const commands = 'env | grep ^ROLE=\necho "it\'s done"';
    expect(medium({ ROLE: 'a  b$x', SCRIPT_EXEC: commands }, [])('init.sh')).toBe(
      "ROLE=a  b$x\nit's done\n",
    );
  });

  test('init.sh runs a script of another language as that', () => {
    expect(medium({ SCRIPT_EXEC: '#!/bin/cat' }, [])('init.sh')).toBe('#!/bin/cat\n');
  });

  test('epilog.sh leaves root the keys of the machine and no others', () => {
    const runScript = medium({}, ['ssh-rsa A a']);
    runScript('init.sh');
    expect(runScript('epilog.sh')).toBe('ssh-rsa A a\n');
  });

  test('prolog.sh does nothing, and without keys none of them makes a file', () => {
    const runScript = medium({}, []);
    expect(['prolog.sh', 'init.sh', 'epilog.sh'].map(runScript)).toEqual(['', '', '']);
  });
});
