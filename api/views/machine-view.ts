/** A machine as every interface shows it: the same object for REST, `-o json` and published data. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { HostNote } from '../../shared/model/conversation.ts';
import { isConfirmedDown, isUnderWay } from '../../shared/model/host-life.ts';
import { actions, isFinal, verdict } from '../../shared/model/lifecycle.ts';
import type { ImageSource, Nic } from '../../shared/model/machine-record.ts';
import type { Host, Machine, State } from '../../shared/model/state.ts';
import type { HeardMachine } from '../read-model/hearing.ts';
import { isSilent } from './host-life-view.ts';
import * as word from './words.ts';

export const NicView = Type.Object({
  networkClass: word.NetworkClassWord,
  address: Type.String(),
  mac: Type.String(),
  prefixLength: Type.Integer(),
  gateway: Type.Union([Type.String(), Type.Null()]),
});

export const ImageView = Type.Object({
  identifier: Type.Union([Type.String(), Type.Null()]),
  locations: Type.Array(Type.String()),
  format: Type.Enum(['raw', 'qcow2']),
  compression: Type.Enum(['none', 'gz']),
  bytes: Type.Union([word.Count, Type.Null()]),
  digests: Type.Array(
    Type.Object({
      algorithm: Type.Enum(['md5', 'sha1', 'sha256', 'sha512']),
      value: Type.String(),
    }),
  ),
});

export const ProgressView = Type.Object({
  phase: Type.String({ description: 'what the host is doing with it now' }),
  doneBytes: word.Count,
  totalBytes: Type.Integer({ minimum: 0, description: '0: not known' }),
  message: Type.String(),
  heardAt: word.Time,
});

export const MachineView = Type.Object({
  id: Type.String({ description: 'UUID' }),
  label: Type.Integer({ description: 'the number that people use; never given twice' }),
  name: Type.String(),
  projectId: Type.String(),
  createdBy: Type.String(),
  createdAt: word.Time,
  state: word.MachineStateWord,
  since: Type.String({ description: 'when it came into this state, RFC 3339' }),
  reason: Type.Union([word.ReasonWord, Type.Null()]),
  message: Type.String(),
  waiting: Type.Union([word.ReasonWord, Type.Null()], {
    description: 'why it has no host yet; the whole answer is at `why`',
  }),
  hostWait: Type.Union([Type.String(), Type.Null()], {
    description: 'that it waits for a host which is silent or confirmed down, in words',
  }),
  actions: Type.Array(Type.String(), { description: 'what can be done to it in this state' }),
  host: Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()]),
  address: Type.Union([Type.String(), Type.Null()], { description: 'of its first interface' }),
  nics: Type.Array(NicView),
  type: Type.String(),
  vcpus: Type.Integer(),
  cpu: word.Cores,
  cpuUsed: Type.Union([word.Cores, Type.Null()], {
    description: 'measured while it runs; null: not known',
  }),
  memoryMiB: word.MiB,
  swapMiB: word.MiB,
  volatileMiB: word.MiB,
  rootDiskMiB: word.MiB,
  diskMiB: word.MiB,
  image: ImageView,
  networkClass: word.NetworkClassWord,
  requirements: Type.String(),
  rank: Type.String(),
  policy: word.PolicyWord,
  onHostRestart: word.HostRestartWord,
  contextMethod: word.ContextMethodWord,
  generation: Type.Integer({ description: 'one generation permits one start' }),
  progress: Type.Union([ProgressView, Type.Null()]),
  counters: Type.Object({
    cpuTimeMs: word.Count,
    diskReadBytes: word.Count,
    diskWriteBytes: word.Count,
    netReceiveBytes: word.Count,
    netSendBytes: word.Count,
  }),
});
export type MachineView = Static<typeof MachineView>;

/** What is known besides the log; null: nothing. */
export interface KnownOfMachine {
  /** What its host said of it last. */
  readonly heard: HeardMachine | null;
  /** How the leader stands with that host. */
  readonly note: HostNote | null;
  /** Hundredths of a core. */
  readonly cpuUsed: number | null;
}

export function renderMachine(
  state: State,
  machine: Machine,
  { heard, note, cpuUsed }: KnownOfMachine,
): MachineView {
  const { spec } = machine;
  const host = machine.hostId === null ? undefined : state.hosts.get(machine.hostId);
  return {
    ...{ id: spec.machineId, label: spec.label, name: spec.name, projectId: spec.projectId },
    ...{ createdBy: machine.createdBy, createdAt: word.timeText(machine.createdAtMs) },
    ...{ state: machine.state, since: word.timeText(machine.sinceMs) },
    ...{ reason: machine.reason, message: machine.message },
    waiting: machine.state === 'pending' ? machine.waiting : null,
    hostWait: host ? hostWaitOf(machine, host, note) : null,
    actions: actions.filter((action) => verdict(machine.state, action) === 'accept'),
    host: host ? { id: host.hostId, name: host.name } : null,
    // Of a machine that has ended the address may be another's by now.
    address: isFinal(machine.state) ? null : word.addressText(machine.nics[0]?.address ?? null),
    nics: machine.nics.map(renderNic),
    ...{
      type: spec.instanceType,
      vcpus: spec.vcpus,
      cpu: word.coresOf(spec.resources.cpuHundredths),
    },
    cpuUsed: machine.state === 'running' && note?.heard ? coresOrNull(cpuUsed) : null,
    ...{ memoryMiB: spec.resources.memoryMiB, swapMiB: spec.swapMiB },
    volatileMiB: spec.volatileMiB,
    ...{ rootDiskMiB: spec.rootDiskMiB, diskMiB: spec.resources.diskMiB },
    image: renderImage(spec.image),
    networkClass: spec.networkClass,
    ...{ requirements: spec.requirements, rank: spec.rank, policy: spec.policy },
    onHostRestart: spec.onHostRestart,
    contextMethod: spec.volumeLabel === 'cidata' ? 'cloud-init' : 'one',
    generation: machine.generation,
    progress: heard && heard.report.generation === machine.generation ? progressOf(heard) : null,
    counters: { ...machine.counters },
  };
}

const coresOrNull = (hundredths: number | null): number | null =>
  hundredths === null ? null : word.coresOf(hundredths);

/** Short, for a column; `why` has the sentence. */
function hostWaitOf(machine: Machine, host: Host, note: HostNote | null): string | null {
  if (machine.givenUp) return `${host.name} has not confirmed its end`;
  if (isFinal(machine.state)) return null;
  if (isConfirmedDown(host)) return `${host.name} is confirmed down`;
  return isUnderWay(machine.state) && isSilent(note) ? `waits for ${host.name}, silent` : null;
}

export function renderNic(nic: Nic): Static<typeof NicView> {
  return {
    networkClass: nic.networkClass,
    address: word.addressText(nic.address) ?? '',
    mac: nic.mac,
    prefixLength: nic.prefixLength,
    gateway: word.addressText(nic.gateway),
  };
}

export function renderImage(image: ImageSource): Static<typeof ImageView> {
  return {
    ...image,
    locations: [...image.locations],
    digests: image.digests.map(({ algorithm, value }) => ({ algorithm, value })),
  };
}

function progressOf({ report, atMs }: HeardMachine): Static<typeof ProgressView> {
  const { phase, doneBytes, totalBytes, message } = report;
  return { phase, doneBytes, totalBytes, message, heardAt: word.timeText(atMs) };
}
