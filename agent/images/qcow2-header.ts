/**
 * Does this qcow2 header refer to nothing outside its own file, and to nothing behind its end? The layout is
 * "docs/interop/qcow2.txt" of QEMU; all numbers are big-endian.
 */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { HeaderFault } from './header-check.ts';

const v2HeaderBytes = 72;
const v3HeaderBytes = 104;
/** QEMU's own limit for the first-level table: 32 MiB. */
const l1EntriesMax = 4 * 1024 * 1024;

/** Incompatible features that Stratus knows to be harmless: bit 3 compression type, bit 4 extended L2 entries. */
const harmlessFeatures = 0b1_1000n;

const extensions = { backingFormat: 0xe2792aca, encryption: 0x0537be77, dataFile: 0x44415441 };

interface Qcow2Header {
  readonly version: number;
  readonly backingOffset: number;
  readonly clusterBits: number;
  readonly virtualBytes: number;
  readonly encryption: number;
  readonly l1Entries: number;
  readonly l1Offset: number;
  readonly refcountOffset: number;
  readonly refcountClusters: number;
  readonly snapshots: number;
  readonly incompatible: bigint;
  readonly refcountOrder: number;
  readonly headerBytes: number;
}

/** The virtual size in bytes, or the first fault. `fileBytes` may be `Infinity`. */
export function checkQcow2(head: Uint8Array, fileBytes: number): Result<number, HeaderFault> {
  const header = readHeader(head);
  if (header === null) return fault('the file ends inside its qcow2 header', fetchAgain);
  const wrong =
    outsideReference(header) ??
    unknownFeature(header) ??
    absurdSize(header) ??
    behindTheEnd(header, fileBytes) ??
    forbiddenExtension(head, header);
  return wrong === null ? ok(header.virtualBytes) : refused(wrong);
}

function readHeader(head: Uint8Array): Qcow2Header | null {
  if (head.length < v2HeaderBytes) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = view.getUint32(4);
  const isLong = version >= 3;
  if (isLong && head.length < v3HeaderBytes) return null;
  return {
    version,
    backingOffset: Number(view.getBigUint64(8)),
    clusterBits: view.getUint32(20),
    virtualBytes: Number(view.getBigUint64(24)),
    encryption: view.getUint32(32),
    l1Entries: view.getUint32(36),
    l1Offset: Number(view.getBigUint64(40)),
    refcountOffset: Number(view.getBigUint64(48)),
    refcountClusters: view.getUint32(56),
    snapshots: view.getUint32(60),
    incompatible: isLong ? view.getBigUint64(72) : 0n,
    refcountOrder: isLong ? view.getUint32(96) : 4,
    headerBytes: isLong ? view.getUint32(100) : v2HeaderBytes,
  };
}

function outsideReference(header: Qcow2Header): HeaderFault | null {
  if (header.version !== 2 && header.version !== 3)
    return { message: `qcow2 of version ${header.version} is not known`, whatToDo: convert };
  if (header.backingOffset !== 0)
    return { message: 'it stands on a backing file, which is not part of it', whatToDo: convert };
  if ((header.incompatible & 4n) !== 0n)
    return { message: 'its data lie in an external file, not in it', whatToDo: convert };
  if (header.encryption !== 0)
    return { message: 'it is encrypted, and nobody here has the key', whatToDo: convert };
  return null;
}

function unknownFeature({ incompatible }: Qcow2Header): HeaderFault | null {
  if ((incompatible & 3n) !== 0n)
    return {
      message: 'it is marked as dirty or corrupt: it was not closed properly',
      whatToDo: 'Repair it (qemu-img check -r all) and publish it again.',
    };
  const unknown = incompatible & ~harmlessFeatures;
  if (unknown === 0n) return null;
  return {
    message: `it needs features that Stratus does not know (bits 0x${unknown.toString(16)})`,
    whatToDo: convert,
  };
}

function absurdSize(header: Qcow2Header): HeaderFault | null {
  const absurd = (what: string): HeaderFault => ({
    message: `its header is damaged: ${what}`,
    whatToDo: convert,
  });
  if (header.clusterBits < 9 || header.clusterBits > 21)
    return absurd(`clusters of 2^${header.clusterBits} bytes`);
  if (header.virtualBytes === 0) return absurd('a disk of no bytes');
  if (header.virtualBytes >= 2 ** 53) return absurd('a disk of 2^53 bytes or more');
  if (header.refcountOrder > 6) return absurd(`reference counts of 2^${header.refcountOrder} bits`);
  const { headerBytes } = header;
  if (headerBytes % 8 !== 0 || headerBytes > clusterBytes(header))
    return absurd(`a header of ${headerBytes} bytes`);
  if (header.version === 3 && headerBytes < v3HeaderBytes)
    return absurd(`a header of ${headerBytes} bytes`);
  if (header.snapshots > 65_536) return absurd(`${header.snapshots} snapshots`);
  const entryBytes = (header.incompatible & 16n) === 0n ? 8 : 16;
  const bytesForEachL1Entry = clusterBytes(header) * (clusterBytes(header) / entryBytes);
  const needed = Math.ceil(header.virtualBytes / bytesForEachL1Entry);
  if (header.l1Entries < needed || header.l1Entries > l1EntriesMax)
    return absurd(`a first-level table of ${header.l1Entries} entries where ${needed} are needed`);
  return null;
}

function behindTheEnd(header: Qcow2Header, fileBytes: number): HeaderFault | null {
  const tables: readonly [string, number, number][] = [
    ['first-level table', header.l1Offset, header.l1Entries * 8],
    [
      'reference count table',
      header.refcountOffset,
      header.refcountClusters * clusterBytes(header),
    ],
  ];
  for (const [name, offset, bytes] of tables) {
    if (offset === 0 || offset % clusterBytes(header) !== 0)
      return {
        message: `its ${name} stands at byte ${offset}, inside a cluster`,
        whatToDo: convert,
      };
    if (offset + bytes > fileBytes)
      return { message: `its ${name} reaches behind the end of the file`, whatToDo: fetchAgain };
  }
  return null;
}

function forbiddenExtension(head: Uint8Array, header: Qcow2Header): HeaderFault | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const end = Math.min(clusterBytes(header), head.length);
  for (let at = header.headerBytes; at + 8 <= end;) {
    const type = view.getUint32(at);
    if (type === 0) return null;
    if (type === extensions.backingFormat)
      return { message: 'it names the format of a backing file', whatToDo: convert };
    if (type === extensions.dataFile)
      return { message: 'it names an external data file', whatToDo: convert };
    if (type === extensions.encryption)
      return { message: 'it carries a header for encryption', whatToDo: convert };
    at += 8 + Math.ceil(view.getUint32(at + 4) / 8) * 8;
    if (at > end) return { message: 'a header extension is too long', whatToDo: convert };
  }
  return null;
}

function clusterBytes({ clusterBits }: Qcow2Header): number {
  return 2 ** clusterBits;
}

const convert = 'Write the image anew, whole and plain: qemu-img convert -O qcow2.';
const fetchAgain = 'The file is cut off or damaged: publish it again.';

function fault(message: string, whatToDo: string): Result<never, HeaderFault> {
  return refused({ message, whatToDo });
}
