import { describe, expect, test } from 'vitest';
import type { RunRequest } from '../../../../shared/model/command.ts';
import type { Reason } from '../../../../shared/model/reasons.ts';
import { canonicalDump } from '../../../../shared/model/state-digest.ts';
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { refused } from '../../../../shared/base/result.ts';
import { decideRun } from '../../../../scheduler/decide/run.ts';
import { aCloud, aRunRequest, machineIdOf } from '../../../support/a-cloud.ts';

const { image } = aRunRequest();
const sha256 = { algorithm: 'sha256', value: 'ab'.repeat(32) } as const;
const threeIds = [machineIdOf(11), machineIdOf(12), machineIdOf(13)];
const manyIds = Array.from({ length: 257 }, (_none, i) => machineIdOf(100 + i));

/** What is asked for, why it is refused, and which field the refusal names. */
const refusals: readonly [string, Partial<RunRequest>, Reason, string][] = [
  ['an unknown type', { type: 'x9.huge' }, 'unknownType', 'type'],
  ['no machine', { machineIds: [] }, 'invalidCount', 'count'],
  ['257 machines', { machineIds: manyIds }, 'invalidCount', 'count'],
  ['one id twice', { machineIds: [machineIdOf(1), machineIdOf(1)] }, 'invalidCount', 'count'],
  ['one address for three', { machineIds: threeIds, address: 1 }, 'invalidCount', 'address'],
  ['a name in capitals', { name: 'Web' }, 'invalidName', 'name'],
  ['a name with a dot', { name: 'web.example' }, 'invalidName', 'name'],
  ['a name that begins with a dash', { name: '-web' }, 'invalidName', 'name'],
  ['a name of 64 characters', { name: 'a'.repeat(64) }, 'invalidName', 'name'],
  [
    'a name too long with -3',
    { name: 'a'.repeat(62), machineIds: threeIds },
    'invalidName',
    'name',
  ],
  ['a name that is a number', { name: '42' }, 'invalidName', 'name'],
  ['a name that is a UUID', { name: machineIdOf(5) }, 'invalidName', 'name'],
  ['no CPU', { vcpus: 0 }, 'invalidSize', 'vcpus'],
  ['257 CPUs', { vcpus: 257 }, 'invalidSize', 'vcpus'],
  ['half a CPU', { vcpus: 0.5 }, 'invalidSize', 'vcpus'],
  ['no reserved CPU', { cpuHundredths: 0 }, 'invalidSize', 'cpuHundredths'],
  ['more CPU than virtual ones', { cpuHundredths: 101 }, 'invalidSize', 'cpuHundredths'],
  ['31 MiB of memory', { memoryMiB: 31 }, 'invalidSize', 'memoryMiB'],
  ['negative memory', { memoryMiB: -512 }, 'invalidSize', 'memoryMiB'],
  ['huge memory', { memoryMiB: 16_777_217 }, 'invalidSize', 'memoryMiB'],
  ['huge swap', { swapMiB: 1_048_577 }, 'invalidSize', 'swapMiB'],
  ['a negative scratch disk', { volatileMiB: -1 }, 'invalidSize', 'volatileMiB'],
  ['a huge scratch disk', { volatileMiB: 4_194_305 }, 'invalidSize', 'volatileMiB'],
  ['no root disk', { rootDiskMiB: 0 }, 'invalidSize', 'rootDiskMiB'],
  ['a huge root disk', { rootDiskMiB: 67_108_865 }, 'invalidSize', 'rootDiskMiB'],
  ['no location', { image: { ...image, locations: [] } }, 'invalidImage', 'image.locations'],
  ['ftp', { image: { ...image, locations: ['ftp://a/b'] } }, 'invalidImage', 'image.locations[0]'],
  ['no digest', { image: { ...image, digests: [] } }, 'imageHasNoDigest', 'image.digests'],
  [
    'md5 alone',
    { image: { ...image, digests: [{ algorithm: 'md5', value: 'ab'.repeat(16) }] } },
    ...(['imageHasNoDigest', 'image.digests'] as const),
  ],
  [
    'a short digest',
    { image: { ...image, digests: [sha256, { algorithm: 'sha1', value: 'ab' }] } },
    ...(['invalidImage', 'image.digests[1]'] as const),
  ],
  ['an empty image', { image: { ...image, bytes: 0 } }, 'invalidImage', 'image.bytes'],
  [
    'a bad identifier',
    { image: { ...image, identifier: 'x' } },
    'invalidImage',
    'image.identifier',
  ],
  ['a malformed requirement', { requirements: 'ARCH =' }, 'invalidRequirement', 'requirements'],
  ['a malformed rank', { rank: '* 3' }, 'invalidRank', 'rank'],
  ['an unknown network', { networkClass: 'private' }, 'unknownNetworkClass', 'networkClass'],
  ['an address outside', { address: parseIpv4('10.1.1.1') }, 'addressOutside', 'address'],
];

