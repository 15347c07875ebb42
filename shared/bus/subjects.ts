/**
 * Every subject of the bus and of the streams, spelled once. Ids in them are lower-case hexadecimal and never user
 * text, so no name can carry a wildcard or a dot into a subject (decisions 4).
 */
import { assert } from '../base/assert.ts';

export interface Subjects {
  hello(hostId: string): string;
  report(hostId: string): string;
  wanted(hostId: string): string;
  ask(hostId: string): string;
  context(hostId: string): string;
  readonly everyHello: string;
  readonly everyReport: string;
  readonly everyContext: string;
  readonly command: string;
  readonly beat: string;
  log(segment: number): string;
  vault(machineId: string): string;
  readonly everyVault: string;
  snapshot(place: 'a' | 'b', part: number): string;
  readonly everySnapshot: string;
  event(projectId: string, kind: string): string;
  readonly everyEvent: string;
  eventsOf(projectId: string): string;
  /** Prefix of the inbox in which a host hears answers. */
  inbox(hostId: string): string;
}

export function subjectsOf(cloudId: string): Subjects {
  const root = `stratus.${hexId(cloudId)}`;
  const host = (hostId: string, what: string): string => `${root}.host.${hexId(hostId)}.${what}`;
  return {
    hello: (hostId) => host(hostId, 'hello'),
    report: (hostId) => host(hostId, 'report'),
    wanted: (hostId) => host(hostId, 'wanted'),
    ask: (hostId) => host(hostId, 'ask'),
    context: (hostId) => host(hostId, 'context'),
    everyHello: `${root}.host.*.hello`,
    everyReport: `${root}.host.*.report`,
    everyContext: `${root}.host.*.context`,
    command: `${root}.command`,
    beat: `${root}.beat`,
    log: (segment) => `${root}.log.${segment}`,
    vault: (machineId) => `${root}.vault.${hexId(machineId)}`,
    everyVault: `${root}.vault.*`,
    snapshot: (place, part) => `${root}.snapshot.${place}.${part}`,
    everySnapshot: `${root}.snapshot.*.*`,
    event: (projectId, kind) => `${root}.event.${word(projectId)}.${word(kind)}`,
    everyEvent: `${root}.event.>`,
    eventsOf: (projectId) => `${root}.event.${word(projectId)}.>`,
    inbox: (hostId) => `_INBOX_${hexId(hostId)}`,
  };
}

/** Prefix of the inbox in which a part of the control plane hears answers; a host's is `Subjects.inbox`. */
export function partInbox(part: 'scheduler' | 'api' | 'setup' | 'identities'): string {
  return `_INBOX_${part}`;
}

/** Name of the JetStream stream that holds segment `segment` of the log. */
export function logStreamName(cloudId: string, segment: number): string {
  return `STRATUS-${hexId(cloudId)}-LOG-${segment}`;
}

export function vaultStreamName(cloudId: string): string {
  return `STRATUS-${hexId(cloudId)}-VAULT`;
}

export function snapshotStreamName(cloudId: string): string {
  return `STRATUS-${hexId(cloudId)}-SNAPSHOT`;
}

/** The host id in a subject of the form `stratus.<cloud>.host.<id>.<what>`, or null in any other. */
export function hostIdIn(subject: string): string | null {
  return /^stratus\.[0-9a-f]{32}\.host\.([0-9a-f]{32})\.[a-z]+$/.exec(subject)?.[1] ?? null;
}

function hexId(id: string): string {
  if (/^[0-9a-f]{32}$/.test(id)) return id;
  assert(false, `not an id of 32 hexadecimal digits: ${JSON.stringify(id)}`);
}

function word(text: string): string {
  if (/^[A-Za-z0-9]{1,64}$/.test(text)) return text;
  assert(false, `not a word for a subject: ${JSON.stringify(text)}`);
}
