import { expect, test } from 'vitest';
import {
  HypervisorRefused,
  HypervisorUnavailable,
  OutcomeUnknown,
} from '../../../agent/libvirt/hypervisor-errors.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { FakeHost } from '../../fakes/fake-host.ts';
import { fakeHypervisor } from '../../fakes/fake-hypervisor.ts';
import { QemuCensus } from '../../fakes/qemu-census.ts';
import { domainXml } from '../../support/domain-xml.ts';

const UUID = '5eed0000-0000-4000-8000-000000000001';
const XML = domainXml({ uuid: UUID });

function aHost(census = new QemuCensus()): FakeHost {
  return new FakeHost({ clock: systemClock, census });
}

test('a power failure turns every machine off and keeps its definition', async () => {
  const host = aHost();
  host.plant(XML, { running: true });
  host.powerFail();
  const before = fakeHypervisor(host);
  await expect(before.domains()).rejects.toBeInstanceOf(HypervisorUnavailable);
  host.powerOn();
  expect(await before.domains()).toMatchObject([{ uuid: UUID, active: false, reason: 'unknown' }]);
  expect(host.census.alive(UUID)).toBe(0);
});

test('a guest outlives its libvirt, and may crash meanwhile', async () => {
  const host = aHost();
  host.plant(XML, { running: true });
  host.setAvailable(false);
  expect(host.census.alive(UUID)).toBe(1);
  host.crashGuest(UUID);
  host.setAvailable(true);
  const [domain] = await fakeHypervisor(host).domains();
  expect(domain).toMatchObject({ active: false, reason: 'crashed' });
});

test('a lost answer is a deed done', async () => {
  const host = aHost();
  host.plant(XML, { running: false });
  host.faults.loseNextAnswer('start');
  await expect(fakeHypervisor(host).start(UUID)).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(host.census.alive(UUID)).toBe(1);
});

test('a failure told beforehand is a deed not done, once', async () => {
  const host = aHost();
  host.plant(XML, { running: false });
  host.faults.failNext('start');
  const hypervisor = fakeHypervisor(host);
  await expect(hypervisor.start(UUID)).rejects.toBeInstanceOf(HypervisorRefused);
  expect(host.census.starts(UUID)).toBe(0);
  await hypervisor.start(UUID);
  expect(host.census.starts(UUID)).toBe(1);
});

test('a request hangs until it is released, or until libvirt goes', async () => {
  const host = aHost();
  host.plant(XML, { running: false });
  const hypervisor = fakeHypervisor(host);
  const release = host.faults.hangNext('start');
  const starting = hypervisor.start(UUID);
  expect(host.census.alive(UUID)).toBe(0);
  release();
  await starting;
  expect(host.census.alive(UUID)).toBe(1);

  host.faults.hangNext('destroy');
  host.faults.hangNext('domains');
  const outcomes = Promise.allSettled([hypervisor.destroy(UUID), hypervisor.domains()]);
  host.setAvailable(false);
  expect(await outcomes).toMatchObject([
    { reason: { code: 'outcomeUnknown' } },
    { reason: { code: 'hypervisorUnavailable' } },
  ]);
  expect(host.census.alive(UUID)).toBe(1);
});

test('a list may be empty, once', async () => {
  const host = aHost();
  host.plant(XML, { running: true });
  host.faults.emptyNextList();
  const hypervisor = fakeHypervisor(host);
  expect(await hypervisor.domains()).toEqual([]);
  expect(await hypervisor.domains()).toHaveLength(1);
});

test('the census sees a machine that runs on two hosts', () => {
  const census = new QemuCensus();
  const [one, other] = [aHost(census), aHost(census)];
  one.plant(XML, { running: true });
  expect(census.doubled()).toEqual([]);
  other.plant(XML, { running: true });
  expect(census.doubled()).toEqual([UUID]);
  one.crashGuest(UUID);
  expect([census.alive(UUID), census.mostAtOnce(UUID)]).toEqual([1, 2]);
});
