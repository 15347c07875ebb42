/** The three ways in which a request to the hypervisor ends badly, by what the caller may do next. */

/** Nothing was done: the hypervisor cannot be reached or does not answer. Ask again when it is up. */
export class HypervisorUnavailable extends Error {
  override readonly name = 'HypervisorUnavailable';
  readonly code = 'hypervisorUnavailable';
}

/** The request was sent and no answer came: it may have been done. Look before asking again. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly code = 'outcomeUnknown';
}

/** Why the hypervisor refused; `failed` is everything that only its text tells. */
export type HypervisorRefusal =
  | 'noSuchDomain'
  | 'noSuchFilter'
  | 'badDefinition'
  | 'wrongState'
  | 'notSupported'
  | 'busy'
  | 'denied'
  | 'failed';

/** The hypervisor understood the request and refused it; the text tells a user why. */
export class HypervisorRefused extends Error {
  override readonly name = 'HypervisorRefused';
  readonly code: HypervisorRefusal;
  constructor(code: HypervisorRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
