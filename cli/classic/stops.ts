/** The ways in which a classic command ends before its end, each with its exit code (docs/classic-commands.md). */

/** Wrong usage: usage line and `NAME: error: TEXT` on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usageError';
}

/** The command stops itself: `  [ERROR] TEXT` on stderr, exit code 1. */
export class ToolStopped extends Error {
  override readonly name = 'ToolStopped';
  readonly code = 'toolStopped';
}

/** The work failed: `Error: TEXT` on stdout, exit code 255. */
export class WorkFailed extends Error {
  override readonly name = 'WorkFailed';
  readonly code = 'workFailed';
}
