/** How a call to the libvirt daemon fails. Nothing above `libvirt-session.ts` sees these. */

/** The daemon refused the call. `code`, `domain` and `level` are libvirt's (its virterror.h). */
export class LibvirtError extends Error {
  override readonly name = 'LibvirtError';
  readonly call: string;
  readonly code: number;
  readonly domain: number;
  readonly level: number;
  constructor(call: string, body: { code: number; domain: number; level: number; text: string }) {
    super(body.text);
    this.call = call;
    this.code = body.code;
    this.domain = body.domain;
    this.level = body.level;
  }
}

/** The connection ended. `sent`: the call had gone out, so the daemon may have acted on it. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code = 'connectionLost';
  readonly sent: boolean;
  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}

/** We stopped waiting; libvirt cannot cancel, so a call that was `sent` goes on in the daemon. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
  readonly code = 'callTimeout';
  readonly sent: boolean;
  constructor(message: string, sent: boolean) {
    super(message);
    this.sent = sent;
  }
}

/** The numbers of libvirt's errors that the agent tells apart (virterror.h). */
export const LIBVIRT_CODE = {
  noSupport: 3,
  invalidArgument: 8,
  operationFailed: 9,
  osType: 16,
  noTarget: 20,
  noName: 21,
  noOs: 22,
  noDevice: 23,
  xml: 27,
  domainExists: 28,
  operationDenied: 29,
  xmlDetail: 35,
  systemError: 38,
  noDomain: 42,
  authFailed: 45,
  operationInvalid: 55,
  invalidFilter: 61,
  noFilter: 62,
  configUnsupported: 67,
  operationTimeout: 68,
  argumentUnsupported: 74,
  noDomainMetadata: 80,
  operationUnsupported: 84,
  resourceBusy: 87,
  accessDenied: 88,
} as const;
