/** What the classic commands reach besides that which `stratus` reaches, so that a test can put something else there. */
import type { Surroundings } from '../surroundings.ts';

export interface ClassicSurroundings extends Surroundings {
  /** Asks on the terminal and does not show what is typed; without a terminal, the next line of stdin. */
  readonly askSecret: (prompt: string) => Promise<string>;
  /** The name of an IPv4 address, or null when nobody knows one within a second. */
  readonly reverseName: (address: string) => Promise<string | null>;
  /** Runs a program with this text on its stdin; resolves with its stdout, rejects when it fails. */
  readonly runWithInput: (file: string, args: readonly string[], input: string) => Promise<string>;
}
