/**
 * An agent that lies: what it reports of its own machines may be true, but with it come words about machines of other hosts,
 * about generations that nobody ordered, and about evidence that others keep. Whoever believes them ends what lives.
 */
import type { Bus } from '../../shared/bus/bus.ts';
import type { EvidenceReport, MachineReport, Report } from '../../shared/model/conversation.ts';
import type { Machine } from '../../shared/model/state.ts';
import { reportMessage } from '../../shared/wire/conversation.ts';
import { aReport } from '../support/a-report.ts';
import type { SimRandom } from './sim-random.ts';
import type { SimWorld } from './sim-world.ts';

export interface Lies {
  /** The bus as the agent reaches it: what it says passes here. */
  told(bus: Bus): Bus;
  setLying(lying: boolean): void;
  everLied(): boolean;
}

/** So many machines of others it tells of at once. */
const liesMax = 6;

export function createLies(world: SimWorld, hostId: string): Lies {
  const { coverage } = world;
  const random = world.random.fork();
  let isLying = false;
  let everLied = false;

  function altered(subject: string, bytes: Uint8Array): Uint8Array {
    if (subject.endsWith('.hello')) coverage.point('hello');
    if (!subject.endsWith('.report')) return bytes;
    coverage.point('report');
    if (!isLying) return bytes;
    everLied = true;
    coverage.took('lyingAgent');
    return reportMessage.encode(forged(world, hostId, reportMessage.decode(bytes), random));
  }

  return {
    told: (bus) => ({
      ...bus,
      publish: (subject, bytes) => bus.publish(subject, altered(subject, bytes)),
    }),
    setLying: (lying) => void (isLying = lying),
    everLied: () => everLied,
  };
}

function forged(world: SimWorld, hostId: string, report: Report, random: SimRandom): Report {
  const { machines, evidence } = world.witness.follower.state;
  const others = [...machines.values()].filter((machine) => machine.hostId !== hostId);
  const kept = [...evidence.values()].filter((one) => one.hostId !== hostId && !one.purged);
  const mine = random.chance(30) ? report.machines.slice(0, 1) : [];
  return {
    ...report,
    // Of what it says now no hello of an honest agent will speak: it is asked again.
    observedDigest: random.hex(32),
    machines: [
      ...others.slice(-liesMax).map((machine) => aboutAnother(machine, random)),
      ...mine.map((one) => ({ ...one, ...anEnd, generation: one.generation + 1 })),
      // Sometimes it tells of nothing that is its own.
      ...(random.chance(30) ? [] : report.machines),
    ],
    evidence: [
      ...kept.slice(-liesMax).map(({ machineId }) => aboutEvidence(machineId, random)),
      ...report.evidence,
    ],
  };
}

const anEnd = { phase: 'gone', reason: null, evidence: [] } as const;

function aboutAnother({ spec, generation }: Machine, random: SimRandom): MachineReport {
  const phase = random.pick(['gone', 'running', 'stopped', 'vanished', 'failed'] as const);
  const reason = phase === 'stopped' ? 'halted' : phase === 'failed' ? 'imageUnreachable' : null;
  return aReport({
    ...{ machineId: spec.machineId, phase, reason },
    generation: random.chance(80) ? generation : generation + 1,
  });
}

function aboutEvidence(machineId: string, random: SimRandom): EvidenceReport {
  return random.chance(50)
    ? { machineId, phase: 'purged', digest: '' }
    : { machineId, phase: 'sealed', digest: random.hex(32) };
}
