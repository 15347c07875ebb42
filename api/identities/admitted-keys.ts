/**
 * Whose keys does the bus take? Those that the starter placed, and one line for each host that joined with a key of its
 * own; none of a host that was removed. The rights of a host's line are written once, in the pattern; here only id and key
 * are put in.
 */
import type { Host } from '../../shared/model/state.ts';

export interface KeyLines {
  /** The lines of the parts that the starter placed. */
  readonly placed: readonly string[];
  /** The line of a host, with HOST_ID and NKEY where its own are to stand. */
  readonly pattern: string;
}

export interface Admitted {
  /** The whole content of the file. */
  readonly text: string;
  /** Hosts whose key cannot be taken: somebody else has it. One such line and the server would take none. */
  readonly leftOut: readonly string[];
}

type JoinedHost = Pick<Host, 'hostId' | 'publicKey' | 'removed' | 'joinedAtMs'>;

const publicKey = /\bU[A-Z2-7]{55}\b/g;

/**
 * `former`: the content of the file as it was. A host keeps its line there whose key the log does not know: the log may be older
 * than the world, and only that host can tell; and a recovery learns that it is there, not its key (decisions 59). Only one that
 * was removed loses it.
 */
export function admittedKeys(
  hosts: Iterable<JoinedHost>,
  { placed, pattern }: KeyLines,
  former = '',
): Admitted {
  const known = [...hosts];
  const removed = known.filter((host) => host.removed !== null);
  const lines = placed.filter((line) => !removed.some(({ hostId }) => isAgentOf(line, hostId)));
  const taken = new Set(lines.flatMap((line) => line.match(publicKey) ?? []));
  const leftOut: string[] = [];
  const settled = new Set(
    known.filter((host) => host.removed || host.publicKey !== '').map(({ hostId }) => hostId),
  );
  const unknown = hostsIn(former).filter(
    (one) => !settled.has(one.hostId) && !taken.has(one.publicKey),
  );
  for (const { hostId, publicKey: key } of [...known.filter(isJoined).sort(byAge), ...unknown]) {
    if (taken.has(key)) {
      leftOut.push(hostId);
      continue;
    }
    taken.add(key);
    lines.push(pattern.replaceAll('HOST_ID', hostId).replaceAll('NKEY', key));
  }
  return { text: `users: [\n${lines.map((line) => `  ${line}\n`).join('')}]\n`, leftOut };
}

/** Who had a line in the file, by that line. */
function hostsIn(text: string): { readonly hostId: string; readonly publicKey: string }[] {
  return text.split('\n').flatMap((line) => {
    const hostId = /\.host\.([0-9a-f]{32})\.hello/.exec(line)?.[1];
    const [key] = line.match(publicKey) ?? [];
    return hostId && key ? [{ hostId, publicKey: key }] : [];
  });
}

/** A host's line is the one that lets somebody speak for it. */
function isAgentOf(line: string, hostId: string): boolean {
  return line.includes(`.host.${hostId}.hello`);
}

/** What else than an id and a key would stand in the server's configuration is not a host. */
function isJoined({ hostId, publicKey: key, removed }: JoinedHost): boolean {
  return removed === null && /^[0-9a-f]{32}$/.test(hostId) && /^U[A-Z2-7]{55}$/.test(key);
}

function byAge(a: JoinedHost, b: JoinedHost): number {
  return a.joinedAtMs - b.joinedAtMs || (a.hostId < b.hostId ? -1 : 1);
}
