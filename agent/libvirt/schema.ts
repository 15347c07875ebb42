/**
 * What the agent says to libvirt and hears from it: number, arguments and answer of each call in use, nothing more.
 * Numbers and shapes are libvirt's wire format, which it promises to keep (its docs/support.rst, "RPC protocol");
 * they were the same in 7.0, 9.0 and 11.3. A call that an old daemon lacks is refused by it, not misread.
 */
import { uuidBytes, uuidText } from '../../shared/base/bytes.ts';
import {
  array,
  characters,
  double,
  hyper,
  int,
  mapped,
  nothing,
  opaque,
  option,
  string,
  struct,
  uhyper,
  uint,
  union,
  type ValueOf,
  type XdrType,
} from './xdr-types.ts';

/** The program number of everything below. */
export const REMOTE_PROGRAM = 0x2000_8086;
/** The program of the pings; both of its messages have no body. */
export const KEEPALIVE_PROGRAM = 0x6b65_6570;
export const KEEPALIVE_PING = 1;
export const KEEPALIVE_PONG = 2;
/** The longest message in bytes without its four bytes of length. */
export const MESSAGE_MAX_BYTES = 32 * 1024 * 1024;

const TEXT_MAX_BYTES = 4 * 1024 * 1024;
const DOMAINS_MAX = 16_384;
const STATISTICS_MAX = 262_144;

const text = string(TEXT_MAX_BYTES);
const uuid = mapped(opaque(16), uuidText, uuidBytes);

/** How libvirt names a domain; `id` is -1 unless it runs. */
export const domainRef = struct({ name: text, uuid, id: int });
export type DomainRef = ValueOf<typeof domainRef>;

const filterRef = struct({ name: text, uuid });
const networkRef = struct({ name: text, uuid });

/** A named number or text; the kinds are int, unsigned, 64-bit, unsigned 64-bit, double, boolean, text. */
const parameter = struct({
  field: text,
  value: union({ 1: int, 2: uint, 3: hyper, 4: uhyper, 5: double, 6: int, 7: text }),
});
export type Parameter = ValueOf<typeof parameter>;

/** The body of an answer that says why a call was refused. */
export const errorBody = struct({
  code: int,
  domain: int,
  message: option(text),
  level: int,
  dom: option(domainRef),
  str1: option(text),
  str2: option(text),
  str3: option(text),
  int1: int,
  int2: int,
  net: option(networkRef),
});

export interface Call<Args, Answer> {
  readonly procedure: number;
  readonly args: XdrType<Args>;
  readonly answer: XdrType<Answer>;
}

function call<Args, Answer>(
  procedure: number,
  args: XdrType<Args>,
  answer: XdrType<Answer>,
): Call<Args, Answer> {
  return { procedure, args, answer };
}

const ofDomain = struct({ dom: domainRef });
const ofDomainWithFlags = struct({ dom: domainRef, flags: uint });

export const calls = {
  connectOpen: call(1, struct({ name: option(text), flags: uint }), nothing),
  connectClose: call(2, nothing, nothing),
  connectGetVersion: call(4, nothing, struct({ version: uhyper })),
  nodeGetInfo: call(
    6,
    nothing,
    struct({
      model: characters(32),
      memoryKiB: uhyper,
      cpus: int,
      mhz: int,
      nodes: int,
      sockets: int,
      cores: int,
      threads: int,
    }),
  ),
  connectGetCapabilities: call(7, nothing, struct({ capabilities: text })),
  domainGetXmlDesc: call(14, ofDomainWithFlags, struct({ xml: text })),
  domainGetInfo: call(
    16,
    ofDomain,
    struct({
      state: uint,
      maxMemoryKiB: uhyper,
      memoryKiB: uhyper,
      vcpus: uint,
      cpuTimeNs: uhyper,
    }),
  ),
  domainLookupByUuid: call(24, struct({ uuid }), ofDomain),
  connectSupportsFeature: call(60, struct({ feature: int }), struct({ supported: int })),
  authList: call(66, nothing, struct({ types: array(int, 20) })),
  authPolkit: call(70, nothing, struct({ complete: int })),
  nodeGetFreeMemory: call(102, nothing, struct({ freeBytes: uhyper })),
  connectGetLibVersion: call(157, nothing, struct({ version: uhyper })),
  nwfilterLookupByName: call(175, struct({ name: text }), struct({ filter: filterRef })),
  nwfilterDefineXml: call(180, struct({ xml: text }), struct({ filter: filterRef })),
  nwfilterUndefine: call(181, struct({ filter: filterRef }), nothing),
  domainCreateWithFlags: call(196, ofDomainWithFlags, ofDomain),
  domainGetState: call(212, ofDomainWithFlags, struct({ state: int, reason: int })),
  nodeGetMemoryStats: call(
    228,
    struct({ count: int, cell: int, flags: uint }),
    struct({ stats: array(struct({ field: text, value: uhyper }), 16), count: int }),
  ),
  domainUndefineFlags: call(231, ofDomainWithFlags, nothing),
  domainDestroyFlags: call(234, ofDomainWithFlags, nothing),
  domainShutdownFlags: call(258, ofDomainWithFlags, nothing),
  domainGetMetadata: call(
    265,
    struct({ dom: domainRef, type: int, uri: option(text), flags: uint }),
    struct({ metadata: text }),
  ),
  connectListAllDomains: call(
    273,
    struct({ needResults: int, flags: uint }),
    struct({ domains: array(domainRef, DOMAINS_MAX), count: uint }),
  ),
  registerDomainEvent: call(
    316,
    struct({ eventId: int, dom: option(domainRef) }),
    struct({ callbackId: int }),
  ),
  connectGetAllDomainStats: call(
    344,
    struct({ doms: array(domainRef, DOMAINS_MAX), stats: uint, flags: uint }),
    struct({
      records: array(
        struct({ dom: domainRef, params: array(parameter, STATISTICS_MAX) }),
        DOMAINS_MAX,
      ),
    }),
  ),
  domainDefineXmlFlags: call(350, struct({ xml: text, flags: uint }), ofDomain),
} as const;

export type CallName = keyof typeof calls;
export type ArgsOf<Name extends CallName> = ValueOf<(typeof calls)[Name]['args']>;
export type AnswerOf<Name extends CallName> = ValueOf<(typeof calls)[Name]['answer']>;

/** What the daemon says unasked; `eventId` is what one registers for, `procedure` what then arrives. */
export const events = {
  domainLifecycle: {
    eventId: 0,
    procedure: 318,
    body: struct({ callbackId: int, event: struct({ dom: domainRef, event: int, detail: int }) }),
  },
} as const;

export type EventName = keyof typeof events;
export type EventOf<Name extends EventName> = ValueOf<(typeof events)[Name]['body']>;
