/** The closed sets of words that the model, the wire and every interface share. */

export const machineStates = [
  'pending',
  'prolog',
  'boot',
  'running',
  'stopping',
  'stopped',
  'suspended',
  'migrating',
  'epilog',
  'unknown',
  'failed',
  'done',
] as const;
export type MachineState = (typeof machineStates)[number];

export type Policy = 'packing' | 'striping' | 'loadAware' | 'rank';

/** What a restart of its host means for a machine. */
export type HostRestart = 'leave' | 'start';

export type VolumeLabel = '_STRATUSLAB' | 'cidata';

/** What a machine takes from its host, or a host has for machines. */
export interface Resources {
  /** Hundredths of a core. */
  readonly cpuHundredths: number;
  readonly memoryMiB: number;
  /** Root disk, swap and volatile disks together. */
  readonly diskMiB: number;
}

/** Figures of one run of a machine. */
export interface Counters {
  readonly cpuTimeMs: number;
  readonly diskReadBytes: number;
  readonly diskWriteBytes: number;
  readonly netReceiveBytes: number;
  readonly netSendBytes: number;
}

/** A host's facts for expressions: name in upper case -> number or text. */
export type Attributes = Readonly<Record<string, number | string>>;

/** A file kept as evidence. */
export interface EvidenceFile {
  readonly name: string;
  readonly bytes: number;
}

/** A place in the log: which log, which commit, and that commit's hash (hexadecimal; empty at sequence 0). */
export interface Position {
  readonly logId: string;
  readonly sequence: number;
  readonly hash: string;
}
