/**
 * What is heard on the bus: load, whether a host speaks, progress of its machines, and the leader's beat. Measurements
 * only: they may be lost or late, nothing is decided by them, and nothing of them outlives the process.
 */
import type { Bus, BusMessage } from '../../shared/bus/bus.ts';
import { hostIdIn } from '../../shared/bus/subjects.ts';
import type { Subjects } from '../../shared/bus/subjects.ts';
import type {
  Beat,
  Hello,
  HostNote,
  MachineReport,
  Report,
} from '../../shared/model/conversation.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { beatMessage } from '../../shared/wire/command.ts';
import { helloMessage, reportMessage } from '../../shared/wire/conversation.ts';

export interface HeardHost {
  /** Of its last word to anybody; milliseconds since 1970 here. */
  readonly atMs: number;
  readonly hello: Hello | null;
}

export interface HeardMachine {
  readonly atMs: number;
  readonly report: MachineReport;
}

export interface Hearing {
  host(hostId: string): HeardHost | null;
  /** How the leader stands with the host. */
  note(hostId: string): HostNote | null;
  machine(machineId: string): HeardMachine | null;
  /** How much CPU it uses by the last hello of its host, hundredths of a core; null: not known. */
  cpuUsed(machine: Pick<Machine, 'hostId' | 'spec'>): number | null;
  /** The last beat of the leader, and when it was heard. */
  leader(): { readonly beat: Beat; readonly atMs: number } | null;
  stop(): void;
}

export interface HearingOptions {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly cloudId: string;
  readonly clock: Clock;
  /** Whose hosts and machines are worth remembering. */
  readonly state: () => State;
  readonly onBeat: (beat: Beat) => void;
  /** A message that nobody should have sent. */
  readonly onProblem: (problem: string) => void;
}

/** Listens until `stop`. Remembers only hosts and machines that the log knows, so strangers cannot fill the memory. */
export function listen(options: HearingOptions): Hearing {
  const { bus, subjects, cloudId, clock, state } = options;
  const hosts = new Map<string, HeardHost>();
  const machines = new Map<string, HeardMachine>();
  const uses = new Map<string, ReadonlyMap<string, number>>();
  let notes = new Map<string, HostNote>();
  let leader: { beat: Beat; atMs: number } | null = null;

  function hearHost(hostId: string, hello: Hello | null): void {
    if (!state().hosts.has(hostId)) return;
    hosts.set(hostId, { atMs: clock.now(), hello: hello ?? hosts.get(hostId)?.hello ?? null });
    if (!hello) return;
    uses.set(hostId, new Map(hello.uses.map((use) => [use.machineId, use.cpuUsedHundredths])));
  }

  function hearReport(report: Report): void {
    hearHost(report.hostId, null);
    for (const one of report.machines) {
      const machine = state().machines.get(one.machineId);
      if (!machine || machine.hostId !== report.hostId) continue;
      if (machine.state === 'done') machines.delete(one.machineId);
      else machines.set(one.machineId, { atMs: clock.now(), report: one });
    }
  }

  function hearBeat(beat: Beat): void {
    if (beat.cloudId !== cloudId || (leader && beat.term < leader.beat.term)) return;
    leader = { beat, atMs: clock.now() };
    notes = new Map(beat.hosts.map((note) => [note.hostId, note]));
    options.onBeat(beat);
  }

  const own = (message: BusMessage, from: { cloudId: string; hostId: string }): boolean =>
    from.cloudId === cloudId && from.hostId === hostIdIn(message.subject);
  const safely = (hear: (message: BusMessage) => void) => (message: BusMessage) => {
    try {
      hear(message);
    } catch (error) {
      options.onProblem(`${message.subject}: ${(error as Error).message}`);
    }
  };
  const ends = [
    bus.subscribe(
      subjects.everyHello,
      safely((message) => {
        const hello = helloMessage.decode(message.bytes);
        if (own(message, hello)) hearHost(hello.hostId, hello);
      }),
    ),
    bus.subscribe(
      subjects.everyReport,
      safely((message) => {
        const report = reportMessage.decode(message.bytes);
        if (own(message, report)) hearReport(report);
      }),
    ),
    bus.subscribe(
      subjects.beat,
      safely((message) => hearBeat(beatMessage.decode(message.bytes))),
    ),
  ];
  return {
    host: (hostId) => hosts.get(hostId) ?? null,
    note: (hostId) => notes.get(hostId) ?? null,
    machine: (machineId) => machines.get(machineId) ?? null,
    cpuUsed: ({ hostId, spec }) => uses.get(hostId ?? '')?.get(spec.machineId) ?? null,
    leader: () => leader,
    stop: () => ends.forEach((end) => end()),
  };
}
