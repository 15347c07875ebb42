import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { domainXml } from '../../../../agent/reconcile/domain-xml.ts';
import type { DomainHost } from '../../../../agent/reconcile/domain-xml.ts';
import { aMachineRecord } from '../../../support/a-machine-record.ts';
import { parseXml } from '../../../support/parse-xml.ts';

const folder = '/srv/stratus/machines/11111111-2222-4333-8444-555555555555';
const host: DomainHost = {
  domainType: 'qemu',
  cloudId: 'ab'.repeat(16),
  bridge: 'br0',
  emulator: '/usr/bin/qemu-system-x86_64',
  paths: {
    folder,
    root: `${folder}/root.qcow2`,
    swap: `${folder}/swap.raw`,
    volatile: `${folder}/volatile.raw`,
    context: `${folder}/context.iso`,
    console: `${folder}/console.log`,
  },
  base: {
    path: '/srv/stratus/images/abab',
    format: 'qcow2',
    virtualBytes: 1 << 20,
    fileBytes: 1 << 16,
    sha256: 'ab'.repeat(32),
  },
};

function elements(xml: string, name: string): Element[] {
  return Array.from(parseXml(xml).getElementsByTagName(name));
}

describe('the domain of a machine', () => {
  const xml = domainXml(aMachineRecord(), host);

  it('carries the identity of the machine and the mark of its cloud and generation', () => {
    expect(elements(xml, 'uuid')[0]!.textContent).toBe(aMachineRecord().machineId);
    expect(elements(xml, 'name')[0]!.textContent).toBe('stratus-7');
    const mark = parseXml(xml).getElementsByTagNameNS('urn:stratus:machine:1', 'machine').item(0)!;
    expect(mark.getAttribute('cloud')).toBe(host.cloudId);
    expect(mark.getAttribute('generation')).toBe('1');
  });

  it('names a format for every file, so that nothing is probed', () => {
    for (const disk of elements(xml, 'disk'))
      expect(disk.getElementsByTagName('driver').item(0)!.getAttribute('type')).toMatch(
        /^(raw|qcow2)$/,
      );
    const [chain, end] = elements(xml, 'backingStore');
    expect(chain!.getElementsByTagName('format').item(0)!.getAttribute('type')).toBe('qcow2');
    expect(end!.childNodes.length).toBe(0);
  });

  it('keeps the shared base from being given to the user of QEMU', () => {
    const label = elements(xml, 'seclabel')[0]!;
    expect(label.getAttribute('relabel')).toBe('no');
    expect((label.parentNode as Element).getAttribute('file')).toBe(host.base.path);
  });

  it('fixes the MAC and refers to the filter of this machine alone', () => {
    expect(elements(xml, 'mac')[0]!.getAttribute('address')).toBe('02:00:0a:4d:09:05');
    expect(elements(xml, 'filterref')[0]!.getAttribute('filter')).toBe(
      `stratus-${aMachineRecord().machineId}`,
    );
  });

  it('has no swap disk when none was asked for', () => {
    const without = domainXml(aMachineRecord({ swapMiB: 0 }), host);
    expect(elements(without, 'disk').length).toBe(elements(xml, 'disk').length - 1);
  });

  it('has a scratch disk, which its serial names, only when one was asked for', () => {
    const withOne = domainXml(aMachineRecord({ volatileMiB: 64 }), host);
    expect(elements(withOne, 'disk').length).toBe(elements(xml, 'disk').length + 1);
    const serials = elements(withOne, 'serial').map(({ textContent }) => textContent);
    expect(serials).toContain('ephemeral0');
    const targets = elements(withOne, 'target').map((target) => target.getAttribute('dev'));
    expect(new Set(targets).size).toBe(targets.length);
  });

  it('takes the model of the processor from the way it runs', () => {
    expect(elements(xml, 'model')[0]!.textContent).toBe('qemu64');
    const kvm = domainXml(aMachineRecord(), { ...host, domainType: 'kvm' });
    expect(elements(kvm, 'cpu')[0]!.getAttribute('mode')).toBe('host-model');
  });

  it('gets no element from a hostile name, path or bridge', () => {
    const count = elements(xml, '*').length;
    const hostile = fc.constantFrom(
      'a</name><qemu:commandline>',
      '"/><hostdev mode="subsystem"/>',
      "' x='",
      ']]><disk>',
      '&disk;',
    );
    fc.assert(
      fc.property(hostile, hostile, (name, bridge) => {
        const paths = { ...host.paths, console: `/srv/${name}` };
        const built = domainXml(aMachineRecord({ name }), { ...host, bridge, paths });
        expect(elements(built, '*').length).toBe(count);
      }),
    );
  });
});
