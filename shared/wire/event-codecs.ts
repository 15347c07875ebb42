/** One codec for each event type of the log (proto/v1/log.proto); the compiler asks for a row for every type. */
import {
  UpgradeNeeded,
  WireError,
  bytes,
  hex,
  hexOrEmpty,
  list,
  long,
  optional,
  record,
  text,
  uint,
  uuid,
  uuidOrEmpty,
  word,
  flag,
  within,
} from './codec.ts';
import type { Codec } from './codec.ts';
import { partContentBytesMax } from './snapshot.ts';
import * as value from './value-codecs.ts';
import type {
  Event,
  EventFields,
  EventType,
  InstanceType,
  MachineSpec,
  Network,
  RecoveredEvidence,
  RecoveredMachine,
  SiteSettings,
} from '../model/events.ts';
import type { WaitReason } from '../model/reasons.ts';

const generation = uint(0xffff_ffff, 1);
const machineId = uuid;
const hostId = hex(16);
const sentence = text(512);
const projectId = text(64);
const ipv4 = uint();
const waitReason = value.reason as Codec<WaitReason>;

const machineSpec = record<MachineSpec>({
  machineId,
  label: uint(0xffff_ffff, 1),
  name: text(63),
  projectId,
  instanceType: text(63),
  vcpus: uint(1024, 1),
  resources: value.resources,
  swapMiB: uint(),
  volatileMiB: uint(),
  rootDiskMiB: uint(),
  image: value.imageSource,
  networkClass: value.networkClass,
  wantedAddress: optional(ipv4),
  requirements: text(4096),
  rank: text(4096),
  policy: value.policy,
  onHostRestart: value.hostRestart,
  volumeLabel: value.volumeLabel,
  stopDeadlineMs: long(),
});

const instanceType = record<InstanceType>({
  name: text(63),
  vcpus: uint(1024, 1),
  cpuHundredths: uint(),
  memoryMiB: uint(),
  swapMiB: uint(),
  rootDiskMiB: uint(),
});

const siteSettings = record<SiteSettings>({
  types: list(instanceType, 256),
  defaultType: text(63),
  policy: value.policy,
  quarantineWindowMs: long(),
  addressHoldMs: long(),
  cpuOvercommitPercent: uint(10_000, 100),
  memoryReservedMiB: uint(),
  diskReservedMiB: uint(),
  stopDeadlineMs: long(),
  nameServers: list(ipv4, 4),
  hostSilentAfterMs: long(),
});

const network = record<Network>({
  networkClass: value.networkClass,
  network: ipv4,
  prefixLength: uint(30, 8),
  gateway: optional(ipv4),
  first: ipv4,
  last: ipv4,
});

