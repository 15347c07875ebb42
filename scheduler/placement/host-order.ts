/**
 * Which is the first host, in the order in which a policy wants them, that has so much room? Asked for every placement,
 * while every placement changes the order, so neither a sorted array nor a scan will do.
 *
 * The hosts stand sorted in blocks, and each block and each group of blocks knows the most room that any host in it has:
 *
 *   groups   | most room in blocks 0..31   | most room in blocks 32..63 | ..
 *   blocks   | most room | most room | ..  |
 *   hosts    | row | row | row | .. |           score falls, then tie-break falls, then row rises
 *
 * What knows of no host with room is passed over whole; the first host that has it is the answer, and exact. The most
 * room is an upper bound: it grows at once, and shrinks when a search has looked in vain.
 */
import { assert } from '../../shared/base/assert.ts';
import type { ResourceColumns } from './host-table.ts';
import { greatest, lacks, mostRoom, raise } from './most-room.ts';

export interface HostOrder {
  /** How many hosts stand in it. */
  readonly size: () => number;
  /** Row of the first host with at least this room; -1: none has it. `-Infinity` asks for nothing of a resource. */
  first(cpuHundredths: number, memoryMiB: number, diskMiB: number): number;
  /**
   * Puts the host where this score and tie-break belong; to be called too when only its room has changed, before anything
   * is asked. Neither may be NaN.
   */
  set(row: number, score: number, tieBreak: number): void;
  /** Takes the host out, if it is in. */
  remove(row: number): void;
  /** Forgets everything and takes these: dearer than one `set`, cheaper than many. */
  fill(hosts: OrderedHost[]): void;
}

/** Higher scores come first, then higher tie-breaks, then lower rows. */
export interface OrderedHost {
  readonly row: number;
  readonly score: number;
  readonly tieBreak: number;
}

/** Hosts in a block at most. Small: there are many blocks to look through; large: there is much in each. */
const blockHosts = 48;
/** Hosts in a block when it is filled: room for others before it is split. */
const filledHosts = 32;
/** Blocks in a group. */
const groupBlocks = 32;

