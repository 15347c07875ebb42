/** Random events of every type of the log, and commits of them. The compiler asks for a row for every type. */
import fc from 'fast-check';
import type { Commit, Event, EventFields, EventType } from '../../shared/model/events.ts';
import { machineStates } from '../../shared/model/words.ts';
import { logFormat } from '../../shared/wire/commit.ts';
import * as a from './arbitraries.ts';

const machineId = a.uuid;
const generation = a.positive;
const hostId = a.hex(16);
const why = a.text(512);
const vcpus = fc.integer({ min: 1, max: 1024 });
const waitReason = fc.constantFrom('noHosts', 'noFreeAddress', 'noHostWithCpu');
const notEmpty = a.text(64).filter((value) => value !== '');
const ordered = { machineId, generation };

const machineSpec = fc.record({
  ...{ machineId, label: a.positive, name: a.text(63), projectId: a.text(64) },
  ...{ instanceType: a.text(63), vcpus, resources: a.resources, swapMiB: a.uint },
  volatileMiB: a.uint,
  ...{ rootDiskMiB: a.uint, image: a.imageSource, networkClass: a.networkClass },
  ...{ wantedAddress: a.orNull(a.uint), requirements: a.text(4096), rank: a.text(4096) },
  ...{ policy: a.policy, onHostRestart: a.hostRestart, volumeLabel: a.volumeLabel },
  stopDeadlineMs: a.long,
});

