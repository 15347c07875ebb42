/**
 * Disks in memory, for the simulator and the agent's tests. What is on them survives the agent; what a crashed agent had under way
 * never happens, but the steps of it that were done stay done.
 */
import { consoleBytesMax } from '../../agent/disks/console-file.ts';
import {
  aboutEvidence,
  canonicalEvidence,
  consoleStart,
  DiskFailed,
} from '../../agent/disks/disks.ts';
import type { Disks, EvidenceFile, Seal } from '../../agent/disks/disks.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { sha256 } from '../../shared/base/digest.ts';
import { hostKeyLines } from '../../shared/render/host-keys.ts';
import { sleep } from '../../shared/time/clock.ts';
import type { Clock } from '../../shared/time/clock.ts';

export type DiskOperation =
  | 'createRoot'
  | 'createSwap'
  | 'createVolatile'
  | 'burnContext'
  | 'removeHalfMade'
  | 'quarantine'
  | 'seal'
  | 'purge'
  | 'machinesOnDisk'
  | 'space';

export interface FakeDisks extends Disks {
  /** The agent dies: nothing that it had begun goes on, and nobody hears of it. */
  crash(): void;
  /** The next call of the operation rejects with the error and has done nothing. */
  failNext(operation: DiskOperation, error: Error): void;
  /** Each step lasts so much longer from now on; 0: as fast as it was made. */
  slowDown(stepMs: number): void;
  /** While true nothing can be made or written anew: every making operation rejects as a full disk does. */
  setFull(full: boolean): void;
  guestWrites(machineId: string, text: string): void;
  guestPrints(machineId: string, text: string): void;
  /** Name -> content of the machine's files, or of its evidence. Empty when there are none. */
  filesOf(machineId: string): ReadonlyMap<string, string>;
  evidenceOf(machineId: string): ReadonlyMap<string, string>;
  /** The digest that sealing the machine's evidence would give now. */
  sealOf(machineId: string): string;
  /** What the machine's evidence takes on the disk, in MiB. */
  evidenceMiB(machineId: string): number;
  /** Another number: what is on the disks may be different. */
  changes(): number;
  contextOf(machineId: string): { volumeLabel: string; files: Record<string, string> };
}

export interface FakeDisksOptions {
  readonly clock: Clock;
  /** How long each step of a work lasts. */
  readonly stepMs?: number;
  readonly storageId?: string;
  readonly totalMiB?: number;
  /** What a root disk takes besides the bytes that a test sees, in MiB: guests write far more than tests do. */
  readonly rootUsesMiB?: number;
  /** Told of each call at the port, and of what went wrong with it. */
  onCall?(fault: DiskFault | null): void;
}

export type DiskFault = 'diskError' | 'diskSlow' | 'diskFull';

interface Machine {
  readonly files: Map<string, string>;
  context: { volumeLabel: string; digest: string; files: Record<string, string> } | null;
}

/** What is on the disks, and whether the agent that works on them still lives. */
interface World {
  readonly machines: Map<string, Machine>;
  readonly evidence: Map<string, Map<string, string>>;
  readonly failures: Map<DiskOperation, Error[]>;
  readonly options: FakeDisksOptions;
  life: number;
  slowerMs: number;
  full: boolean;
  changes: number;
}

const MiB = 1024 * 1024;

export function fakeDisks(options: FakeDisksOptions): FakeDisks {
  const world: World = {
    machines: new Map(),
    evidence: new Map(),
    failures: new Map(),
    options,
    ...{ life: 0, slowerMs: 0, full: false, changes: 0 },
  };
  return { ...making(world), ...ending(world), ...looking(world), ...control(world) };
}

/** One step: time passes, then it is done at once, unless the agent has died meanwhile. */
async function step<Value>(
  world: World,
  action: () => Value,
  signal?: AbortSignal,
): Promise<Value> {
  const mine = world.life;
  const { clock, stepMs = 0 } = world.options;
  const lastsMs = stepMs + world.slowerMs;
  if (lastsMs > 0) await sleep(clock, lastsMs, signal);
  if (mine !== world.life) return new Promise<never>(() => {});
  signal?.throwIfAborted();
  world.changes++;
  return action();
}

function begin(world: World, operation: DiskOperation): void {
  const { options, slowerMs } = world;
  const failed = world.failures.get(operation)?.shift();
  const isFull = world.full && makes.has(operation);
  options.onCall?.(failed ? 'diskError' : isFull ? 'diskFull' : slowerMs > 0 ? 'diskSlow' : null);
  if (failed !== undefined) throw failed;
  if (isFull) throw failure(null, 'no space left on the disk');
}

