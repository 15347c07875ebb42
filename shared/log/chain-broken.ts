/** The message does not follow the one that was read before: the log was rewritten or forged. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
  readonly code = 'chainBroken';
}
