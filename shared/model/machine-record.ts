/**
 * What a host is asked to do about one machine: the whole order, self-contained, as the scheduler sends it and the
 * agent keeps it beside the machine's disks. A record with a higher generation replaces one with a lower.
 */
import type { HostRestart, Policy } from './words.ts';

export interface MachineRecord {
  /** UUID text; equal to libvirt's. */
  readonly machineId: string;
  /** The integer id that users see; a label, never reused. */
  readonly label: number;
  readonly name: string;
  readonly projectId: string;
  /** 1, 2, 3 ...: one generation permits one start. */
  readonly generation: number;
  readonly desired: Desired;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** 0: no swap disk. */
  readonly swapMiB: number;
  /** 0: no scratch disk. What is on it ends with the machine and is never evidence. */
  readonly volatileMiB: number;
  /** Virtual size of the root disk; at least the image's. */
  readonly rootDiskMiB: number;
  readonly image: ImageSource;
  readonly nics: readonly Nic[];
  readonly context: ContextReference;
  /** How long an ACPI stop may take before the machine is destroyed, in milliseconds. */
  readonly stopDeadlineMs: number;
  /** Sequence of the commit in the log that ordered this. */
  readonly orderedAt: number;
  /** What the host does not need, and a lost log is rebuilt from; null: ordered by an older release. */
  readonly origin: MachineOrigin | null;
}

/** What else the log knows of a machine. */
export interface MachineOrigin {
  readonly instanceType: string;
  readonly cpuHundredths: number;
  readonly requirements: string;
  readonly rank: string;
  readonly policy: Policy;
  readonly onHostRestart: HostRestart;
  readonly wantedAddress: number | null;
  /** Account id. */
  readonly createdBy: string;
  readonly createdAtMs: number;
  /** When it is off, its end is to be ordered. */
  readonly thenGone: boolean;
}

/** `gone`: domain, definition and disks are to leave the host's active set, what ran goes to quarantine. */
export type Desired = 'running' | 'stopped' | 'gone';

/** Where the bytes of an image come from and how they are known to be the right ones. */
export interface ImageSource {
  /** The StratusLab identifier (27 characters), when it is known. */
  readonly identifier: string | null;
  /** `http:`, `https:` or `file:` URLs of copies, tried in order. At least one. */
  readonly locations: readonly string[];
  readonly format: ImageFormat;
  readonly compression: 'none' | 'gz';
  /** Size of the uncompressed file in bytes; null when it was not given. */
  readonly bytes: number | null;
  /** Digests of the uncompressed file; at least one of sha1, sha256, sha512. md5 alone never suffices. */
  readonly digests: readonly ContentDigest[];
}

export type ImageFormat = 'raw' | 'qcow2';

export interface ContentDigest {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512';
  /** Lower-case hexadecimal. */
  readonly value: string;
}

export interface Nic {
  readonly networkClass: NetworkClass;
  /** `02:00:0a:4d:09:05`: prefix of the cloud and the four octets of the address. */
  readonly mac: string;
  /** IPv4 as an unsigned 32 bit integer. */
  readonly address: number;
  /** Length of the network's prefix, 8 to 30. */
  readonly prefixLength: number;
  /** IPv4 of the gateway, or null. */
  readonly gateway: number | null;
}

export type NetworkClass = 'public' | 'local' | 'private';

/** The context medium: composed by the scheduler, named here by digest, fetched and burned by the agent. */
export interface ContextReference {
  /** SHA-256 of the canonical form of the files, 64 hexadecimal digits. */
  readonly digest: string;
  /** Volume label, which tells the guest how to read it. */
  readonly volumeLabel: '_STRATUSLAB' | 'cidata';
}

export interface ContextFile {
  /** Name on the medium, `[a-z0-9._-]+`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