/** What needs space that was not there before. */
const makes: ReadonlySet<DiskOperation> = new Set<DiskOperation>([
  ...(['createRoot', 'createSwap', 'createVolatile', 'burnContext'] as const),
]);

function machineOf(world: World, machineId: string): Machine {
  const known = world.machines.get(checkedId(machineId));
  if (known !== undefined) return known;
  const made: Machine = { files: new Map([['console.log', '']]), context: null };
  world.machines.set(machineId, made);
  return made;
}

/** The one that is cut and the one it is cut into, as in agent/disks/console-file.ts. */
const [consoleName, olderName] = ['console.log', 'console.log.0'];

type Making = Pick<Disks, 'createRoot' | 'createSwap' | 'createVolatile' | 'burnContext'>;

function making(world: World): Making {
  const make = (machineId: string, name: string, content: string): Promise<void> =>
    step(world, () => {
      const { files } = machineOf(world, machineId);
      if (!files.has(name)) files.set(name, content);
    });
  return {
    async createRoot(machineId, base, sizeMiB) {
      begin(world, 'createRoot');
      checkSize(sizeMiB, base.virtualBytes);
      await make(machineId, 'root.qcow2', `${base.sha256} ${sizeMiB} MiB\n`);
    },
    async createSwap(machineId, sizeMiB) {
      begin(world, 'createSwap');
      checkSize(sizeMiB, 0);
      await make(machineId, 'swap.raw', `swap ${sizeMiB} MiB\n`);
    },
    async createVolatile(machineId, sizeMiB) {
      begin(world, 'createVolatile');
      checkSize(sizeMiB, 0);
      await make(machineId, 'volatile.raw', `scratch ${sizeMiB} MiB\n`);
    },
    async burnContext(machineId, volumeLabel, files, digest) {
      begin(world, 'burnContext');
      if (files.some(({ name }) => !/^[a-z0-9_][a-z0-9._-]{0,63}$/.test(name)))
        throw failure('invalidContext', 'a bad name for a file of the context');
      await step(world, () => {
        const machine = machineOf(world, machineId);
        const { context } = machine;
        if (context?.digest === digest && context.volumeLabel === volumeLabel) return;
        const texts = files.map(
          ({ name, bytes }) => [name, new TextDecoder().decode(bytes)] as const,
        );
        machine.context = { volumeLabel, digest, files: Object.fromEntries(texts) };
        machine.files.set('context.iso', digest);
      });
    },
  };
}

type Ending = Pick<Disks, 'removeHalfMade' | 'quarantine' | 'seal' | 'purge'>;

function ending(world: World): Ending {
  const { machines, evidence } = world;
  return {
    async removeHalfMade(machineId) {
      begin(world, 'removeHalfMade');
      await step(world, () => machines.delete(machineId));
    },
    async quarantine(machineId, generation) {
      begin(world, 'quarantine');
      const kept = [consoleName, olderName, 'root.qcow2'];
      const files = machines.get(machineId)?.files ?? new Map<string, string>();
      const there = evidence.get(machineId) ?? new Map<string, string>();
      if (kept.some((name) => files.has(name) && there.has(name)))
        throw failure(null, 'evidence of this name is in quarantine already');
      if (machines.has(machineId)) {
        const { name, text } = aboutEvidence(machineId, generation);
        await step(world, () => {
          if (!there.has(name)) there.set(name, text);
          evidence.set(machineId, there);
        });
      }
      for (const name of kept.filter((each) => files.has(each)))
        await step(world, () => {
          there.set(name, files.get(name)!);
          files.delete(name);
        });
      await step(world, () => machines.delete(machineId));
      return listOf(world, there);
    },
    async seal(machineId, signal) {
      begin(world, 'seal');
      const there = evidence.get(machineId) ?? new Map<string, string>();
      return step(world, () => sealOf(world, there), signal);
    },
    async purge(machineId) {
      begin(world, 'purge');
      await step(world, () => evidence.delete(machineId));
    },
  };
}

type Looking = Omit<Disks, keyof Making | keyof Ending>;

