import { assert } from '../../shared/base/assert.ts';
import type { Attributes, Resources } from '../../shared/model/words.ts';
import type { AttributeLookup } from './expression/attribute-lookup.ts';

/**
 * What is promised and promisable on every host, in columns of numbers: a placement looks at every host, and a scan over
 * typed arrays costs about a nanosecond a host (reference/performance part 5). Hosts stand in the order of their ids, so
 * the same hosts in any order make the same table.
 */
export interface HostTable {
  readonly size: number;
  readonly hostIds: readonly string[];
  readonly names: string[];
  readonly enabled: Uint8Array;
  readonly heard: Uint8Array;
  readonly overCommitted: Uint8Array;
  readonly capacity: ResourceColumns;
  /** Capacity less what is promised; below zero on a host that shrank. */
  readonly free: ResourceColumns;
  readonly runningMachines: Int32Array;
  /** Measured free CPU in hundredths of a core, less what was reserved since; 0 where nothing was measured. */
  readonly measuredFreeCpu: Float64Array;
  readonly attributes: Attributes[];
  readonly indexOf: ReadonlyMap<string, number>;
}

export type ResourceColumns = { readonly [Resource in keyof Resources]: Float64Array };

/** One host as the state tells it. */
export interface HostView {
  readonly hostId: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Its reports come. */
  readonly heard: boolean;
  /** It shrank below what is promised: it gets nothing new. */
  readonly overCommitted: boolean;
  /** What may be promised: declared, times the overcommit ratio, less the reserved share (`promisableOf`). */
  readonly capacity: Resources;
  /** By machines, and by what quarantine keeps. */
  readonly promised: Resources;
  readonly runningMachines: number;
  readonly attributes: Attributes;
}

/** Longer texts of a host are cut before they are matched, which bounds the time of a requirement. */
const longestTextMatched = 256;

/** The table of these hosts. Host ids must differ. */
export function hostTable(views: readonly HostView[]): HostTable {
  const hosts = [...views].sort((a, b) => (a.hostId < b.hostId ? -1 : 1));
  const indexOf = new Map(hosts.map((host, index) => [host.hostId, index]));
  assert(indexOf.size === hosts.length, 'two hosts have one id');
  const table = {
    size: hosts.length,
    hostIds: hosts.map((host) => host.hostId),
    names: hosts.map(() => ''),
    enabled: new Uint8Array(hosts.length),
    heard: new Uint8Array(hosts.length),
    overCommitted: new Uint8Array(hosts.length),
    capacity: resourceColumns(hosts.length),
    free: resourceColumns(hosts.length),
    runningMachines: new Int32Array(hosts.length),
    measuredFreeCpu: new Float64Array(hosts.length),
    attributes: hosts.map(() => ({})),
    indexOf,
  };
  for (const host of hosts) setHost(table, host);
  return table;
}

/**
 * Brings one host of the table up to date, so that a table can be kept from decision to decision; its reservations are
 * forgotten, for `promised` has them by then. False: the host is not in the table, which must be made anew.
 */
export function setHost(table: HostTable, host: HostView): boolean {
  const index = table.indexOf.get(host.hostId);
  if (index === undefined) return false;
  table.names[index] = host.name;
  table.enabled[index] = Number(host.enabled);
  table.heard[index] = Number(host.heard);
  table.overCommitted[index] = Number(host.overCommitted);
  for (const resource of resources) {
    table.capacity[resource][index] = host.capacity[resource];
    table.free[resource][index] = host.capacity[resource] - host.promised[resource];
  }
  table.runningMachines[index] = host.runningMachines;
  table.measuredFreeCpu[index] = measured(host.attributes['FREECPU']);
  table.attributes[index] = host.attributes;
  return true;
}

/**
 * Promises the resources on that host (a row of the table), so that the next placement of the same decision sees them
 * taken. The measured load grows by what was promised: a host just chosen must not look idle.
 */
export function reserve(table: HostTable, index: number, resources: Resources): void {
  promise(table, index, resources, 1);
}

/** Takes a reservation back. */
export function unreserve(table: HostTable, index: number, resources: Resources): void {
  promise(table, index, resources, -1);
}

/**
 * What expressions see of a host: what it declares; the number of its machines and its free CPU from the table; where it
 * does not say, its name, and its CPU (hundredths of a core) and memory (KiB, as OpenNebula counts) by promises.
 */
export function attributesOf(table: HostTable, index: number): AttributeLookup {
  const declared = table.attributes[index] ?? {};
  return (name) => {
    if (name === 'RUNNING_VMS') return table.runningMachines[index];
    if (name === 'FREECPU') return table.measuredFreeCpu[index];
    const value = declared[name] ?? derived(table, index, name);
    return typeof value === 'string' ? value.slice(0, longestTextMatched) : value;
  };
}

const resources = ['cpuHundredths', 'memoryMiB', 'diskMiB'] as const;

function resourceColumns(size: number): ResourceColumns {
  return {
    cpuHundredths: new Float64Array(size),
    memoryMiB: new Float64Array(size),
    diskMiB: new Float64Array(size),
  };
}

function derived(table: HostTable, index: number, name: string): number | string | undefined {
  const capacityKiB = (table.capacity.memoryMiB[index] ?? 0) * 1024;
  const freeKiB = (table.free.memoryMiB[index] ?? 0) * 1024;
  switch (name) {
    case 'NAME':
    case 'HOSTNAME':
      return table.names[index];
    case 'TOTALCPU':
      return table.capacity.cpuHundredths[index];
    case 'TOTALMEMORY':
      return capacityKiB;
    case 'FREEMEMORY':
      return freeKiB;
    case 'USEDMEMORY':
      return capacityKiB - freeKiB;
    default:
      return undefined;
  }
}

function promise(table: HostTable, index: number, resources: Resources, sign: 1 | -1): void {
  assert(index >= 0 && index < table.size, `the table has no row ${index}`);
  add(table.free.cpuHundredths, index, -sign * resources.cpuHundredths);
  add(table.free.memoryMiB, index, -sign * resources.memoryMiB);
  add(table.free.diskMiB, index, -sign * resources.diskMiB);
  add(table.runningMachines, index, sign);
  add(table.measuredFreeCpu, index, -sign * resources.cpuHundredths);
}

function add(column: Float64Array | Int32Array, index: number, amount: number): void {
  column[index] = (column[index] ?? 0) + amount;
}

function measured(value: number | string | undefined): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}