const codecs: { readonly [Type in EventType]: Codec<EventFields[Type]> } = {
  machineAccepted: machineSpec,
  machineWaiting: record({ machineId, reason: waitReason }),
  machinePlaced: record({ machineId, generation, hostId }),
  machineAdvanced: record({ machineId, generation, to: word({ boot: 3, running: 4 }) }),
  startOrdered: record({ machineId, generation }),
  stopOrdered: record({ machineId, generation, thenGone: flag }),
  killOrdered: record({ machineId, generation }),
  machineStopped: record({
    ...{ machineId, generation, reason: value.reason },
    counters: optional(value.counters),
  }),
  machineLost: record({ machineId, generation, reason: value.reason }),
  machineFailed: record({ machineId, generation, reason: value.reason, message: sentence }),
  machineGone: record({ machineId, generation: uint(), counters: optional(value.counters) }),
  machineGivenUp: record({ machineId, generation, reason: value.reason }),
  contextBound: record({ machineId, context: value.contextReference }),
  hostJoined: record({ hostId, name: text(63), publicKey: text(64), tokenDigest: hexOrEmpty(32) }),
  hostEnabled: record({ hostId, why: sentence }),
  hostDisabled: record({ hostId, why: sentence }),
  hostDeclared: record({
    ...{ hostId, capacity: value.resources, attributes: value.attributes },
    ...{ hypervisorUuid: uuid, storageId: hex(16), bootId: uuid },
  }),
  hostRenamed: record({ hostId, name: text(63) }),
  hostRemoved: record({ hostId, why: sentence }),
  hostDownAsked: record({ hostId, why: sentence, word: text(32), expiresAtMs: long() }),
  hostDownConfirmed: record({ hostId, why: sentence, bootId: uuidOrEmpty }),
  hostReturned: record({ hostId, bootId: uuid }),
  hostCloned: record({ hostId, bootId: uuid }),
  hostRebound: record({ hostId, why: sentence }),
  hostOffered: record({ tokenDigest: hex(32), name: text(63), expiresAtMs: long() }),
  hostOfferWithdrawn: record({ tokenDigest: hex(32) }),
  addressLeased: record({ machineId, nicIndex: uint(7), nic: value.nic }),
  addressSuspected: record({ address: ipv4, untilMs: long(), seenByHost: hostId }),
  addressReplaced: record({ machineId, generation, nicIndex: uint(7), nic: value.nic }),
  addressReleased: record({ address: ipv4, holdUntilMs: long() }),
  evidenceKept: record({
    ...{ machineId, generation, hostId, files: list(value.evidenceFile, 16) },
    ...{ reservedMiB: uint(), purgeNotBeforeMs: long() },
  }),
  evidenceSealed: record({ machineId, digest: hex(32) }),
  evidenceHeld: record({ machineId, why: sentence }),
  evidenceReleased: record({ machineId }),
  purgeOrdered: record({ machineId }),
  evidencePurged: record({ machineId }),
  machineRecovered: record<RecoveredMachine>({
    ...{ machineId, spec: machineSpec, createdBy: text(64), createdAtMs: long() },
    ...{ state: value.machineState, reason: value.reasonOrNone, message: sentence, generation },
    ...{ desired: value.desired, thenGone: flag, hostId: hexOrEmpty(16) },
    ...{ nics: list(value.nic, 8), hasAddresses: flag, addressesRestUntilMs: long() },
    ...{ context: optional(value.contextReference), givenUp: flag },
  }),
  hostRecovered: record({ hostId, position: optional(value.position) }),
  evidenceRecovered: record<RecoveredEvidence>({
    ...{ machineId, hostId, generation, files: list(value.evidenceFile, 16) },
    ...{ reservedMiB: uint(), keptAtMs: long(), purgeNotBeforeMs: long() },
    ...{ digest: hexOrEmpty(32), held: sentence, purgeOrdered: flag, purged: flag },
  }),
  recoveryNeeded: record({ why: sentence }),
  logRecovered: record({ logId: hex(16), previousLogId: hex(16), nextLabel: uint() }),
  recoveryEnded: record<object>({}),
  cloudCreated: record({ cloudId: hex(16), macPrefix: hex(2) }),
  termStarted: record({ term: long(1), writer: hex(16) }),
  siteConfigured: siteSettings,
  networkDefined: network,
  sealed: record({ stateDigest: hex(32), nextSegment: uint() }),
  segmentOpened: record({
    ...{ segment: uint(), previousHash: hexOrEmpty(32), stateDigest: hex(32) },
    ...{ snapshotParts: uint(), mergedLogId: optional(hex(16)), stateFormat: uint() },
  }),
  stateCarried: record({
    ...{ part: uint(65_536, 1), parts: uint(65_536, 1), content: bytes(partContentBytesMax) },
  }),
};

/** An event in the `oneof` of its type. An unknown type stops the reader: `UpgradeNeeded`. */
export const event: Codec<Event> = {
  encode({ type, ...fields }) {
    if (!Object.hasOwn(codecs, type))
      throw new WireError(`${JSON.stringify(type)} is not a type of event`);
    return {
      [type]: (codecs[type] as Codec<unknown>).encode(fields),
      projectId: projectId.encode(fields.projectId ?? ''),
    };
  },
  decode(raw, path) {
    if (typeof raw !== 'object' || raw === null) throw new WireError(`${path}: missing`);
    const type = (raw as { kind?: EventType }).kind;
    if (type === undefined) {
      throw new UpgradeNeeded(
        `${path}: an event that this release does not know; upgrade this part`,
      );
    }
    const fields = (codecs[type] as Codec<object>).decode(
      (raw as Record<string, unknown>)[type],
      path,
    );
    const owner = projectId.decode(
      (raw as { projectId?: unknown }).projectId,
      within(path, 'projectId'),
    );
    if (type === 'machineAccepted' && owner !== (fields as MachineSpec).projectId)
      throw new WireError(`${path}.projectId: not the project of the machine it accepts`);
    return { type, ...(owner === '' ? {} : { projectId: owner }), ...fields } as Event;
  },
};
