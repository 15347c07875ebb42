/** What a classic command is: its options, and its work with all that it may ask for. */
import type { Cloud } from './cloud-login.ts';
import type { ClassicSurroundings } from './classic-surroundings.ts';
import type { OptionDefinition, ParsedOptions } from './option.ts';
import type { UserConfig } from './user-config.ts';

export interface CommandContext {
  readonly surroundings: ClassicSurroundings;
  readonly options: ParsedOptions;
  /** How often `-v` was given. */
  readonly verbosity: number;
  /** `-q` was given: only what scripts read. */
  readonly isQuiet: boolean;
  /** Read when it is first asked for; the same for `cloud`. Both may throw what ends a command. */
  config(): UserConfig;
  cloud(): Promise<Cloud>;
}

export interface ClassicCommand {
  /** What follows the command's name in its usage line. */
  readonly usage: string;
  readonly description: string;
  /** Without the general ones. */
  readonly options: readonly OptionDefinition[];
  /** Resolves with the exit code; throws `UsageError`, `ToolStopped`, `WorkFailed` or what the client throws. */
  run(context: CommandContext): Promise<number>;
}
