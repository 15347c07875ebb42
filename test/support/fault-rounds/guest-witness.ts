/**
 * What really ran on the pretend hosts, counted where guests start and end and not from anybody's tables: no machine twice at
 * once, no generation started twice, none ended that nobody ordered to end.
 */
import type { FakeHost } from '../../fakes/fake-host.ts';
import { QemuCensus } from '../../fakes/qemu-census.ts';
import { livingQemu } from '../../sim/living-qemu.ts';
import { WatchedCensus } from '../../sim/watched-census.ts';
import type { LogRecord } from './log-record.ts';

export interface GuestWitness {
  /** The census of one host, to make it with. */
  censusOf(hostId: string, host: () => FakeHost): QemuCensus;
  /** Where the machine was started last; null: nowhere yet. */
  hostOf(machineId: string): string | null;
  /** What was wrong so far; reads the log as far as it is after the last end that is looked at. */
  problems(log: LogRecord): Promise<readonly string[]>;
}

/** The clocks of the log server and of this process are the same machine's; so much is rounding. */
const roundingMs = 100;

export function createGuestWitness(): GuestWitness {
  const all = new QemuCensus();
  const living = new Map<string, number>();
  const started = new Set<string>();
  const hostOf = new Map<string, string>();
  const ended: { machineId: string; generation: number; atMs: number }[] = [];
  const twice: string[] = [];
  return {
    censusOf: (hostId, host) =>
      new WatchedCensus(
        all,
        (machineId) => {
          const { generation } = livingQemu(host(), machineId);
          const start = `generation ${generation} of machine ${machineId}`;
          if (started.has(start)) twice.push(`${start} is started twice`);
          if (all.alive(machineId) > 1) twice.push(`machine ${machineId} runs twice`);
          started.add(start);
          hostOf.set(machineId, hostId);
          living.set(`${hostId} ${machineId}`, generation);
        },
        (machineId) => {
          const generation = living.get(`${hostId} ${machineId}`) ?? 0;
          ended.push({ machineId, generation, atMs: Date.now() });
        },
      ),
    hostOf: (machineId) => hostOf.get(machineId) ?? null,
    async problems(log) {
      const looked = [...ended];
      await log.catchUp();
      const unordered = looked.filter(({ machineId, generation, atMs }) => {
        const orderedAtMs = log.endOrderedAtMs(machineId, generation);
        return orderedAtMs === null || orderedAtMs > atMs + roundingMs;
      });
      return [
        ...twice,
        ...unordered.map(
          ({ machineId, generation }) =>
            `machine ${machineId} of generation ${generation} was ended and nobody had ordered that`,
        ),
      ];
    },
  };
}
