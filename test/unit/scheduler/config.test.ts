import { describe, expect, test } from 'vitest';
import { configSchema, siteWish } from '../../../scheduler/config.ts';
import { createCloud } from '../../../scheduler/create-cloud.ts';
import { parseConfig } from '../../../shared/base/config-reader.ts';
import { foldAll } from '../../../shared/log/fold.ts';
import { createMemoryLog } from '../../../shared/log/memory-log.ts';
import { aClock } from '../../support/a-clock.ts';

const network = {
  class: 'local',
  cidr: '10.77.9.0/24',
  gateway: '10.77.9.1',
  first: '10.77.9.2',
  last: '10.77.9.99',
};
const type = { vcpus: 1, memoryMiB: 64, swapMiB: 0, rootDiskMiB: 64 };
const manyTypes = Object.fromEntries(Array.from({ length: 250 }, (_none, i) => [`t${i}`, type]));

function wish(site: object): ReturnType<typeof siteWish> {
  const config = {
    ...{ cloudId: 'c'.repeat(32), cloudKeyFile: '/key', site: { networks: [network], ...site } },
    nats: { servers: ['nats://127.0.0.1:4222'], seedFile: '/seed' },
  };
  return siteWish(parseConfig(configSchema, JSON.stringify(config), 'scheduler.json').site);
}

describe('the configuration of a scheduler is refused, naming the field,', () => {
  test.each<[string, object, string]>([
    ['an unknown default type', { defaultType: 'x' }, 'site.defaultType'],
    ['an unknown policy', { policy: 'random' }, 'site.policy'],
    [
      'a window beyond all time',
      { quarantineWindowMs: Number.MAX_SAFE_INTEGER },
      'site.quarantineWindowMs',
    ],
    ['a hold beyond all time', { addressHoldMs: 1e15 }, 'site.addressHoldMs'],
    ['a negative reserve', { memoryReservedMiB: -1 }, 'site.memoryReservedMiB'],
    ['undercommitted CPUs', { cpuOvercommitPercent: 99 }, 'site.cpuOvercommitPercent'],
    ['a bad name server', { nameServers: ['10.0.0.256'] }, 'site.nameServers'],
    ['a bad network', { networks: [{ ...network, cidr: '10.77.9.0/31' }] }, 'site.networks.0.cidr'],
    [
      'a machine as network',
      { networks: [{ ...network, cidr: '10.77.9.5/24' }] },
      'site.networks.0.cidr',
    ],
    [
      'a gateway outside',
      { networks: [{ ...network, gateway: '10.1.1.1' }] },
      'site.networks.0.gateway',
    ],
    [
      'a first address outside',
      { networks: [{ ...network, first: '10.1.1.1' }] },
      'site.networks.0.first',
    ],
    [
      'first behind last',
      { networks: [{ ...network, first: '10.77.9.100' }] },
      'site.networks.0.first',
    ],
    ['two networks of a class', { networks: [network, network] }, 'site.networks.1.class'],
    [
      'a type with more CPU than virtual ones',
      { types: { a: { ...type, cpuHundredths: 101 } } },
      'site.types.a',
    ],
    ['257 types', { types: manyTypes }, 'site.types'],
    [
      'a type without memory',
      { types: { a: { ...type, memoryMiB: 0 } } },
      'site.types.a.memoryMiB',
    ],
  ])('%s', (_what, site, field) => {
    expect(() => wish(site)).toThrow(field);
    expect(() => wish(site)).toThrow(expect.objectContaining({ code: 'configRefused' }) as Error);
  });
});

test('own types are added to the usual ones, or take their place', () => {
  const { types } = wish({ types: { 'm1.small': type, tiny: type } }).settings;
  expect(types.find(({ name }) => name === 'm1.small')).toMatchObject({ memoryMiB: 64 });
  expect(types.map(({ name }) => name)).toContain('tiny');
  expect(types).toHaveLength(8);
});

test('a cloud is created once, and its first commit is the whole site', async () => {
  const clock = aClock();
  const log = createMemoryLog({ clock });
  const cloud = {
    ...{
      cloudId: 'c'.repeat(32),
      logId: 'd'.repeat(32),
      writer: 'e'.repeat(32),
      nowMs: clock.now(),
    },
    ...{ nonce: '0'.repeat(16), macPrefix: '0200', site: wish({}) },
  };
  expect(await createCloud(log, cloud)).toBe(true);
  expect(await createCloud(log, { ...cloud, cloudId: 'f'.repeat(32) })).toBe(false);
  const { state } = await foldAll(log);
  expect(state).toMatchObject({ cloudId: cloud.cloudId, term: 1, site: cloud.site.settings });
  expect([...state.networks.keys()]).toEqual(['local']);
  log.setAvailable(false);
  await expect(createCloud(log, cloud)).rejects.toThrow('could not be written');
});
