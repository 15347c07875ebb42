/**
 * How does a refusal look over HTTP? One table gives every reason its status, and one shape, problem+json (RFC 9457),
 * carries what was wrong, where, and what to do (docs/decisions/0018-json.md).
 */
import type { Reason, Refusal } from '../shared/model/reasons.ts';

/** The status of each reason. Reasons that only ever explain a state are 409: the object is not as it should be. */
export const statusOf = {
  malformedRequest: 400,
  unknownMachine: 404,
  unknownHost: 404,
  unknownType: 422,
  invalidName: 422,
  nameTaken: 409,
  invalidCount: 422,
  invalidSize: 422,
  invalidRequirement: 422,
  invalidRank: 422,
  invalidImage: 422,
  invalidContext: 422,
  contextTooLarge: 413,
  addressOutside: 422,
  addressTaken: 409,
  unknownNetworkClass: 422,
  actionNotAllowed: 409,
  keyConflict: 409,
  requestTooLarge: 413,
  tooManyRequests: 429,
  notAuthenticated: 401,
  notAuthorized: 403,
  unknownEvidence: 404,
  purgeOrdered: 409,
  hostExists: 409,
  wrongCloud: 409,
  unsupportedFormat: 422,
  actionNotOffered: 422,
  unknownCursor: 400,
  joinTokenUnknown: 403,
  joinTokenExpired: 403,
  joinTokenUsed: 403,
  hostHasMachines: 409,
  hostRemoved: 409,
  hostNotSilent: 409,
  confirmationUnknown: 409,
  confirmationExpired: 409,
  hostOwesEnds: 409,
  hostIsDown: 409,
  logFull: 507,
  logUnavailable: 503,
  notLeading: 503,
  noAnswer: 503,
  frozen: 503,
  vaultUnavailable: 503,
  noHosts: 409,
  noHostEnabled: 409,
  noHostHeard: 409,
  noHostMeetsRequirement: 409,
  noHostWithCpu: 409,
  noHostWithMemory: 409,
  noHostWithDisk: 409,
  noFreeAddress: 409,
  hostAwaited: 409,
  mayBePlaced: 409,
  noContext: 409,
  hostSilent: 409,
  tooLargeForEveryHost: 422,
  imageUnreachable: 422,
  imageDigestMismatch: 422,
  imageSizeMismatch: 422,
  imageTooLarge: 422,
  imageFormatRefused: 422,
  imageLocationRefused: 422,
  imageHasNoDigest: 422,
  addressInUse: 409,
  diskFull: 409,
  contextUnavailable: 409,
  hypervisorRefused: 409,
  contextDigestMismatch: 409,
  halted: 409,
  stoppedOnRequest: 409,
  crashed: 409,
  vanished: 409,
  hostRestarted: 409,
  destroyedOutside: 409,
  stopDeadlinePassed: 409,
  hostConfirmedDown: 409,
} as const satisfies Record<Reason, number>;

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly reason: Reason;
  readonly where: string;
  readonly whatToDo: string;
}

/** A refusal on its way to the client; thrown by routes, answered by the error handler. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'refused';
  readonly refusal: Refusal;
  /** Where HTTP has a better word than the table. */
  readonly status: number;

  constructor(refusal: Refusal, status: number = statusOf[refusal.reason], cause?: unknown) {
    super(refusal.message, { cause });
    this.refusal = refusal;
    this.status = status;
  }
}

/** Throws `Refused`. */
export function refuse(reason: Reason, message: string, where: string, whatToDo: string): never {
  throw new Refused({ reason, message, where, whatToDo });
}

export function problemOf(refusal: Refusal, status: number = statusOf[refusal.reason]): Problem {
  return {
    type: `urn:stratus:refusal:${refusal.reason}`,
    title: titleOf(refusal.reason),
    status,
    detail: refusal.message,
    reason: refusal.reason,
    where: refusal.where,
    whatToDo: refusal.whatToDo,
  };
}

/** `noHostWithCpu` -> `No host with cpu`. */
function titleOf(reason: Reason): string {
  const words = reason.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]?.toUpperCase() + words.slice(1);
}
