import { describe, expect, it } from 'vitest';
import { dhcpPlan } from '../../../../agent/reconcile/dhcp-plan.ts';
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { macOf } from '../../../../shared/net/mac.ts';

const server = {
  ...{ program: '/usr/sbin/dnsmasq', bridge: 'br0', folder: '/kept/dhcp' },
  ...{ address: parseIpv4('169.254.77.1')!, nameServers: [parseIpv4('10.77.1.1')!] },
};

const card = (text: string, gateway: string | null = '10.77.1.1', prefixLength = 24) => {
  const address = parseIpv4(text)!;
  const reached = gateway === null ? null : parseIpv4(gateway);
  return { mac: macOf('02:00', address), address, prefixLength, gateway: reached };
};

describe('the plan of a DHCP server', () => {
  it('has one lease for each card, and ignores everybody else', () => {
    const { command, files } = dhcpPlan(server, [card('10.77.1.9'), card('10.77.1.5')]);
    expect(files.hosts).toBe(
      '02:00:0a:4d:01:05,set:net0,10.77.1.5,infinite\n' +
        '02:00:0a:4d:01:09,set:net0,10.77.1.9,infinite\n',
    );
    expect(command).toContain('--dhcp-ignore=tag:!known');
    expect(command).toContain('--dhcp-range=10.77.1.0,static,255.255.255.0,infinite');
  });

  it('answers no name and hears one bridge only', () => {
    const { command } = dhcpPlan(server, [card('10.77.1.5')]);
    expect(command[0]).toBe('/usr/sbin/dnsmasq');
    for (const word of ['--port=0', '--interface=br0', '--bind-interfaces', '--leasefile-ro'])
      expect(command).toContain(word);
  });

  it('tells each network its own gateway, and where there is none does not name itself', () => {
    const cards = [card('172.16.0.2', null, 16), card('10.77.1.5')];
    const { command, files } = dhcpPlan(server, cards);
    expect(files.options).toBe(
      'tag:net0,option:router,10.77.1.1\ntag:net0,option:dns-server,10.77.1.1\n' +
        'tag:net1,option:router\ntag:net1,option:dns-server,10.77.1.1\n',
    );
    expect(files.hosts).toContain('02:00:ac:10:00:02,set:net1,172.16.0.2,infinite\n');
    expect(command).toContain('--shared-network=br0,172.16.0.0');
    expect(command).toContain('--dhcp-range=172.16.0.0,static,255.255.0.0,infinite');
  });

  it('is the same process for another card of a known network, and another for a new network', () => {
    const before = dhcpPlan(server, [card('10.77.1.5')]).command;
    expect(dhcpPlan(server, [card('10.77.1.5'), card('10.77.1.6')]).command).toEqual(before);
    expect(dhcpPlan(server, [card('10.77.1.5'), card('10.78.1.6')]).command).not.toEqual(before);
  });

  it('says nothing of name servers where there are none', () => {
    const { files } = dhcpPlan({ ...server, nameServers: [] }, [card('10.77.1.5')]);
    expect(files.options).toContain('tag:net0,option:dns-server\n');
  });
});
