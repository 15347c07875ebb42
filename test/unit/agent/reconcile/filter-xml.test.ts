import { describe, expect, it } from 'vitest';

import { filterName, filterXml } from '../../../../agent/reconcile/filter-xml.ts';
import { parseXml } from '../../../support/parse-xml.ts';

const machineId = '11111111-2222-4333-8444-555555555555';
const first = { mac: '02:00:0a:4d:09:05', address: 0x0a4d0905 };
const second = { mac: '02:00:ac:10:00:02', address: 0xac100002 };

interface Rule {
  readonly action: string;
  readonly direction: string;
  readonly priority: number;
  readonly match: Readonly<Record<string, string>>;
}

function rulesOf(xml: string): Rule[] {
  return Array.from(parseXml(xml).getElementsByTagName('rule')).map((rule) => ({
    action: rule.getAttribute('action')!,
    direction: rule.getAttribute('direction')!,
    priority: Number(rule.getAttribute('priority')),
    match: Object.fromEntries(
      Array.from((rule.firstChild as Element | null)?.attributes ?? []).map((attribute) => [
        attribute.name,
        attribute.value,
      ]),
    ),
  }));
}

describe('the network filter of a machine', () => {
  const rules = rulesOf(filterXml(machineId, [first, second]));
  const outgoing = rules.filter((rule) => rule.action === 'accept' && rule.direction === 'out');

  it('is named for the machine', () => {
    expect(filterXml(machineId, [first])).toContain(`<filter name="${filterName(machineId)}"`);
  });

  it('lets nothing out that does not carry one of the machine’s MACs', () => {
    for (const rule of outgoing)
      expect([first.mac, second.mac]).toContain(rule.match['srcmacaddr']);
  });

  it('lets each address out with its own MAC only', () => {
    const pairs = outgoing
      .map(({ match }) => [match['srcmacaddr'], match['srcipaddr'] ?? match['arpsrcipaddr']])
      .filter(([, address]) => address !== '0.0.0.0');
    expect(new Set(pairs.map((pair) => pair.join(' ')))).toEqual(
      new Set([
        '02:00:0a:4d:09:05 10.77.9.5',
        '02:00:0a:4d:09:05 fe80::aff:fe4d:905',
        '02:00:ac:10:00:02 172.16.0.2',
        '02:00:ac:10:00:02 fe80::acff:fe10:2',
      ]),
    );
  });

  it('fixes the MAC inside ARP as well', () => {
    for (const { match } of outgoing)
      if ('arpsrcipaddr' in match) expect(match['arpsrcmacaddr']).toBe(match['srcmacaddr']);
  });

  it.each([
    ['router advertisements', { protocol: 'icmpv6', type: '134' }],
    ['redirects', { protocol: 'icmpv6', type: '137' }],
    ['a DHCP server', { protocol: 'udp', srcportstart: '67' }],
    ['a DHCPv6 server', { protocol: 'udp', srcportstart: '547' }],
  ])('drops %s before anything is let out', (_what, match) => {
    const drop = rules.find((rule) => rule.action === 'drop' && sameMatch(rule.match, match))!;
    for (const rule of outgoing) expect(drop.priority).toBeLessThan(rule.priority);
  });

  it('lets DHCP in from the server that is known, where there is one, and from nobody else', () => {
    const known = rulesOf(filterXml(machineId, [first], 0xa9fe4d01));
    const dhcp = known.filter(
      ({ direction, match }) => direction === 'in' && match['srcportstart'] === '67',
    );
    expect(dhcp.map(({ action, match }) => [action, match['srcipaddr']])).toEqual([
      ['accept', '169.254.77.1'],
      ['drop', undefined],
    ]);
    const others = known.filter(
      ({ action, direction }) => action === 'accept' && direction === 'in',
    );
    for (const rule of others.slice(1)) expect(rule.priority).toBeGreaterThan(dhcp[1]!.priority);
    expect(rules.some(({ direction, match }) => direction === 'in' && 'protocol' in match)).toBe(
      false,
    );
  });

  it('ends by dropping the rest in both directions', () => {
    const last = rules.reduce((a, b) => (b.priority > a.priority ? b : a));
    expect(last).toMatchObject({ action: 'drop', direction: 'inout', match: {} });
  });

  it('lets out nothing at all for a machine without an interface', () => {
    const none = rulesOf(filterXml(machineId, []));
    expect(none.some((rule) => rule.action === 'accept' && rule.direction === 'out')).toBe(false);
  });

  it('refuses a MAC that is none', () => {
    expect(() => filterXml(machineId, [{ ...first, mac: '02:00:0a' }])).toThrow(RangeError);
  });
});

function sameMatch(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
