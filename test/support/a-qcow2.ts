/** Bytes of a small, right qcow2 image, with whatever a test wants wrong in it. */
export interface Qcow2Changes {
  readonly version?: number;
  readonly backingOffset?: bigint;
  readonly clusterBits?: number;
  readonly virtualBytes?: bigint;
  readonly encryption?: number;
  readonly l1Entries?: number;
  readonly l1Offset?: bigint;
  readonly refcountOffset?: bigint;
  readonly incompatible?: bigint;
  readonly refcountOrder?: number;
  readonly headerBytes?: number;
  readonly extension?: { readonly type: number; readonly bytes: number };
}

/** Clusters of 64 KiB: header, first-level table, reference count table and block. */
export function aQcow2(changes: Qcow2Changes = {}): Buffer {
  const bytes = Buffer.alloc(4 * 65_536);
  const version = changes.version ?? 3;
  bytes.write('QFI\xfb', 0, 'latin1');
  bytes.writeUInt32BE(version, 4);
  bytes.writeBigUInt64BE(changes.backingOffset ?? 0n, 8);
  bytes.writeUInt32BE(changes.clusterBits ?? 16, 20);
  bytes.writeBigUInt64BE(changes.virtualBytes ?? 1n << 20n, 24);
  bytes.writeUInt32BE(changes.encryption ?? 0, 32);
  bytes.writeUInt32BE(changes.l1Entries ?? 1, 36);
  bytes.writeBigUInt64BE(changes.l1Offset ?? 65_536n, 40);
  bytes.writeBigUInt64BE(changes.refcountOffset ?? 131_072n, 48);
  bytes.writeUInt32BE(1, 56);
  if (version >= 3) {
    bytes.writeBigUInt64BE(changes.incompatible ?? 0n, 72);
    bytes.writeUInt32BE(changes.refcountOrder ?? 4, 96);
    bytes.writeUInt32BE(changes.headerBytes ?? 112, 100);
  }
  if (changes.extension !== undefined) {
    const said = version >= 3 ? (changes.headerBytes ?? 112) : 72;
    const at = said + 8 <= bytes.length ? said : 112;
    bytes.writeUInt32BE(changes.extension.type, at);
    bytes.writeUInt32BE(changes.extension.bytes, at + 4);
  }
  return bytes;
}
