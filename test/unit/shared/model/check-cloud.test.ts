import { describe, expect, test } from 'vitest';
import { checkCloud } from '../../../../shared/model/check/check-cloud.ts';
import { findingKey, foundAgain } from '../../../../shared/model/check/finding.ts';
import type { FindingKind, HeldMachine, Sighting } from '../../../../shared/model/check/finding.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const otherHost = 'b'.repeat(32);
const stranger = machineIdOf(99);
const [running, kept, ended] = [1, 2, 3].map(machineIdOf) as [string, string, string];

/** One machine that runs, one whose evidence is kept and sealed, one that has ended without any; each as its host tells it. */
function aWellCloud(): { cloud: Cloud; sightings: Sighting[] } {
  const cloud = aCloud({ moreHosts: [otherHost] });
  for (const name of ['runs', 'kept', 'ended']) cloud.run({ name });
  cloud.report(running, 'running');
  cloud.report(kept, 'running');
  cloud.ask({ kind: 'kill', machines: [kept] });
  cloud.ask({ kind: 'kill', machines: [ended] });
  cloud.report(kept, 'gone', { evidence: [{ name: 'root.qcow2', bytes: 5_000_000 }] });
  cloud.report(ended, 'gone');
  const { machineId } = cloud.machine(kept).spec;
  cloud.commit([{ type: 'evidenceSealed', machineId, digest: 'ab'.repeat(32) }]);
  const held = [heldOf(cloud, running), { ...heldOf(cloud, kept), evidence: sealed(machineId) }];
  return {
    cloud,
    sightings: [
      { hostId, held, unguarded: [] },
      { hostId: otherHost, held: [], unguarded: [] },
    ],
  };
}

const sealed = (machineId: string) =>
  ({ machineId, phase: 'sealed', digest: 'ab'.repeat(32) }) as const;

function heldOf(cloud: Cloud, name: string): HeldMachine {
  const { spec, generation, desired, nics } = cloud.machine(name);
  const phase = desired === 'gone' ? 'gone' : 'running';
  const addresses = nics.map(({ address }) => address);
  return { machineId: spec.machineId, generation, desired, phase, addresses, evidence: null };
}

/** The sighting of the first host with one machine told otherwise; null: not told at all. */
function told(sightings: Sighting[], name: number, change: Partial<HeldMachine> | null): void {
  const held = [...sightings[0]!.held];
  if (change === null) held.splice(name, 1);
  else held[name] = { ...held[name]!, ...change };
  sightings[0] = { ...sightings[0]!, held };
}

const bare = (sightings: Sighting[], at: number, machineId: string): void =>
  void (sightings[at] = { ...sightings[at]!, unguarded: [machineId] });

test('of a cloud that is well nothing is found', () => {
  const { cloud, sightings } = aWellCloud();
  expect(checkCloud(cloud.state, sightings)).toEqual([]);
});

