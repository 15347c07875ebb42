import { describe, expect, test } from 'vitest';
import { countersOf } from '../../../../agent/libvirt/domain-counters.ts';
import { ownerOf } from '../../../../agent/libvirt/domain-owner.ts';
import { isActive, stateWords } from '../../../../agent/libvirt/domain-states.ts';
import { capabilitiesOf, memoryOf, versionText } from '../../../../agent/libvirt/host-facts.ts';
import { LibvirtError } from '../../../../agent/libvirt/libvirt-errors.ts';
import { refusalOf } from '../../../../agent/libvirt/refusal.ts';
import { filterWithUuid } from '../../../../agent/libvirt/xml-reading.ts';

const CLOUD = '0123456789abcdef0123456789abcdef';

describe('the owner of a domain', () => {
  test.each<[string, string, object | null]>([
    ['without its prefix', `<machine cloud="${CLOUD}" generation="3"/>`, { generation: 3 }],
    ['with it', `<s:machine xmlns:s="u" cloud="${CLOUD}" generation="3"/>`, { cloudId: CLOUD }],
    ['another element', `<other cloud="${CLOUD}" generation="3"/>`, null],
    ['no cloud', `<machine generation="3"/>`, null],
    ['capitals', `<machine cloud="${CLOUD.toUpperCase()}" generation="3"/>`, null],
    ['generation 0', `<machine cloud="${CLOUD}" generation="0"/>`, null],
    ['a fraction', `<machine cloud="${CLOUD}" generation="1.5"/>`, null],
    ['no XML', '<machine', null],
    ['nothing', '', null],
  ])('%s', (_what, xml, owner) => {
    if (owner === null) expect(ownerOf(xml)).toBeNull();
    else expect(ownerOf(xml)).toMatchObject(owner);
  });
});

test.each([
  [1, 1, 'running', 'booted', true],
  [3, 5, 'paused', 'ioError', true],
  [4, 1, 'shuttingDown', 'user', true],
  [5, 1, 'shutOff', 'shutdown', false],
  [5, 3, 'shutOff', 'crashed', false],
  [5, 6, 'shutOff', 'failed', false],
  [6, 1, 'crashed', 'panicked', false],
  [5, 99, 'shutOff', 'unknown', false],
  [99, 1, 'unknown', 'unknown', false],
])('state %i for reason %i is %s (%s)', (number, why, state, reason, active) => {
  expect(stateWords(number, why)).toEqual({ state, reason });
  expect(isActive(stateWords(number, why).state, -1)).toBe(active);
});

describe('the facts of a host', () => {
  test('come from the capabilities, for its own architecture only', () => {
    const guest = (arch: string, ...types: string[]): string =>
      `<guest><arch name="${arch}">${types.map((t) => `<domain type="${t}"/>`).join('')}</arch></guest>`;
    const xml =
      '<capabilities><host><uuid>5eed</uuid><cpu><arch>x86_64</arch><model>EPYC</model></cpu></host>' +
      `${guest('x86_64', 'qemu', 'kvm')}${guest('aarch64', 'xen')}</capabilities>`;
    expect(capabilitiesOf(xml)).toEqual({
      hostUuid: '5eed',
      cpuModel: 'EPYC',
      architecture: 'x86_64',
      domainTypes: ['kvm', 'qemu'],
    });
  });

  test('are empty where the capabilities say nothing', () => {
    const empty = { hostUuid: '', cpuModel: '', architecture: '', domainTypes: [] };
    expect(capabilitiesOf('<capabilities/>')).toEqual(empty);
    expect(capabilitiesOf('nonsense')).toEqual(empty);
  });

  test('tell versions and memory', () => {
    expect(versionText(11_003_000n)).toBe('11.3.0');
    const stats = { total: 9_000n, free: 1_024n, buffers: 1_024n, cached: 2_048n };
    const list = Object.entries(stats).map(([field, value]) => ({ field, value }));
    expect(memoryOf(list)).toEqual({ totalMiB: 8, freeMiB: 4 });
    expect(memoryOf([])).toEqual({ totalMiB: null, freeMiB: 0 });
  });
});

test('counters add up disks and networks, and are zero where nothing is told', () => {
  const number = (field: string, value: bigint) => ({ field, value: { kind: 4 as const, value } });
  const counters = countersOf([
    number('cpu.time', 2n ** 60n),
    number('balloon.rss', 1_000n),
    number('balloon.current', 9_999n),
    number('block.0.rd.bytes', 1n),
    number('block.1.rd.bytes', 2n),
    number('block.1.wr.bytes', 4n),
    number('net.0.rx.bytes', 8n),
  ]);
  expect(counters).toEqual({
    cpuTimeNs: 2n ** 60n,
    memoryUsedKiB: 1_000,
    diskReadBytes: 3,
    diskWrittenBytes: 4,
    netReceivedBytes: 8,
    netSentBytes: 0,
  });
  expect(countersOf([]).cpuTimeNs).toBe(0n);
});

test.each([
  [42, 'no domain with matching uuid', 'noSuchDomain', 'cannot start machine m: no domain'],
  [27, 'XML error: no', 'badDefinition', 'XML error'],
  [55, 'domain is running', 'wrongState', 'domain is running'],
  [68, 'cannot acquire state change lock', 'busy', 'an earlier request'],
  [1, 'Host CPU does not provide required features: svm', 'failed', 'set its domain type to qemu'],
  [38, 'Cannot access storage file', 'failed', 'a disk or ISO file'],
  [1, "Cannot get interface MTU on 'br9': No such device", 'failed', 'the bridge of the network'],
])('libvirt code %i, "%s", is %s', (code, text, refusal, told) => {
  const refused = refusalOf(
    new LibvirtError('c', { code, domain: 10, level: 2, text }),
    'start machine m',
  );
  expect(refused.code).toBe(refusal);
  expect(refused.message).toContain(told);
});

test('a filter is given the UUID of the one it replaces, unless it says its own', () => {
  const added = filterWithUuid('<filter name="f"><rule/></filter>', 'abc');
  expect(added).toBe('<filter name="f"><uuid>abc</uuid><rule/></filter>');
  const own = '<filter name="f"><uuid>def</uuid></filter>';
  expect(filterWithUuid(own, 'abc')).toBe(own);
});
