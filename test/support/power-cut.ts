/**
 * A disk whose power can be cut: ext4 on a loop device. What the kernel has not yet written to the device is lost in a cut,
 * which is a copy of the device's file taken while the server stands still, mounted somewhere else.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CutDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** What would be on it after a power cut now, mounted in another folder. */
  cut(): MountedCopy;
  end(): void;
}

export interface MountedCopy {
  readonly folder: string;
  end(): void;
}

const sizeMiB = 192;

/** Why there can be no such disk here, or null. */
export function whyNoCutDisk(): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  try {
    makeCutDisk().end();
    return null;
  } catch (error) {
    return `no ext4 on a loop device here: ${String(error)}`;
  }
}

export function makeCutDisk(): CutDisk {
  const scratch = mkdtempSync(join(tmpdir(), 'stratus-power-'));
  const file = join(scratch, 'disk.img');
  run('truncate', ['-s', `${sizeMiB}M`, file]);
  run('mkfs.ext4', ['-q', '-F', file]);
  const mounted = mount(file, join(scratch, 'disk'));
  let cuts = 0;
  return {
    folder: mounted.folder,
    cut() {
      cuts += 1;
      const copy = join(scratch, `cut-${cuts}.img`);
      run('cp', ['--sparse=always', file, copy]);
      const again = mount(copy, join(scratch, `cut-${cuts}`));
      return {
        folder: again.folder,
        end() {
          again.unmount();
          rmSync(copy);
        },
      };
    },
    end() {
      mounted.unmount();
      rmSync(scratch, { recursive: true });
    },
  };
}

function mount(file: string, folder: string): { folder: string; unmount(): void } {
  mkdirSync(folder);
  run('mount', ['-o', 'loop', file, folder]);
  return { folder, unmount: () => run('umount', [folder]) };
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, [...args], { stdio: 'pipe', timeout: 60_000 });
}
