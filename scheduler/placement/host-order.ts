/**
 * Which is the first host, in the order in which a policy wants them, that has so much room? Asked for every placement,
 * while every placement changes the order, so neither a sorted array nor a scan will do.
 *
 * The hosts stand sorted in blocks, and each block and each group of blocks knows the most room that any host in it has:
 *
 *   groups   | most room in blocks 0..31          | most room in blocks 32..63 | ..
 *   blocks   | most room | most room | ..         |
 *   hosts    | score, tie-break, row, room | .. |    score falls, then tie-break falls, then row rises
 *
 * What knows of no host with room is passed over whole; the first host that has it is the answer, and exact. The most
 * room is an upper bound: it grows at once, and shrinks when a search has looked in vain.
 */
import { assert } from '../../shared/base/assert.ts';
import type { Resources } from '../../shared/model/words.ts';
import { greatest, lacks, mostRoom, raise } from './most-room.ts';

export interface HostOrder {
  /** How many hosts stand in it. */
  readonly size: () => number;
  /** Row of the first host with at least this room; -1: none has it. `-Infinity` asks for nothing of a resource. */
  first(cpuHundredths: number, memoryMiB: number, diskMiB: number): number;
  /** Puts the host there, or moves it to where it stands now. */
  set(host: OrderedHost): void;
  /** Takes the host out, if it is in. */
  remove(row: number): void;
  /** Forgets everything and takes these: dearer than one `set`, cheaper than many. */
  fill(hosts: OrderedHost[]): void;
}

/** Numbers must not be NaN. Higher scores come first, then higher tie-breaks, then lower rows. */
export interface OrderedHost {
  readonly row: number;
  readonly score: number;
  readonly tieBreak: number;
  readonly room: Resources;
}

/** Hosts in a block at most. Small: moving them is most of the cost; large: there are more blocks to look through. */
const blockHosts = 48;
/** Hosts in a block when it is filled: room for others before it is split. */
const filledHosts = 32;
/** Blocks in a group. */
const groupBlocks = 32;

// The numbers of one host in a block stand side by side, so that a host is moved by moving one stretch of memory.
const width = 6;
const scoreAt = 0;
const tieBreakAt = 1;
const rowAt = 2;
const cpuAt = 3;
const memoryAt = 4;
const diskAt = 5;