const fields: { readonly [Type in EventType]: fc.Arbitrary<EventFields[Type]> } = {
  machineAccepted: machineSpec,
  machineWaiting: fc.record({ machineId, reason: waitReason }),
  machinePlaced: fc.record({ ...ordered, hostId }),
  machineAdvanced: fc.record({ ...ordered, to: fc.constantFrom('boot', 'running') }),
  startOrdered: fc.record(ordered),
  stopOrdered: fc.record({ ...ordered, thenGone: a.flag }),
  killOrdered: fc.record(ordered),
  machineStopped: fc.record({ ...ordered, reason: a.reason, counters: a.orNull(a.counters) }),
  machineLost: fc.record({ ...ordered, reason: a.reason }),
  machineFailed: fc.record({ ...ordered, reason: a.reason, message: why }),
  machineGone: fc.record({ machineId, generation: a.uint, counters: a.orNull(a.counters) }),
  contextBound: fc.record({ machineId, context: a.contextReference }),
  machineGivenUp: fc.record({ ...ordered, reason: a.reason }),
  hostJoined: fc.record({
    ...{ hostId, name: a.text(63), publicKey: a.text(64), tokenDigest: a.hexOrEmpty(32) },
  }),
  hostEnabled: fc.record({ hostId, why }),
  hostDisabled: fc.record({ hostId, why }),
  hostDeclared: fc.record({
    ...{ hostId, capacity: a.resources, attributes: a.attributes, hypervisorUuid: a.uuid },
    ...{ storageId: a.hex(16), bootId: a.uuid },
  }),
  hostRenamed: fc.record({ hostId, name: a.text(63) }),
  hostRemoved: fc.record({ hostId, why }),
  hostDownAsked: fc.record({ hostId, why, word: a.text(32), expiresAtMs: a.long }),
  hostDownConfirmed: fc.record({ hostId, why, bootId: fc.oneof(a.uuid, fc.constant('')) }),
  hostReturned: fc.record({ hostId, bootId: a.uuid }),
  hostCloned: fc.record({ hostId, bootId: a.uuid }),
  hostRebound: fc.record({ hostId, why }),
  hostOffered: fc.record({ tokenDigest: a.hex(32), name: a.text(63), expiresAtMs: a.long }),
  hostOfferWithdrawn: fc.record({ tokenDigest: a.hex(32) }),
  addressLeased: fc.record({ machineId, nicIndex: fc.integer({ min: 0, max: 7 }), nic: a.nic }),
  addressSuspected: fc.record({ address: a.uint, untilMs: a.long, seenByHost: hostId }),
  addressReplaced: fc.record({ ...ordered, nicIndex: fc.integer({ min: 0, max: 7 }), nic: a.nic }),
  addressReleased: fc.record({ address: a.uint, holdUntilMs: a.long }),
  evidenceKept: fc.record({
    ...{ ...ordered, hostId, files: a.list(a.evidenceFile), reservedMiB: a.uint },
    purgeNotBeforeMs: a.long,
  }),
  evidenceSealed: fc.record({ machineId, digest: a.hex(32) }),
  evidenceHeld: fc.record({ machineId, why }),
  evidenceReleased: fc.record({ machineId }),
  purgeOrdered: fc.record({ machineId }),
  evidencePurged: fc.record({ machineId }),
  machineRecovered: fc.record({
    ...{ ...ordered, spec: machineSpec, createdBy: a.text(64), createdAtMs: a.long },
    ...{ state: fc.constantFrom(...machineStates), reason: a.reasonOrNone, message: why },
    ...{ desired: fc.constantFrom('running', 'stopped', 'gone'), thenGone: a.flag },
    ...{ hostId: a.hexOrEmpty(16), nics: a.list(a.nic), hasAddresses: a.flag },
    ...{ addressesRestUntilMs: a.long, context: a.orNull(a.contextReference), givenUp: a.flag },
  }),
  hostRecovered: fc.record({ hostId, position: a.orNull(a.position) }),
  evidenceRecovered: fc.record({
    ...{ ...ordered, hostId, files: a.list(a.evidenceFile), reservedMiB: a.uint },
    ...{ keptAtMs: a.long, purgeNotBeforeMs: a.long, digest: a.hexOrEmpty(32), held: why },
    ...{ purgeOrdered: a.flag, purged: a.flag },
  }),
  recoveryNeeded: fc.record({ why }),
  logRecovered: fc.record({ logId: a.hex(16), previousLogId: a.hex(16), nextLabel: a.uint }),
  recoveryEnded: fc.record({}),
  cloudCreated: fc.record({ cloudId: a.hex(16), macPrefix: a.hex(2) }),
  termStarted: fc.record({ term: fc.integer({ min: 1 }), writer: a.hex(16) }),
  siteConfigured: fc.record({
    types: a.list(
      fc.record({
        ...{ name: a.text(63), vcpus, cpuHundredths: a.uint, memoryMiB: a.uint },
        ...{ swapMiB: a.uint, rootDiskMiB: a.uint },
      }),
    ),
    ...{ defaultType: a.text(63), policy: a.policy, quarantineWindowMs: a.long },
    ...{ addressHoldMs: a.long, cpuOvercommitPercent: fc.integer({ min: 100, max: 10_000 }) },
    ...{ memoryReservedMiB: a.uint, diskReservedMiB: a.uint, stopDeadlineMs: a.long },
    ...{ nameServers: a.list(a.uint), hostSilentAfterMs: a.long },
  }),
  networkDefined: fc.record({
    ...{ networkClass: a.networkClass, network: a.uint, gateway: a.orNull(a.uint) },
    ...{ prefixLength: fc.integer({ min: 8, max: 30 }), first: a.uint, last: a.uint },
  }),
  sealed: fc.record({ stateDigest: a.hex(32), nextSegment: a.uint }),
  segmentOpened: fc.record({
    ...{ segment: a.uint, previousHash: a.hexOrEmpty(32), stateDigest: a.hex(32) },
    ...{ snapshotParts: a.uint, mergedLogId: a.orNull(a.hex(16)), stateFormat: a.uint },
  }),
  stateCarried: fc.record({
    ...{ part: fc.integer({ min: 1, max: 65_536 }), parts: fc.integer({ min: 1, max: 65_536 }) },
    content: fc.uint8Array({ maxLength: 64 }),
  }),
};

export const eventTypes = Object.keys(fields) as EventType[];

/** An event of this type, with a project or without. */
export function eventOf(type: EventType): fc.Arbitrary<Event> {
  const owner = fc.record({ projectId: notEmpty }, { requiredKeys: [] });
  return fc
    .tuple(owner, fields[type] as fc.Arbitrary<object>)
    .map(([owned, said]) => ({ type, ...owned, ...said }) as Event);
}

export const event: fc.Arbitrary<Event> = fc.oneof(...eventTypes.map(eventOf));

/** A commit of entries with events of this kind. */
export function commitOf(events: fc.Arbitrary<Event>): fc.Arbitrary<Commit> {
  return fc.record({
    ...{ format: fc.constant(logFormat), cloudId: a.hex(16), logId: a.hex(16) },
    ...{ term: fc.integer({ min: 1 }), writer: a.hex(16), previousHash: a.hexOrEmpty(32) },
    ...{ timeMs: a.long, nonce: a.hex(8), sequence: fc.integer({ min: 1 }) },
    entries: fc.array(
      fc.record({
        actor: a.text(64),
        origin: fc.constantFrom('command', 'report', 'sweep', 'genesis'),
        ...{ key: a.text(128), requestDigest: a.hexOrEmpty(32) },
        events: fc.array(events, { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  });
}