describe('run refuses, naming the field,', () => {
  test.each(refusals)('%s', (_what, changes, reason, where) => {
    const cloud = aCloud();
    const before = canonicalDump(cloud.state);
    const decided = cloud.ask({ kind: 'run', ...aRunRequest(changes) });
    expect(decided).toMatchObject({ ok: false, reason: { reason } });
    if (!decided.ok) {
      expect(decided.reason.where.startsWith(where)).toBe(true);
      expect(decided.reason.whatToDo).not.toBe('');
    }
    expect(canonicalDump(cloud.state)).toBe(before);
  });

  test('a name that is in use, until its machine has ended', () => {
    const cloud = aCloud();
    cloud.silent.add([...cloud.state.hosts.keys()][0]!);
    cloud.run({ name: 'web' });
    const again = (): unknown =>
      cloud.ask({ kind: 'run', ...aRunRequest({ name: 'web', machineIds: [machineIdOf(9)] }) });
    expect(again()).toMatchObject({ ok: false, reason: { reason: 'nameTaken', where: 'name' } });
    cloud.ask({ kind: 'kill', machines: ['web'] });
    expect(again()).toMatchObject({ ok: true });
  });

  test('an address that is leased', () => {
    const cloud = aCloud();
    const { address } = cloud.machine(cloud.run()).nics[0]!;
    const decided = cloud.ask({
      ...{ kind: 'run', ...aRunRequest({ address, machineIds: [machineIdOf(9)] }) },
    });
    expect(decided).toMatchObject({ ok: false, reason: { reason: 'addressTaken' } });
  });

  test('an id that a machine has already', () => {
    const cloud = aCloud();
    cloud.run();
    const decided = cloud.ask({ kind: 'run', ...aRunRequest() });
    expect(decided).toMatchObject({ ok: false, reason: { where: 'machineIds' } });
  });

  test('what the user gave for its context', () => {
    const cloud = aCloud();
    const why = {
      reason: 'invalidContext',
      message: 'no',
      where: 'context',
      whatToDo: 'x',
    } as const;
    const facts = { ...cloud.facts(), projectId: 'p1', compose: () => refused(why) };
    expect(decideRun(cloud.state, aRunRequest(), facts, cloud.nowMs)).toEqual(refused(why));
  });
});

describe('run accepts', () => {
  test('a machine: spec, lease, context, place', () => {
    const cloud = aCloud();
    const decided = cloud.ask({ kind: 'run', ...aRunRequest() });
    expect(decided.ok && decided.value.map(({ type }) => type)).toEqual([
      ...['machineAccepted', 'addressLeased', 'contextBound', 'machinePlaced'],
    ]);
    expect(cloud.machine('one-1')).toMatchObject({
      ...{ state: 'prolog', generation: 1, desired: 'running', promised: true },
      nics: [{ mac: '02:00:0a:4d:09:02', address: parseIpv4('10.77.9.2'), prefixLength: 28 }],
    });
  });

  test('all machines of a request or none', () => {
    const cloud = aCloud();
    cloud.run({ name: 'web-3' });
    const three = aRunRequest({ name: 'web', machineIds: threeIds });
    expect(cloud.ask({ kind: 'run', ...three })).toMatchObject({ ok: false });
    expect(cloud.state.machines.size).toBe(1);
    expect(cloud.ask({ kind: 'run', ...three, name: 'db' })).toMatchObject({ ok: true });
    expect([...cloud.state.machineByName.keys()]).toEqual([
      ...['p1/web-3', 'p1/db-1', 'p1/db-2', 'p1/db-3'],
    ]);
    const addresses = [...cloud.state.machines.values()].map(({ nics }) => nics[0]?.address);
    expect(new Set(addresses).size).toBe(4);
  });

  test('names of labels, also where a user took such a name', () => {
    const cloud = aCloud();
    cloud.run({ name: 'one-2' });
    expect(cloud.run()).toBe('one-2-2');
    expect(cloud.run()).toBe('one-3');
  });

  test('what does not fit, and records the class of the reason', () => {
    const cloud = aCloud();
    const rows: readonly [Partial<RunRequest>, string][] = [
      [{ vcpus: 5 }, 'tooLargeForEveryHost'],
      [{ memoryMiB: 7681 }, 'tooLargeForEveryHost'],
      [{ requirements: 'ARCH = "riscv*"' }, 'noHostMeetsRequirement'],
    ];
    for (const [changes, reason] of rows)
      expect(cloud.machine(cloud.run(changes))).toMatchObject({
        state: 'pending',
        waiting: reason,
      });
  });

  test('more than there are addresses: the last wait', () => {
    const cloud = aCloud({ network: { last: 0x0a4d0903 } });
    const names = [cloud.run(), cloud.run(), cloud.run()];
    expect(names.map((name) => cloud.machine(name).waiting)).toEqual([null, null, 'noFreeAddress']);
    expect(cloud.machine(names[2]!).nics).toEqual([]);
  });

  test('the overrides of a type, and reserves as many CPUs as are asked for', () => {
    const cloud = aCloud();
    const { spec } = cloud.machine(
      cloud.run({ vcpus: 2, memoryMiB: 64, swapMiB: 0, rootDiskMiB: 9 }),
    );
    expect(spec).toMatchObject({ vcpus: 2, swapMiB: 0, rootDiskMiB: 9, policy: 'packing' });
    expect(spec.resources).toEqual({ cpuHundredths: 200, memoryMiB: 64, diskMiB: 9 });
  });

  test('a scratch disk only where one is asked for, which counts as the others do', () => {
    const cloud = aCloud();
    const sizes = { swapMiB: 3, rootDiskMiB: 9 };
    expect(cloud.machine(cloud.run(sizes)).spec).toMatchObject({
      volatileMiB: 0,
      resources: { diskMiB: 12 },
    });
    const { spec } = cloud.machine(cloud.run({ ...sizes, volatileMiB: 20 }));
    expect(spec).toMatchObject({ volatileMiB: 20, resources: { diskMiB: 32 } });
  });

  test('a root disk as large as the image where nobody says more', () => {
    const cloud = aCloud();
    const spec = cloud.machine(cloud.run({ image: { ...image, bytes: 10 * 1_048_576 + 1 } })).spec;
    expect(spec.rootDiskMiB).toBe(11);
  });
});
