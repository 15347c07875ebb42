/**
 * What went wrong in simulated histories, and how much there was that it could befall: each kind of fault is counted when it
 * really takes effect, beside the points of its own kind (a lost message beside all messages), so that shares can be told.
 */

/** What a fault befalls, in words for the table. */
export const pointNames = {
  message: 'messages under way',
  append: 'appends to the log',
  process: 'starts of a process',
  libvirtCall: 'calls at libvirt',
  libvirtAct: 'calls at libvirt that change something',
  libvirtList: 'lists of domains',
  diskCall: 'calls at the disks',
  imageFetch: 'fetches of an image',
  vaultCall: 'calls at the vault',
  addressProbe: 'probes of an address',
  guestStart: 'starts of a guest',
  hostStart: 'starts of a host',
  hello: 'hellos',
  report: 'reports',
  clockRead: 'looks at a wall clock',
} as const;
export type Point = keyof typeof pointNames;

/** Each kind of fault, and the points among which it is counted. */
export const faultPoints = {
  drop: 'message',
  duplicate: 'message',
  delay: 'message',
  reorder: 'message',
  partition: 'message',
  partitionOneWay: 'message',
  serverAway: 'message',
  heldByPause: 'message',
  appendLost: 'append',
  appliedUnanswered: 'append',
  appendLate: 'append',
  appendRefused: 'append',
  logFull: 'append',
  lateAnswer: 'append',
  crashAtCall: 'process',
  killed: 'process',
  olderLog: 'process',
  libvirtError: 'libvirtAct',
  libvirtAnswerLost: 'libvirtAct',
  libvirtRefusesDone: 'libvirtAct',
  libvirtEmptyList: 'libvirtList',
  libvirtHangs: 'libvirtAct',
  libvirtAway: 'libvirtCall',
  diskError: 'diskCall',
  diskSlow: 'diskCall',
  diskFull: 'diskCall',
  imageMissing: 'imageFetch',
  vaultAway: 'vaultCall',
  addressInUse: 'addressProbe',
  guestHalts: 'guestStart',
  guestCrashes: 'guestStart',
  guestIsDeaf: 'guestStart',
  powerFailure: 'hostStart',
  hostReboot: 'hostStart',
  clonedIdentity: 'hello',
  lyingAgent: 'report',
  clockSkew: 'clockRead',
  clockJump: 'clockRead',
} as const satisfies Record<string, Point>;
export type FaultKind = keyof typeof faultPoints;

/** Counted in one history. */
export interface Coverage {
  point(kind: Point): void;
  took(kind: FaultKind): void;
  counts(): CoverageCounts;
}

export interface CoverageCounts {
  readonly points: Readonly<Partial<Record<Point, number>>>;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
}

export function createCoverage(): Coverage {
  const points: Partial<Record<Point, number>> = {};
  const faults: Partial<Record<FaultKind, number>> = {};
  return {
    point: (kind) => void (points[kind] = (points[kind] ?? 0) + 1),
    took: (kind) => void (faults[kind] = (faults[kind] ?? 0) + 1),
    counts: () => ({ points, faults }),
  };
}

/** One kind of fault over many histories. */
export interface CoverageRow {
  /** How often it took effect. */
  readonly times: number;
  /** Histories in which it did. */
  readonly histories: number;
  /** Points of its kind in those histories. */
  readonly points: number;
  /** The largest share in one history, 0 to 1. */
  readonly best: number;
}

export type CoverageTable = Readonly<Record<FaultKind, CoverageRow>>;

export const faultKinds = Object.keys(faultPoints) as readonly FaultKind[];

/** The table over all these histories. */
export function coverageTable(histories: Iterable<CoverageCounts>): CoverageTable {
  const table = Object.fromEntries(
    faultKinds.map((kind) => [kind, { times: 0, histories: 0, points: 0, best: 0 }]),
  ) as Record<FaultKind, { -readonly [Field in keyof CoverageRow]: number }>;
  for (const { points, faults } of histories)
    for (const kind of faultKinds) {
      const times = faults[kind] ?? 0;
      if (times === 0) continue;
      const row = table[kind];
      const among = Math.max(points[faultPoints[kind]] ?? 0, 1);
      row.times += times;
      row.histories += 1;
      row.points += among;
      row.best = Math.max(row.best, times / among);
    }
  return table;
}

/** Kinds that never came to one in a hundred of their points in any history. */
export function uncovered(table: CoverageTable): readonly FaultKind[] {
  return faultKinds.filter((kind) => table[kind].best < 0.01);
}

/** The table as text: `kind | times | among | share in the histories that have it | most in one history`. */
export function coverageText(table: CoverageTable): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = faultKinds.map((kind) => {
    const { times, histories, points, best } = table[kind];
    const share = points === 0 ? 0 : times / points;
    const among = pointNames[faultPoints[kind]];
    return [kind, `${times}`, among, `${histories}`, percent(share), percent(best)];
  });
  const heading = [
    ...['fault', 'times', 'counted among', 'histories that have it'],
    ...['share of those points there', 'most in one history'],
  ];
  return [heading, heading.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