function looking(world: World): Looking {
  const { machines, evidence, options } = world;
  return {
    storageId: () => step(world, () => options.storageId ?? '0f'.repeat(16)),
    paths(machineId) {
      const folder = `/fake/machines/${checkedId(machineId)}`;
      return {
        folder,
        root: `${folder}/root.qcow2`,
        swap: `${folder}/swap.raw`,
        volatile: `${folder}/volatile.raw`,
        context: `${folder}/context.iso`,
        console: `${folder}/console.log`,
      };
    },
    async consoleTail(machineId, fromByte, limitBytes) {
      const files = machines.get(machineId)?.files ?? evidence.get(machineId);
      if (!files) return { bytes: new Uint8Array(), nextByte: Math.max(0, fromByte) };
      const [all, older] = [consoleName, olderName].map((name) => bytesOf(files.get(name)));
      const isNumbered = fromByte > all!.length && older!.length !== consoleBytesMax;
      const missed = isNumbered ? older!.slice(fromByte, fromByte + limitBytes) : [];
      if (missed.length === limitBytes)
        return { bytes: Uint8Array.from(missed), nextByte: fromByte + limitBytes };
      const start = consoleStart(fromByte, all!.length);
      const more = all!.slice(start, start + limitBytes - missed.length);
      return { bytes: Uint8Array.from([...missed, ...more]), nextByte: start + more.length };
    },
    async cutConsole(machineId) {
      const files = machines.get(machineId)?.files;
      const text = files?.get(consoleName) ?? '';
      if (files === undefined || text.length <= consoleBytesMax) return false;
      files.set(
        olderName,
        text.length <= 2 * consoleBytesMax ? text : text.slice(-consoleBytesMax),
      );
      files.set(consoleName, hostKeyLines(text.slice(0, consoleBytesMax)));
      world.changes++;
      return true;
    },
    contextOnDisk: (machineId) =>
      step(world, () => {
        const { context } = machines.get(machineId) ?? { context: null };
        return context && { digest: context.digest, volumeLabel: context.volumeLabel };
      }),
    async machinesOnDisk() {
      begin(world, 'machinesOnDisk');
      return { machines: [...machines.keys()].sort(), evidence: [...evidence.keys()].sort() };
    },
    async space() {
      begin(world, 'space');
      const { totalMiB = 100_000 } = options;
      return { totalMiB, freeMiB: Math.max(0, totalMiB - machines.size - evidence.size) };
    },
  };
}

function control(world: World): Omit<FakeDisks, keyof Disks> {
  const { machines, evidence, failures } = world;
  return {
    crash() {
      world.life++;
    },
    failNext(operation, error) {
      failures.set(operation, [...(failures.get(operation) ?? []), error]);
    },
    slowDown: (stepMs) => void (world.slowerMs = stepMs),
    setFull: (full) => void (world.full = full),
    guestWrites(machineId, text) {
      append(machineOf(world, machineId).files, 'root.qcow2', text);
      world.changes++;
    },
    guestPrints(machineId, text) {
      append(machineOf(world, machineId).files, 'console.log', text);
      world.changes++;
    },
    filesOf: (machineId) => machines.get(machineId)?.files ?? new Map<string, string>(),
    evidenceOf: (machineId) => evidence.get(machineId) ?? new Map<string, string>(),
    sealOf: (machineId) => sealOf(world, evidence.get(machineId) ?? new Map()).sha256,
    evidenceMiB(machineId) {
      const files = listOf(world, evidence.get(machineId) ?? new Map());
      return Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / MiB);
    },
    changes: () => world.changes,
    contextOf: (machineId) => {
      const { volumeLabel = '', files = {} } = machines.get(machineId)?.context ?? {};
      return { volumeLabel, files };
    },
  };
}

function append(files: Map<string, string>, name: string, text: string): void {
  files.set(name, (files.get(name) ?? '') + text);
}

function bytesOf(content = ''): Uint8Array {
  return new TextEncoder().encode(content);
}

function listOf({ options }: World, files: ReadonlyMap<string, string>): EvidenceFile[] {
  const unseenBytes = (options.rootUsesMiB ?? 0) * MiB;
  return [...files.entries()]
    .map(([name, content]) => {
      const bytes = bytesOf(content).length + (name === 'root.qcow2' ? unseenBytes : 0);
      return { name, bytes };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function sealOf(world: World, there: ReadonlyMap<string, string>): Seal {
  const files = listOf(world, there).map((file) => ({
    ...file,
    sha256: toHex(sha256(bytesOf(there.get(file.name)))),
  }));
  return { files, sha256: toHex(sha256(bytesOf(canonicalEvidence(files)))) };
}

function checkedId(machineId: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(machineId))
    throw new RangeError(`not a machine's id: ${JSON.stringify(machineId)}`);
  return machineId;
}

function checkSize(sizeMiB: number, atLeastBytes: number): void {
  const isSize = Number.isInteger(sizeMiB) && sizeMiB > 0 && sizeMiB <= 64 * 1024 * 1024;
  if (!isSize || sizeMiB * MiB < atLeastBytes) throw failure('invalidSize', `${sizeMiB} MiB`);
}

function failure(reason: 'invalidSize' | 'invalidContext' | null, message: string): DiskFailed {
  return new DiskFailed({ reason, message, where: 'the fake', whatToDo: 'See the real one.' });
}
