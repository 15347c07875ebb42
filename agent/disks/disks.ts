/**
 * The port of disks: everything of a machine that lies on the host's storage directory, from the first overlay to the
 * last byte of evidence. Every call may be repeated after a crash and then finishes what the first one began.
 * Calls for one machine are made one after the other by the caller; calls for different machines may overlap.
 */
import type { ContextFile } from '../../shared/model/machine-record.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import type { BaseImage } from '../images/images.ts';

export interface Disks {
  /** 32 hexadecimal digits, made once and kept in the directory: another id means another directory. */
  storageId(): Promise<string>;
  /** The root disk: a qcow2 overlay on `base`, `sizeMiB` large as the guest sees it. Kept as it is when it is there. */
  createRoot(machineId: string, base: BaseImage, sizeMiB: number): Promise<void>;
  /** A raw disk with a swap signature. Kept as it is when it is there. */
  createSwap(machineId: string, sizeMiB: number): Promise<void>;
  /** A raw disk with an empty ext4 labelled `ephemeral0`, not partitioned. Kept as it is when it is there. */
  createVolatile(machineId: string, sizeMiB: number): Promise<void>;
  /** The context medium (ISO 9660 with Joliet and Rock Ridge). Burned again only when `digest` or label changed. */
  burnContext(
    machineId: string,
    volumeLabel: string,
    files: readonly ContextFile[],
    digest: string,
  ): Promise<void>;
  /** What is on the machine's context medium; null when there is none, or nothing tells what is on it. */
  contextOnDisk(machineId: string): Promise<ContextOnDisk | null>;
  paths(machineId: string): DiskPaths;
  /**
   * At most `limitBytes` of the serial console from `fromByte` on; when it is shorter than that, it was cut: the rest of what was
   * cut off, where that is still there, then from its start. Negative: so many bytes before its end. No console yet: empty.
   */
  consoleTail(machineId: string, fromByte: number, limitBytes: number): Promise<ConsolePiece>;
  /** Keeps the console short: what is over its limit is put aside, what was put aside before goes. True: it was over it. */
  cutConsole(machineId: string): Promise<boolean>;
  /** Only for a machine whose domain never started: removes everything and confirms that it is gone. */
  removeHalfMade(machineId: string): Promise<void>;
  /**
   * Moves root disk and console log to the quarantine (same file system, read-only, owned by root, durable), destroys
   * swap, scratch disk and context; adds `about.json`, which says whose it is. Returns what is kept, also when it was moved before;
   * nothing kept: an empty list.
   */
  quarantine(machineId: string, generation: number): Promise<readonly EvidenceFile[]>;
  /** Hashes what is kept in quarantine. Rejects with the signal's reason when aborted. */
  seal(machineId: string, signal: AbortSignal): Promise<Seal>;
  /** Removes the evidence for good; no error when it is gone. */
  purge(machineId: string): Promise<void>;
  /** Ids of the machines with a folder among the machines, and in quarantine; sorted. */
  machinesOnDisk(): Promise<{ machines: string[]; evidence: string[] }>;
  space(): Promise<{ totalMiB: number; freeMiB: number }>;
}

export interface ContextOnDisk {
  readonly digest: string;
  readonly volumeLabel: string;
}

/** Absolute paths; the files need not exist. */
export interface DiskPaths {
  readonly folder: string;
  /** qcow2 */
  readonly root: string;
  /** raw */
  readonly swap: string;
  /** raw */
  readonly volatile: string;
  /** ISO 9660 */
  readonly context: string;
  /** What the serial console printed, appended over all starts. */
  readonly console: string;
}

export interface ConsolePiece {
  readonly bytes: Uint8Array;
  /** Where the next call goes on; never negative. */
  readonly nextByte: number;
}

/** Where a piece begins in a console of `sizeBytes`. */
export function consoleStart(fromByte: number, sizeBytes: number): number {
  if (fromByte < 0) return Math.max(0, sizeBytes + fromByte);
  return fromByte > sizeBytes ? 0 : fromByte;
}

export interface EvidenceFile {
  readonly name: string;
  readonly bytes: number;
}

export interface Seal {
  /** Sorted by name. */
  readonly files: readonly (EvidenceFile & { readonly sha256: string })[];
  /** SHA-256 of the canonical list (`canonicalEvidence`), 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The storage did not do what was asked; what was there before is unchanged and nothing half-made is in the way. */
export class DiskFailed extends Error {
  override readonly name = 'DiskFailed';
  readonly code = 'diskFailed';
  /** `diskFull`, `invalidSize`, `invalidContext`, or null when only a person can tell. */
  readonly reason: Reason | null;
  readonly where: string;
  readonly whatToDo: string;

  constructor(failure: DiskFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.reason = failure.reason;
    this.where = failure.where;
    this.whatToDo = failure.whatToDo;
  }
}

export interface DiskFailure {
  readonly reason: Reason | null;
  readonly message: string;
  readonly where: string;
  readonly whatToDo: string;
}

/** The text whose SHA-256 seals the evidence: one line `sha256 bytes name` for each file, sorted by name. */
export function canonicalEvidence(files: Seal['files']): string {
  return [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => `${file.sha256} ${file.bytes} ${file.name}\n`)
    .join('');
}

/** Name and text of the file that tells, without any log, whose evidence this is. */
export function aboutEvidence(
  machineId: string,
  generation: number,
): { name: string; text: string } {
  return { name: 'about.json', text: `${JSON.stringify({ machineId, generation })}\n` };
}