describe('what is told by hosts', () => {
  type Told = (sightings: Sighting[], cloud: Cloud) => void;
  test.each<[string, FindingKind[], string, Told]>([
    [
      'a machine runs on two hosts',
      ['onAnotherHost', 'onTwoHosts'],
      'I1',
      (s) => (s[1] = { ...s[1]!, held: [s[0]!.held[0]!] }),
    ],
    [
      'a domain of a machine is on another host too',
      ['onTwoHosts'],
      'I1',
      (s, { machine }) => bare(s, 1, machine(running).spec.machineId),
    ],
    ['a domain of which nobody knows', ['orphan'], 'I10', (s) => bare(s, 0, stranger)],
    [
      'disks of a machine that has ended',
      ['orphan'],
      'I10',
      (s, { machine }) => bare(s, 0, machine(ended).spec.machineId),
    ],
    [
      'a machine whose record is lost',
      ['recordLost'],
      'I8',
      (s, { machine }) => {
        bare(s, 0, machine(running).spec.machineId);
        told(s, 0, null);
      },
    ],
    ['a machine that nobody shows', ['notThere'], 'I5', (s) => told(s, 0, null)],
    ['a machine that is off', ['doesNotRun'], 'I5', (s) => told(s, 0, { phase: 'vanished' })],
    [
      'an order that was never given',
      ['generationBeyond'],
      'I8',
      (s) => told(s, 0, { generation: 2 }),
    ],
    [
      'a machine of another log',
      ['unknownMachine', 'notThere'],
      'I17',
      (s) => told(s, 0, { machineId: stranger }),
    ],
    ['evidence that is not there', ['evidenceMissing'], 'I14', (s) => told(s, 1, null)],
    [
      'evidence that was purged without an order',
      ['notForgotten', 'purgedUnordered'],
      'I14',
      (s) => told(s, 1, { evidence: { ...s[0]!.held[1]!.evidence!, phase: 'purged', digest: '' } }),
    ],
    [
      'evidence that is another',
      ['evidenceAltered'],
      'I13',
      (s) => told(s, 1, { evidence: { ...s[0]!.held[1]!.evidence!, digest: 'cd'.repeat(32) } }),
    ],
    [
      'an order that the host has not taken',
      ['orderNotTaken'],
      'I5',
      (_s, cloud) => cloud.ask({ kind: 'stop', machines: [running] }),
    ],
    [
      'a machine that runs though it is stopped',
      ['runsUnordered'],
      'I17',
      (s, cloud) => {
        cloud.ask({ kind: 'stop', machines: [running] });
        cloud.report(running, 'stopped');
        told(s, 0, { generation: 2, phase: 'running' });
      },
    ],
  ])('%s', (_what, kinds, invariant, change) => {
    const { cloud, sightings } = aWellCloud();
    change(sightings, cloud);
    const findings = checkCloud(cloud.state, sightings);
    expect(findings.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    expect(findings.map((one) => one.invariant)).toContain(invariant);
    for (const { text, whatToDo } of findings) expect([text, whatToDo]).not.toContain('');
  });

  test('of a host that does not answer nothing is said', () => {
    const { cloud } = aWellCloud();
    expect(checkCloud(cloud.state, [])).toEqual([]);
  });
});

describe('what the log says of itself', () => {
  test.each<[string, FindingKind[], (cloud: Cloud) => void]>([
    [
      'an address of two machines',
      ['addressTwice', 'addressNotLeased', 'leaseWithoutMachine'],
      (cloud) => {
        cloud.run({ name: 'second' });
        cloud.machine('second').nics = [...cloud.machine(running).nics];
      },
    ],
    [
      'a lease of a machine that has ended',
      ['leaseWithoutMachine'],
      (cloud) => {
        const { nics, spec } = cloud.machine(ended);
        cloud.state.leases.get(nics[0]!.address)!.machineId = spec.machineId;
      },
    ],
    [
      'promises that do not add up',
      ['promisesDiffer'],
      (cloud) => (cloud.state.hosts.get(hostId)!.promised.memoryMiB += 1),
    ],
    [
      'a host that shrank',
      ['promisedTooMuch'],
      (cloud) => {
        const host = cloud.state.hosts.get(hostId)!;
        const capacity = { ...host.declared!.capacity, memoryMiB: 600 };
        host.declared = { ...host.declared!, capacity };
      },
    ],
    [
      'evidence on a host that nobody knows',
      ['evidenceWithoutHost', 'promisesDiffer'],
      (cloud) => {
        const { machineId } = cloud.machine(kept).spec;
        const evidence = cloud.state.evidence.get(machineId)!;
        cloud.state.evidence.set(machineId, { ...evidence, hostId: 'f'.repeat(32) });
      },
    ],
  ])('%s', (_what, kinds, change) => {
    const { cloud } = aWellCloud();
    change(cloud);
    const found = new Set(checkCloud(cloud.state, []).map(({ kind }) => kind));
    expect([...found].sort()).toEqual([...kinds].sort());
  });
});

test('what was there the last time too is found again, what only moved is not', () => {
  const { cloud, sightings } = aWellCloud();
  bare(sightings, 0, stranger);
  const before = checkCloud(cloud.state, sightings);
  told(sightings, 0, { phase: 'vanished' });
  const now = checkCloud(cloud.state, sightings);
  expect(now.map(({ kind }) => kind).sort()).toEqual(['doesNotRun', 'orphan']);
  expect(foundAgain(before, now).map(findingKey)).toEqual(before.map(findingKey));
});
