import { accessSync, constants } from 'node:fs';

/** Why a test that needs root and these programs (absolute paths) cannot run here, or null when it can. */
export function whyNotHere(programs: readonly string[]): string | null {
  if (process.getuid?.() !== 0) return 'not root';
  for (const program of programs) {
    try {
      accessSync(program, constants.X_OK);
    } catch {
      return `${program} is not installed`;
    }
  }
  return null;
}
