import type { Logger } from '../base/logger.ts';
import { UpgradeNeeded, WireError } from '../wire/codec.ts';

/** Runs `action` on a message that came: a malformed one is its sender's fault and costs a line in the log. */
export function guarded(logger: Logger, subject: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof WireError || error instanceof UpgradeNeeded)) throw error;
    logger.warn({ subject, why: error.message }, 'a malformed message was dropped');
  }
}