/** An order of hosts with rows below `rows` and the room of these columns; nobody is in it yet. */
export function createHostOrder(rows: number, room: ResourceColumns): HostOrder {
  const { cpuHundredths: roomCpu, memoryMiB: roomMemory, diskMiB: roomDisk } = room;
  const blocksMax = 2 * Math.ceil(rows / filledHosts) + 2;
  // By block: the rows of its hosts, and how many there are.
  const hosts = new Int32Array(blocksMax * blockHosts);
  const count = new Int32Array(blocksMax);
  // By place in the order: which block stands there, what it begins with, and the most room in it.
  const blockAt = new Int32Array(blocksMax);
  const firstScore = new Float64Array(blocksMax);
  const firstTieBreak = new Float64Array(blocksMax);
  const firstRow = new Int32Array(blocksMax);
  const most = mostRoom(blocksMax);
  const byPlace = [blockAt, firstScore, firstTieBreak, firstRow, most.cpu, most.memory, most.disk];
  const mostOfGroup = mostRoom(Math.ceil(blocksMax / groupBlocks));
  // By row: which block the host is in (-1: in none), and by which key it was put there.
  const blockOf = new Int32Array(rows);
  const scoreOf = new Float64Array(rows);
  const tieBreakOf = new Float64Array(rows);
  let blocks = 0;
  let size = 0;
  clear();

  function clear(): void {
    blockOf.fill(-1);
    size = 0;
    blocks = 1;
    blockAt[0] = count[0] = 0;
    // Nothing comes before what the first block begins with.
    firstScore[0] = firstTieBreak[0] = Infinity;
    firstRow[0] = -1;
    for (const { cpu, memory, disk } of [most, mostOfGroup])
      for (const column of [cpu, memory, disk]) column.fill(-Infinity);
  }

  function first(cpu: number, memory: number, disk: number): number {
    for (let group = 0; group * groupBlocks < blocks; group++) {
      if (lacks(mostOfGroup, group, cpu, memory, disk)) continue;
      const end = Math.min(blocks, (group + 1) * groupBlocks);
      for (let place = group * groupBlocks; place < end; place++) {
        if (lacks(most, place, cpu, memory, disk)) continue;
        const row = firstInBlock(place, cpu, memory, disk);
        if (row >= 0) return row;
      }
      boundGroup(group);
    }
    return -1;
  }

  function firstInBlock(place: number, cpu: number, memory: number, disk: number): number {
    const from = blockAt[place]! * blockHosts;
    const end = from + count[blockAt[place]!]!;
    for (let at = from; at < end; at++) {
      const row = hosts[at]!;
      if (roomCpu[row]! >= cpu && roomMemory[row]! >= memory && roomDisk[row]! >= disk) return row;
    }
    most.cpu[place] = most.memory[place] = most.disk[place] = -Infinity;
    for (let at = from; at < end; at++) raiseBy(hosts[at]!, place);
    return -1;
  }

  function raiseBy(row: number, place: number): void {
    raise(most, place, roomCpu[row]!, roomMemory[row]!, roomDisk[row]!);
  }

  function set(row: number, score: number, tieBreak: number): void {
    remove(row);
    scoreOf[row] = score;
    tieBreakOf[row] = tieBreak;
    if (put(row, score, tieBreak)) return;
    repack();
    assert(put(row, score, tieBreak), 'an order that was packed anew has room');
  }

  /** False: the block is full and there is none to split it into. */
  function put(row: number, score: number, tieBreak: number): boolean {
    let place = placeFor(score, tieBreak, row);
    if (count[blockAt[place]!] === blockHosts) {
      if (blocks === blocksMax) return false;
      split(place);
      if (!comesBefore(score, tieBreak, row, place + 1)) place += 1;
    }
    const block = blockAt[place]!;
    const from = block * blockHosts;
    let at = from + count[block]!;
    // From the end, moving each host that comes later by one.
    while (at > from && !standsBefore(hosts[at - 1]!, score, tieBreak, row)) {
      hosts[at] = hosts[at - 1]!;
      at -= 1;
    }
    hosts[at] = row;
    blockOf[row] = block;
    count[block]! += 1;
    size += 1;
    raiseBy(row, place);
    raise(
      mostOfGroup,
      Math.floor(place / groupBlocks),
      roomCpu[row]!,
      roomMemory[row]!,
      roomDisk[row]!,
    );
    return true;
  }

  function remove(row: number): void {
    const block = blockOf[row]!;
    if (block < 0) return;
    const from = block * blockHosts;
    const end = from + count[block]! - 1;
    let at = from;
    while (hosts[at] !== row) at += 1;
    for (; at < end; at++) hosts[at] = hosts[at + 1]!;
    count[block]! -= 1;
    blockOf[row] = -1;
    size -= 1;
  }

  /** Place of the last block that does not begin after this key. */
  function placeFor(score: number, tieBreak: number, row: number): number {
    let low = 0;
    let high = blocks - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (comesBefore(score, tieBreak, row, middle)) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  function comesBefore(score: number, tieBreak: number, row: number, place: number): boolean {
    const itsScore = firstScore[place]!;
    if (score !== itsScore) return score > itsScore;
    const itsTieBreak = firstTieBreak[place]!;
    if (tieBreak !== itsTieBreak) return tieBreak > itsTieBreak;
    return row < firstRow[place]!;
  }

  function standsBefore(host: number, score: number, tieBreak: number, row: number): boolean {
    const itsScore = scoreOf[host]!;
    if (itsScore !== score) return itsScore > score;
    const itsTieBreak = tieBreakOf[host]!;
    if (itsTieBreak !== tieBreak) return itsTieBreak > tieBreak;
    return host < row;
  }

  /** The second half of a full block becomes the block after it. */
  function split(place: number): void {
    for (const column of byPlace) column.copyWithin(place + 1, place, blocks);
    const [old, made] = [blockAt[place]!, blocks];
    blocks += 1;
    const half = blockHosts >> 1;
    for (let i = 0; i < half; i++) {
      const row = hosts[old * blockHosts + half + i]!;
      hosts[made * blockHosts + i] = row;
      blockOf[row] = made;
    }
    count[old] = count[made] = half;
    blockAt[place + 1] = made;
    beginsWithFirst(place + 1);
    for (let group = Math.floor(place / groupBlocks); group * groupBlocks < blocks; group++)
      boundGroup(group);
  }

  function beginsWithFirst(place: number): void {
    const row = hosts[blockAt[place]! * blockHosts]!;
    firstRow[place] = row;
    firstScore[place] = scoreOf[row]!;
    firstTieBreak[place] = tieBreakOf[row]!;
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
    const standing: number[] = [];
    for (let place = 0; place < blocks; place++) {
      const from = blockAt[place]! * blockHosts;
      for (let at = from; at < from + count[blockAt[place]!]!; at++) standing.push(hosts[at]!);
    }
    pack(standing);
  }

  /** Hosts whose keys are known, in their order. */
  function pack(sorted: readonly number[]): void {
    clear();
    blocks = Math.max(1, Math.ceil(sorted.length / filledHosts));
    count.fill(0, 0, blocks);
    for (const [i, row] of sorted.entries()) {
      const block = Math.floor(i / filledHosts);
      hosts[block * blockHosts + (i % filledHosts)] = row;
      blockOf[row] = block;
      count[block]! += 1;
      raiseBy(row, block);
    }
    for (let place = 0; place < blocks; place++) {
      blockAt[place] = place;
      if (place > 0) beginsWithFirst(place);
    }
    for (let group = 0; group * groupBlocks < blocks; group++) boundGroup(group);
    size = sorted.length;
  }

  function fill(all: OrderedHost[]): void {
    for (const { row, score, tieBreak } of all) {
      scoreOf[row] = score;
      tieBreakOf[row] = tieBreak;
    }
    pack(all.sort(inOrder).map(({ row }) => row));
  }

  return { size: () => size, first, set, remove, fill };
}

function inOrder(one: OrderedHost, other: OrderedHost): number {
  return other.score - one.score || other.tieBreak - one.tieBreak || one.row - other.row;
}
