/** What commands read of the answers of the API; `-o json` prints them whole. The API's schemas say all there is. */

export interface Problem {
  readonly status: number;
  readonly detail?: string;
  readonly reason: string;
  readonly where?: string;
  readonly whatToDo?: string;
}

export interface Machine {
  readonly id: string;
  readonly label: number;
  readonly name: string;
  readonly state: string;
  readonly since: string;
  readonly reason: string | null;
  readonly message: string;
  readonly waiting: string | null;
  /** That it waits for a host which is silent or confirmed down. */
  readonly hostWait: string | null;
  readonly host: { readonly id: string; readonly name: string } | null;
  readonly address: string | null;
  readonly type: string;
  readonly vcpus: number;
  readonly cpu: number;
  /** Cores; null: not known. */
  readonly cpuUsed: number | null;
  readonly memoryMiB: number;
  readonly swapMiB: number;
  readonly volatileMiB: number;
  readonly rootDiskMiB: number;
  readonly createdAt: string;
  readonly actions: readonly string[];
  readonly nics: readonly { readonly mac: string; readonly address: string }[];
  readonly networkClass: string;
  readonly image: MachineImage;
  readonly policy: string;
  readonly onHostRestart: string;
  readonly progress: Progress | null;
}

export interface MachineImage {
  readonly identifier: string | null;
  readonly locations: readonly string[];
  readonly format: string;
  readonly compression: string;
  readonly bytes: number | null;
  readonly digests: readonly { readonly algorithm: string; readonly value: string }[];
}

export interface Progress {
  readonly phase: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly message: string;
}

export interface Change {
  readonly cursor: string;
  readonly machineIds: readonly string[];
  readonly machines: readonly Machine[];
}

export interface Explanation {
  readonly machine: string;
  readonly host: string | null;
  readonly reason: string | null;
  readonly text: string;
  readonly filters: readonly { readonly filter: string; readonly hosts: number }[];
  readonly hosts: number;
  readonly nearestHost: string | null;
  readonly whatWouldFit: string;
}

export interface Room {
  readonly types: readonly {
    readonly type: string;
    readonly cpu: number;
    readonly memoryMiB: number;
    readonly diskMiB: number;
    readonly now: number;
    readonly mine: number;
    readonly others: number;
    readonly empty: number;
  }[];
  readonly addresses: readonly { readonly networkClass: string; readonly free: number }[];
}

interface Resources {
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly diskMiB: number;
}

export interface Host {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly why: string;
  readonly heard: boolean;
  readonly heardAt: string | null;
  readonly conflict: boolean;
  readonly trouble: string;
  readonly capacity: Resources | null;
  /** What of it was set and not measured. */
  readonly declared: readonly (keyof Resources)[];
  readonly promised: Resources;
  readonly machines: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly state: string;
  readonly silentSince: string | null;
  readonly waitingMachines: number;
  readonly owedEnds: number;
  readonly confirmedDown: {
    readonly by: string;
    readonly at: string;
    readonly why: string;
    readonly returnedAt: string | null;
    readonly livedOn: boolean;
  } | null;
  readonly clonedAt: string | null;
  readonly removed: { readonly at: string; readonly why: string } | null;
}

/** The answer to either step of `confirm-down`. */
export interface Confirmation {
  readonly host: Host;
  readonly confirmed: boolean;
  readonly confirm: string | null;
  readonly expiresAt: string | null;
  readonly machines: readonly {
    readonly label: number;
    readonly name: string;
    readonly createdBy: string;
    readonly address: string | null;
    readonly state: string;
    readonly text: string;
  }[];
  readonly warnings: readonly string[];
}

export interface InstanceType {
  readonly name: string;
  readonly isDefault: boolean;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly swapMiB: number;
}

export interface Addresses {
  readonly networks: readonly {
    readonly networkClass: string;
    readonly network: string;
    readonly gateway: string | null;
    readonly first: string;
    readonly last: string;
    readonly size: number;
    readonly taken: number;
  }[];
  readonly addresses: readonly {
    readonly address: string;
    readonly networkClass: string | null;
    readonly state: string;
    readonly machine: { readonly label: number; readonly name: string } | null;
    readonly restsUntil: string | null;
  }[];
}

export interface Evidence {
  readonly machineId: string;
  readonly label: number;
  readonly name: string;
  readonly host: { readonly name: string; readonly removed: boolean };
  readonly state: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly keptAt: string;
  readonly purgeNotBefore: string;
  readonly digest: string | null;
  readonly held: string | null;
}

export interface CloudEvent {
  readonly cursor: string;
  readonly at: string;
  readonly type: string;
  readonly actor: string;
  readonly machineId: string | null;
  readonly hostId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Status {
  readonly cloudId: string;
  /** Copies of the log that leave the machine; null: none are asked for. */
  readonly copies: { readonly at: string | null; readonly failure: string | null } | null;
  readonly viewAgeMs: number;
  readonly lastCommitAt: string | null;
  readonly term: number;
  readonly leader: { readonly heard: boolean; readonly heardAt: string | null };
  readonly frozen: { readonly why: string; readonly whatToDo: string } | null;
  readonly logTrouble: { readonly why: string; readonly whatToDo: string } | null;
  readonly machines: Readonly<Record<string, number>>;
  readonly hosts: { readonly total: number; readonly enabled: number; readonly heard: number };
  readonly addresses: { readonly leased: number };
  readonly evidence: { readonly kept: number; readonly held: number };
  readonly check: {
    readonly at: string | null;
    readonly findings: number;
    readonly silentHosts: number;
  };
}

export interface Check {
  readonly at: string | null;
  readonly hosts: number;
  readonly silentHosts: readonly { readonly id: string; readonly name: string }[];
  readonly findings: readonly Finding[];
}

export interface Repaired {
  readonly cursor: string | null;
  readonly repaired: readonly Finding[];
  readonly left: readonly Finding[];
}

/** One thing that is not as the log has it. */
export interface Finding {
  readonly kind: string;
  readonly invariant: string;
  readonly since: string;
  readonly text: string;
  readonly remedy: 'itself' | 'repair' | 'administrator';
  readonly whatToDo: string;
}

/** The answer to either step of `recover`. */
export interface Recovery {
  readonly done: boolean;
  readonly confirm: string | null;
  readonly notes: readonly { readonly about: string; readonly text: string }[];
  readonly notesInAll: number;
}

export interface ConsolePiece {
  readonly known: boolean;
  readonly text: string;
  readonly nextByte: number;
}
