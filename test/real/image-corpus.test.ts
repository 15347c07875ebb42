import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkHeader, headerBytes } from '../../agent/images/header-check.ts';
import { whyNotHere } from '../support/missing-programs.ts';

const qemuImg = '/usr/bin/qemu-img';
const why = whyNotHere([qemuImg, '/usr/bin/genisoimage']);
if (why !== null) console.log(`skipped: images made by qemu-img, because ${why}`);

const virtualBytesMax = 1 << 30;
const MiB = 1 << 20;

describe.skipIf(why !== null)('an image made by qemu-img', () => {
  let scratch: string;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'stratus-corpus-'));
    writeFileSync(join(scratch, 'raw'), Buffer.alloc(MiB, 'some data '));
    run('create', '-q', '-f', 'qcow2', join(scratch, 'other'), '1M');
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  function run(...args: string[]): void {
    execFileSync(qemuImg, args, { cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  function check(name: string, format: 'raw' | 'qcow2') {
    const path = join(scratch, name);
    const head = Buffer.alloc(headerBytes);
    const file = openSync(path, 'r');
    const length = readSync(file, head);
    closeSync(file);
    return checkHeader(head.subarray(0, length), statSync(path).size, format, virtualBytesMax);
  }

  it.each<[string, string[]]>([
    ['empty', []],
    ['of version 2', ['-o', 'compat=0.10']],
    ['with small clusters', ['-o', 'cluster_size=512']],
    ['with large clusters', ['-o', 'cluster_size=2M']],
    ['with extended L2 entries', ['-o', 'extended_l2=on,cluster_size=128k']],
    ['with zstd', ['-o', 'compression_type=zstd']],
    ['with narrow reference counts', ['-o', 'refcount_bits=1']],
    ['with wide reference counts', ['-o', 'refcount_bits=64']],
    ['with lazy reference counts', ['-o', 'lazy_refcounts=on']],
    ['with everything allocated', ['-o', 'preallocation=full']],
  ])('%s is accepted', (_what, options) => {
    run('create', '-q', '-f', 'qcow2', ...options, 'good', '16M');
    expect(check('good', 'qcow2')).toEqual({ ok: true, value: 16 * MiB });
  });

  it.each<[string, string[]]>([
    ['converted', []],
    ['converted and compressed', ['-c']],
    ['converted and compressed with zstd', ['-c', '-o', 'compression_type=zstd']],
  ])('%s is accepted', (_what, options) => {
    run('convert', '-f', 'raw', '-O', 'qcow2', ...options, 'raw', 'converted');
    expect(check('converted', 'qcow2')).toEqual({ ok: true, value: MiB });
  });

  it('with a snapshot inside is accepted', () => {
    run('convert', '-f', 'raw', '-O', 'qcow2', 'raw', 'snapshot');
    run('snapshot', '-c', 's1', 'snapshot');
    expect(check('snapshot', 'qcow2').ok).toBe(true);
  });

  it('with a bitmap inside is accepted', () => {
    run('create', '-q', '-f', 'qcow2', 'bitmap', '16M');
    run('bitmap', '--add', '-f', 'qcow2', 'bitmap', 'b1');
    expect(check('bitmap', 'qcow2').ok).toBe(true);
  });

  it('raw is accepted', () => {
    expect(check('raw', 'raw')).toEqual({ ok: true, value: MiB });
  });

  it.each<[string, string[]]>([
    ['a backing file', ['-b', 'other', '-F', 'qcow2', 'bad']],
    ['a backing file, version 2', ['-o', 'compat=0.10', '-b', 'other', '-F', 'qcow2', 'bad']],
    ['a backing file that is not there', ['-u', '-b', '/etc/shadow', '-F', 'raw', 'bad', '1M']],
    [
      'a backing file on the net',
      ['-u', '-b', 'http://169.254.169.254/', '-F', 'raw', 'bad', '1M'],
    ],
    ['a backing file in JSON', ['-u', '-b', 'json:{"driver":"nbd"}', '-F', 'raw', 'bad', '1M']],
    ['itself behind it', ['-u', '-b', './bad', '-F', 'qcow2', 'bad', '1M']],
    ['an external data file', ['-o', 'data_file=outside,data_file_raw=on', 'bad', '1M']],
    [
      'encryption',
      [
        ...['--object', 'secret,id=s,data=abcdefgh'],
        ...['-o', 'encrypt.format=aes,encrypt.key-secret=s', 'bad', '1M'],
      ],
    ],
    ['a disk beyond the limit', ['bad', '60T', '-o', 'cluster_size=2M']],
  ])('with %s is refused', (_what, args) => {
    run('create', '-q', '-f', 'qcow2', ...args);
    expect(check('bad', 'qcow2').ok).toBe(false);
  });

  it.each(['qcow2', 'qcow', 'qed', 'vmdk', 'vpc', 'vhdx', 'vdi', 'parallels'])(
    'as %s and declared raw is refused',
    (format) => {
      run('create', '-q', '-f', format, `as-${format}`, '1M');
      expect(check(`as-${format}`, 'raw').ok).toBe(false);
      if (format !== 'qcow2') expect(check(`as-${format}`, 'qcow2').ok).toBe(false);
    },
  );

  // Made by hand: qemu-img measures the processor first and gives up where that is told too coarsely.
  it('as luks and declared raw is refused', () => {
    const luks = Buffer.alloc(MiB);
    luks.write('LUKS\xba\xbe\x00\x01', 'latin1');
    writeFileSync(join(scratch, 'as-luks'), luks);
    expect(check('as-luks', 'raw').ok).toBe(false);
    expect(check('as-luks', 'qcow2').ok).toBe(false);
  });

  it('an ISO medium declared qcow2 is refused', () => {
    execFileSync('/usr/bin/genisoimage', ['-quiet', '-o', 'iso', '/etc/hostname'], {
      cwd: scratch,
    });
    expect(check('iso', 'qcow2').ok).toBe(false);
    expect(check('iso', 'raw').ok).toBe(true);
  });
});