/** An order of hosts with rows below `rows`; nobody is in it yet. */
export function createHostOrder(rows: number): HostOrder {
  const blocksMax = 2 * Math.ceil(rows / filledHosts) + 2;
  const groupsMax = Math.ceil(blocksMax / groupBlocks);
  const hosts = new Float64Array(blocksMax * blockHosts * width);
  // By place of a block in the order: which stretch of `hosts` is its own, how many are in it, and what it begins with.
  const stretch = new Int32Array(blocksMax);
  const count = new Int32Array(blocksMax);
  const firstScore = new Float64Array(blocksMax);
  const firstTieBreak = new Float64Array(blocksMax);
  const firstRow = new Float64Array(blocksMax);
  const most = mostRoom(blocksMax);
  const mostOfGroup = mostRoom(groupsMax);
  const byBlock = [stretch, count, firstScore, firstTieBreak, firstRow];
  // By row: whether the host is in, and by which key it was put there.
  const isIn = new Uint8Array(rows);
  const scoreOf = new Float64Array(rows);
  const tieBreakOf = new Float64Array(rows);
  let blocks = 0;
  let size = 0;
  clear();

  function clear(): void {
    isIn.fill(0);
    size = 0;
    blocks = 1;
    stretch[0] = count[0] = 0;
    // Nothing comes before what the first block begins with.
    firstScore[0] = firstTieBreak[0] = Infinity;
    firstRow[0] = -1;
    for (const { cpu, memory, disk } of [most, mostOfGroup])
      for (const column of [cpu, memory, disk]) column.fill(-Infinity);
  }

  function first(cpu: number, memory: number, disk: number): number {
    const groups = Math.ceil(blocks / groupBlocks);
    for (let group = 0; group < groups; group++) {
      if (lacks(mostOfGroup, group, cpu, memory, disk)) continue;
      const end = Math.min(blocks, (group + 1) * groupBlocks);
      for (let block = group * groupBlocks; block < end; block++) {
        if (lacks(most, block, cpu, memory, disk)) continue;
        const row = firstInBlock(block, cpu, memory, disk);
        if (row >= 0) return row;
      }
      boundGroup(group);
    }
    return -1;
  }

  function firstInBlock(block: number, cpu: number, memory: number, disk: number): number {
    let mostCpu = -Infinity;
    let mostMemory = -Infinity;
    let mostDisk = -Infinity;
    const from = stretch[block]! * blockHosts * width;
    const end = from + count[block]! * width;
    for (let at = from; at < end; at += width) {
      const hasCpu = hosts[at + cpuAt]!;
      const hasMemory = hosts[at + memoryAt]!;
      const hasDisk = hosts[at + diskAt]!;
      if (hasCpu >= cpu && hasMemory >= memory && hasDisk >= disk) return hosts[at + rowAt]!;
      if (hasCpu > mostCpu) mostCpu = hasCpu;
      if (hasMemory > mostMemory) mostMemory = hasMemory;
      if (hasDisk > mostDisk) mostDisk = hasDisk;
    }
    most.cpu[block] = mostCpu;
    most.memory[block] = mostMemory;
    most.disk[block] = mostDisk;
    return -1;
  }

  function set(host: OrderedHost): void {
    remove(host.row);
    if (put(host)) return;
    repack();
    assert(put(host), 'an order that was packed anew has room');
  }

  /** False: the block is full and there is none to split it into. */
  function put(host: OrderedHost): boolean {
    const { row, score, tieBreak } = host;
    let block = blockFor(score, tieBreak, row);
    if (count[block] === blockHosts) {
      if (blocks === blocksMax) return false;
      split(block);
      if (!comesBefore(score, tieBreak, row, block + 1)) block += 1;
    }
    const from = stretch[block]! * blockHosts * width;
    const end = from + count[block]! * width;
    const at = placeIn(from, end, score, tieBreak, row);
    hosts.copyWithin(at + width, at, end);
    write(at, host);
    count[block]! += 1;
    raise(most, block, host.room);
    raise(mostOfGroup, Math.floor(block / groupBlocks), host.room);
    isIn[row] = 1;
    scoreOf[row] = score;
    tieBreakOf[row] = tieBreak;
    size += 1;
    return true;
  }

  function write(at: number, { row, score, tieBreak, room }: OrderedHost): void {
    hosts[at + scoreAt] = score;
    hosts[at + tieBreakAt] = tieBreak;
    hosts[at + rowAt] = row;
    hosts[at + cpuAt] = room.cpuHundredths;
    hosts[at + memoryAt] = room.memoryMiB;
    hosts[at + diskAt] = room.diskMiB;
  }

  function remove(row: number): void {
    if (isIn[row] !== 1) return;
    const score = scoreOf[row]!;
    const tieBreak = tieBreakOf[row]!;
    const block = blockFor(score, tieBreak, row);
    const from = stretch[block]! * blockHosts * width;
    const end = from + count[block]! * width;
    const at = placeIn(from, end, score, tieBreak, row);
    assert(at < end && hosts[at + rowAt] === row, 'a host stands where its key says');
    hosts.copyWithin(at, at + width, end);
    count[block]! -= 1;
    isIn[row] = 0;
    size -= 1;
  }

  /** The last block that does not begin after this key. */
  function blockFor(score: number, tieBreak: number, row: number): number {
    let low = 0;
    let high = blocks - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (comesBefore(score, tieBreak, row, middle)) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  function comesBefore(score: number, tieBreak: number, row: number, block: number): boolean {
    const itsScore = firstScore[block]!;
    if (score !== itsScore) return score > itsScore;
    const itsTieBreak = firstTieBreak[block]!;
    if (tieBreak !== itsTieBreak) return tieBreak > itsTieBreak;
    return row < firstRow[block]!;
  }

  /** Where the first host with this key or a later one stands between `from` and `end`. */
  function placeIn(
    from: number,
    end: number,
    score: number,
    tieBreak: number,
    row: number,
  ): number {
    let low = 0;
    let high = (end - from) / width;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (standsBefore(from + middle * width, score, tieBreak, row)) low = middle + 1;
      else high = middle;
    }
    return from + low * width;
  }

  function standsBefore(at: number, score: number, tieBreak: number, row: number): boolean {
    const itsScore = hosts[at + scoreAt]!;
    if (itsScore !== score) return itsScore > score;
    const itsTieBreak = hosts[at + tieBreakAt]!;
    if (itsTieBreak !== tieBreak) return itsTieBreak > tieBreak;
    return hosts[at + rowAt]! < row;
  }

  /** The second half of a full block becomes the block after it. */
  function split(block: number): void {
    for (const column of [...byBlock, most.cpu, most.memory, most.disk])
      column.copyWithin(block + 1, block, blocks);
    stretch[block + 1] = blocks;
    blocks += 1;
    const half = blockHosts >> 1;
    const middle = (stretch[block]! * blockHosts + half) * width;
    hosts.copyWithin(stretch[block + 1]! * blockHosts * width, middle, middle + half * width);
    count[block] = blockHosts - half;
    count[block + 1] = half;
    beginsWith(block + 1);
    for (let group = Math.floor(block / groupBlocks); group * groupBlocks < blocks; group++)
      boundGroup(group);
  }

  function beginsWith(block: number): void {
    const at = stretch[block]! * blockHosts * width;
    firstScore[block] = hosts[at + scoreAt]!;
    firstTieBreak[block] = hosts[at + tieBreakAt]!;
    firstRow[block] = hosts[at + rowAt]!;
  }

  function boundGroup(group: number): void {
    const from = group * groupBlocks;
    const end = Math.min(blocks, from + groupBlocks);
    mostOfGroup.cpu[group] = greatest(most.cpu, from, end);
    mostOfGroup.memory[group] = greatest(most.memory, from, end);
    mostOfGroup.disk[group] = greatest(most.disk, from, end);
  }

  /** Every block filled alike again, the empty ones gone. */
  function repack(): void {
    const standing: OrderedHost[] = [];
    for (let block = 0; block < blocks; block++) {
      const from = stretch[block]! * blockHosts * width;
      const end = from + count[block]! * width;
      for (let at = from; at < end; at += width) standing.push(read(at));
    }
    pack(standing);
  }

  function read(at: number): OrderedHost {
    const room = {
      cpuHundredths: hosts[at + cpuAt]!,
      memoryMiB: hosts[at + memoryAt]!,
      diskMiB: hosts[at + diskAt]!,
    };
    return {
      ...{ row: hosts[at + rowAt]!, score: hosts[at + scoreAt]! },
      ...{ tieBreak: hosts[at + tieBreakAt]!, room },
    };
  }

  /** Hosts that are sorted, into blocks of their own. */
  function pack(sorted: readonly OrderedHost[]): void {
    clear();
    blocks = Math.max(1, Math.ceil(sorted.length / filledHosts));
    for (let block = 0; block < blocks; block++) stretch[block] = block;
    count.fill(0, 0, blocks);
    for (const [place, host] of sorted.entries()) {
      const block = Math.floor(place / filledHosts);
      write((block * blockHosts + (place % filledHosts)) * width, host);
      count[block]! += 1;
      raise(most, block, host.room);
      raise(mostOfGroup, Math.floor(block / groupBlocks), host.room);
      isIn[host.row] = 1;
      scoreOf[host.row] = host.score;
      tieBreakOf[host.row] = host.tieBreak;
    }
    for (let block = 1; block < blocks; block++) beginsWith(block);
    size = sorted.length;
  }

  return { size: () => size, first, set, remove, fill: (all) => pack(all.sort(inOrder)) };
}

function inOrder(one: OrderedHost, other: OrderedHost): number {
  return other.score - one.score || other.tieBreak - one.tieBreak || one.row - other.row;
}
