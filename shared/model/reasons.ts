/**
 * Every reason for which Stratus refuses, fails or waits: closed, numbered, append-only (decisions 19). The number is
 * what the log records; the word is what programs compare; the sentence for people is made where the facts are known.
 */
export const reasons = {
  // Bad requests (1-49)
  malformedRequest: 1,
  unknownMachine: 2,
  unknownHost: 3,
  unknownType: 4,
  invalidName: 5,
  nameTaken: 6,
  invalidCount: 7,
  invalidSize: 8,
  invalidRequirement: 9,
  invalidRank: 10,
  invalidImage: 11,
  invalidContext: 12,
  contextTooLarge: 13,
  addressOutside: 14,
  addressTaken: 15,
  unknownNetworkClass: 16,
  actionNotAllowed: 17,
  keyConflict: 18,
  requestTooLarge: 19,
  tooManyRequests: 20,
  notAuthenticated: 21,
  notAuthorized: 22,
  unknownEvidence: 23,
  purgeOrdered: 24,
  hostExists: 25,
  wrongCloud: 26,
  unsupportedFormat: 27,
  actionNotOffered: 28,
  unknownCursor: 29,
  joinTokenUnknown: 30,
  joinTokenExpired: 31,
  joinTokenUsed: 32,
  hostHasMachines: 33,
  hostRemoved: 34,
  hostNotSilent: 35,
  confirmationUnknown: 36,
  confirmationExpired: 37,
  hostOwesEnds: 38,
  hostIsDown: 39,
  // The control plane cannot answer now (50-69)
  logFull: 50,
  logUnavailable: 51,
  notLeading: 52,
  noAnswer: 53,
  frozen: 54,
  vaultUnavailable: 55,
  // Waiting for a place or an address (70-99)
  noHosts: 70,
  noHostEnabled: 71,
  noHostHeard: 72,
  noHostMeetsRequirement: 73,
  noHostWithCpu: 74,
  noHostWithMemory: 75,
  noHostWithDisk: 76,
  noFreeAddress: 77,
  hostSilent: 78,
  tooLargeForEveryHost: 79,
  noContext: 80,
  hostAwaited: 81,
  mayBePlaced: 82,
  // Why a machine failed before it ever ran (100-149)
  imageUnreachable: 100,
  imageDigestMismatch: 101,
  imageSizeMismatch: 102,
  imageTooLarge: 103,
  imageFormatRefused: 104,
  imageLocationRefused: 105,
  imageHasNoDigest: 106,
  addressInUse: 107,
  diskFull: 108,
  contextUnavailable: 109,
  hypervisorRefused: 110,
  contextDigestMismatch: 111,
  // Why a machine is stopped or unknown (150-199)
  halted: 150,
  stoppedOnRequest: 151,
  crashed: 152,
  vanished: 153,
  hostRestarted: 154,
  destroyedOutside: 155,
  stopDeadlinePassed: 156,
  hostConfirmedDown: 157,
} as const;

export type Reason = keyof typeof reasons;

/** The reasons for which a machine waits rather than is refused. */
export type WaitReason =
  | 'noHosts'
  | 'noHostEnabled'
  | 'noHostHeard'
  | 'noHostMeetsRequirement'
  | 'noHostWithCpu'
  | 'noHostWithMemory'
  | 'noHostWithDisk'
  | 'noFreeAddress'
  | 'tooLargeForEveryHost'
  | 'noContext'
  | 'hostAwaited'
  | 'mayBePlaced';

const reasonByNumber = new Map<number, Reason>(
  Object.entries(reasons).map(([word, number]) => [number, word as Reason]),
);

/** The word for a number from the wire, or null when this release does not know it. */
export function reasonOf(number: number): Reason | null {
  return reasonByNumber.get(number) ?? null;
}

/** A refusal as every interface shows it: what was wrong, where, and what to do. */
export interface Refusal {
  readonly reason: Reason;
  /** What was wrong, one sentence. */
  readonly message: string;
  /** The field, expression or object at fault, e.g. `requirements`, column 12. */
  readonly where: string;
  readonly whatToDo: string;
}
