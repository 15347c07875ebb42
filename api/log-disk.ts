/** Is the disk full on which the log is kept? Then nothing is taken, and who asks for the cloud's state is told why. */
import { statfsSync } from 'node:fs';

export interface LogTrouble {
  readonly why: string;
  readonly whatToDo: string;
}

/** As the numbers of `statfs`: blocks of `bsize` bytes; `files` 0: it counts none. */
export interface DiskRoom {
  readonly blocks: number;
  readonly bfree: number;
  readonly bsize: number;
  readonly files: number;
  readonly ffree: number;
}

/** With less the starter calls it full too, and starts nats-server anew when there is more again. */
const leastBytes = 8 * 1_048_576;
const leastFiles = 16;

/** Blocks that ext4 counts as free and gives to nobody, not even root; of another file system so little is not missed. */
const keptByExt4 = (blocks: number): number => Math.min(blocks / 50, 4_096);

/** Null: there is room. */
export function logTroubleOf(
  folder: string,
  { blocks, bfree, bsize, files, ffree }: DiskRoom,
): LogTrouble | null {
  const noRoom = (bfree - keptByExt4(blocks)) * bsize < leastBytes;
  const noFiles = files > 0 && ffree < leastFiles;
  if (!noRoom && !noFiles) return null;
  return {
    why: `the disk of ${folder} ${noRoom ? 'is full' : 'takes no more files'}: no request is taken`,
    whatToDo: `remove something there (df -${noRoom ? 'h' : 'i'} ${folder}); machines run on, and the cloud goes on by itself within 30 s`,
  };
}

/** Null as well when it cannot be looked at. */
export function logTroubleAt(folder: string): LogTrouble | null {
  try {
    return logTroubleOf(folder, statfsSync(folder));
  } catch {
    return null;
  }
}
