import { describe, expect, it } from 'vitest';

import { checkHeader, headerBytes } from '../../../../agent/images/header-check.ts';
import { aQcow2 } from '../../../support/a-qcow2.ts';
import type { Qcow2Changes } from '../../../support/a-qcow2.ts';

const GiB = 1024 ** 3;

function check(bytes: Buffer, format: 'raw' | 'qcow2', fileBytes = bytes.length) {
  return checkHeader(bytes.subarray(0, headerBytes), fileBytes, format, 1024 * GiB);
}

function messageOf(result: ReturnType<typeof check>): string {
  return result.ok ? 'accepted' : result.reason.message;
}

describe('a qcow2 image', () => {
  it.each<[string, Qcow2Changes]>([
    ['of version 3', {}],
    ['of version 2', { version: 2 }],
    ['with zstd or extended L2 entries', { incompatible: 0b1_1000n }],
    ['with small clusters', { clusterBits: 12 }],
    ['with bitmaps', { extension: { type: 0x23852875, bytes: 24 } }],
    ['with an extension that may be ignored', { extension: { type: 0x12345678, bytes: 16 } }],
  ])('%s is accepted with the size of its disk', (_what, changes) => {
    expect(check(aQcow2(changes), 'qcow2')).toEqual({ ok: true, value: 1 << 20 });
  });

  it.each<[string, Qcow2Changes, RegExp]>([
    ['version 1', { version: 1 }, /version 1/],
    ['version 4', { version: 4 }, /version 4/],
    ['a backing file', { backingOffset: 512n }, /backing file/],
    ['a backing file, version 2', { version: 2, backingOffset: 512n }, /backing file/],
    ['a backing format alone', { extension: { type: 0xe2792aca, bytes: 5 } }, /backing/],
    ['an external data file', { incompatible: 4n }, /external file/],
    ['the name of a data file', { extension: { type: 0x44415441, bytes: 11 } }, /data file/],
    ['a mark of dirt', { incompatible: 1n }, /not closed properly/],
    ['a mark of corruption', { incompatible: 2n }, /corrupt/],
    ['an unknown feature', { incompatible: 32n }, /0x20/],
    ['a feature far up', { incompatible: 1n << 63n }, /0x8000000000000000/],
    ['encryption', { encryption: 1 }, /encrypted/],
    ['a header for encryption', { extension: { type: 0x0537be77, bytes: 16 } }, /encryption/],
    ['tiny clusters', { clusterBits: 8 }, /2\^8/],
    ['huge clusters', { clusterBits: 31 }, /2\^31/],
    ['no disk', { virtualBytes: 0n }, /no bytes/],
    ['60 TiB', { virtualBytes: 60n << 40n, l1Entries: 122_880 }, /more than|behind the end/],
    ['2^63 bytes', { virtualBytes: 1n << 63n }, /2\^53/],
    ['too short a table', { virtualBytes: 1n << 40n }, /first-level table of 1/],
    ['a table behind the end', { l1Offset: 1n << 30n }, /behind the end/],
    ['a table inside a cluster', { l1Offset: 65_544n }, /inside a cluster/],
    ['reference counts behind the end', { refcountOffset: 1n << 30n }, /behind the end/],
    ['wide reference counts', { refcountOrder: 7 }, /reference counts/],
    ['a header longer than a cluster', { headerBytes: 131_072 }, /header of 131072/],
    ['a header too short', { headerBytes: 72 }, /header of 72/],
    ['an endless extension', { extension: { type: 1, bytes: 0xffff_ffff } }, /too long/],
  ])('with %s is refused', (_what, changes, message) => {
    const result = check(aQcow2(changes), 'qcow2');
    expect(messageOf(result)).toMatch(message);
    expect(result.ok ? '' : result.reason.whatToDo).not.toBe('');
  });

  it.each([0, 4, 71, 100])('cut off after %d bytes is refused', (length) => {
    expect(check(aQcow2().subarray(0, length), 'qcow2').ok).toBe(false);
  });

  it('that is an ISO medium too is refused', () => {
    const both = aQcow2();
    both.write('CD001', 32_769, 'latin1');
    expect(messageOf(check(both, 'qcow2'))).toMatch(/at once/);
  });

  it('is not judged by its end before that has come', () => {
    const head = aQcow2({ l1Offset: 1n << 30n });
    expect(check(head, 'qcow2', Number.POSITIVE_INFINITY).ok).toBe(true);
  });
});

describe('a raw image', () => {
  it.each([
    ['a boot sector', Buffer.alloc(1024, 'x'), 1024],
    ['an odd length, rounded up to sectors', Buffer.alloc(1000, 'x'), 1024],
    ['zeros', Buffer.alloc(512), 512],
  ])('of %s is accepted', (_what, bytes, value) => {
    expect(check(bytes, 'raw')).toEqual({ ok: true, value });
  });

  it('that is an ISO medium is accepted', () => {
    const iso = Buffer.alloc(65_536);
    iso.write('CD001', 32_769, 'latin1');
    expect(check(iso, 'raw').ok).toBe(true);
  });

  it.each([
    ['qcow2', aQcow2()],
    ['VMDK', Buffer.from('KDMV....')],
    ['VMDK', Buffer.from('COWD....')],
    ['VMDK', Buffer.from('# Disk DescriptorFile\nversion=1\n')],
    ['QED', Buffer.from('QED\0....')],
    ['VHD', Buffer.from('conectix')],
    ['VHDX', Buffer.from('vhdxfile')],
    ['VDI', Buffer.concat([Buffer.alloc(64), Buffer.from([0x7f, 0x10, 0xda, 0xbe])])],
    ['LUKS', Buffer.from('LUKS\xba\xbe', 'latin1')],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0])],
    ['xz', Buffer.from('\xfd7zXZ\0', 'latin1')],
  ])('that begins like %s is refused by that name', (format, bytes) => {
    expect(messageOf(check(bytes, 'raw'))).toContain(format);
  });

  it('that is empty is refused', () => {
    expect(messageOf(check(Buffer.alloc(0), 'raw'))).toMatch(/empty/);
  });

  it('declared qcow2 is refused', () => {
    expect(messageOf(check(Buffer.alloc(65_536, 1), 'qcow2'))).toMatch(/raw disk/);
  });
});
