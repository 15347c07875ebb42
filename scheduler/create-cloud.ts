/** The first commit of a cloud's log: who it is and how its site is set. It goes where the log is empty, or nowhere. */
import type { Log } from '../shared/log/log.ts';
import type { Segments } from '../shared/log/segments.ts';
import type { Commit, Event } from '../shared/model/events.ts';
import { encodeCommit, logFormat } from '../shared/wire/commit.ts';
import type { SiteWish } from './loops/take-over.ts';

export interface NewCloud {
  readonly cloudId: string;
  readonly logId: string;
  readonly writer: string;
  /** 8 random bytes, hexadecimal. */
  readonly nonce: string;
  /** Two bytes, hexadecimal. */
  readonly macPrefix: string;
  readonly site: SiteWish;
  readonly nowMs: number;
  /** The former log is lost: this one is frozen until an administrator recovers it, and these hosts are waited for. */
  readonly lost?: { readonly why: string; readonly hosts: readonly LostHost[] };
}

/** A host that the former log knew. */
export interface LostHost {
  readonly hostId: string;
  readonly name: string;
  /** nkey of its agent; empty: its identity is placed by the starter. */
  readonly publicKey: string;
}

/**
 * Has the log gone on to a later segment? Then the first one may be archived, and nothing is begun anew where it was. Rejects
 * with `LogUnavailable`.
 */
export async function isBegun(segments: Pick<Segments, 'most' | 'size'>): Promise<boolean> {
  for (let number = 2; number <= segments.most; number++) {
    const size = await segments.size(number);
    if (size !== null && size.lastSequence > 0) return true;
  }
  return false;
}

/** True: made now; false: the log has a first commit already. Rejects when the log gives no clear answer. */
export async function createCloud(log: Log, cloud: NewCloud): Promise<boolean> {
  const outcome = await log.append(encodeCommit(firstCommit(cloud)), 0);
  if (outcome.kind === 'stored') return true;
  if (outcome.kind === 'refused') return false;
  throw new Error(
    `the first commit could not be written (${outcome.kind}); look at the nats-server's log and try again`,
  );
}

export function firstCommit(cloud: NewCloud): Commit {
  const { cloudId, logId, writer, nonce, macPrefix, site, nowMs } = cloud;
  const events: Event[] = [
    { type: 'cloudCreated', cloudId, macPrefix },
    { type: 'termStarted', term: 1, writer },
    { type: 'siteConfigured', ...site.settings },
    ...site.networks.map((network): Event => ({ type: 'networkDefined', ...network })),
    ...(cloud.lost ? lostEvents(cloud.lost) : []),
  ];
  const entry = { actor: 'system', origin: 'genesis', key: '', requestDigest: '', events } as const;
  return {
    ...{ format: logFormat, cloudId, logId, term: 1, writer, previousHash: '', timeMs: nowMs },
    ...{ entries: [entry], nonce, sequence: 1 },
  };
}

function lostEvents({ why, hosts }: NonNullable<NewCloud['lost']>): readonly Event[] {
  return [
    { type: 'recoveryNeeded', why },
    ...hosts.map((host): Event => ({ type: 'hostJoined', ...host, tokenDigest: '' })),
  ];
}
