/** What is decided before and while a machine joins: the line, the plan, the identity, and what a failure means. */
import { describe, expect, test } from 'vitest';
import { makeJoinPlan, joinPlanText } from '../../../start/join/join-plan.mjs';
import { clockProblem, connectionProblem } from '../../../start/join/join-requests.mjs';
import { readJoinString } from '../../../start/join/join-string.mjs';
import { agentConfigOf, decideJoined } from '../../../start/join/joined-host.mjs';
import type { JoinedHost } from '../../../start/join/joined-host.mjs';
import { readOptions } from '../../../start/terminal/options.mjs';

const [token, fingerprint] = ['t'.repeat(43), 'f'.repeat(43)];
const line = `stratus-join:10.1.2.3:8780:${token}:${fingerprint}`;
const cloud = { address: '10.1.2.3', port: 8780, fingerprint };

describe('the line', () => {
  test('says where the cloud is, the token, and how the cloud is known', () => {
    expect(readJoinString(` ${line}\n`)).toEqual({ ...cloud, token });
  });
  test.each([
    ['cut short', line.slice(0, -1)],
    ['of two lines', `${line}\n${line}`],
    ['without its beginning', line.slice(8)],
    ['with a name for the address', line.replace('10.1.2.3', 'cloud.example')],
    ['with an address that is none', line.replace('10.1.2.3', '10.1.2.999')],
    ['with a port that is none', line.replace('8780', '0')],
    ['with a port too high', line.replace('8780', '70000')],
    ['empty', ''],
  ])('%s is refused without showing the token', (_what, text) => {
    expect(() => readJoinString(text)).toThrow(/Copy it whole/);
    expect(() => readJoinString(text)).not.toThrow(token);
  });
});

type Facts = Parameters<typeof makeJoinPlan>[0];
const facts = (different: object = {}) =>
  ({
    ...{ nodeVersion: '20.19.0', architecture: 'x64', debianLike: true, root: true, tun: true },
    ...{ systemName: 'Debian GNU/Linux 12', diskFreeMiB: 20_000, memoryAvailableMiB: 4_000 },
    ...{
      closedPlace: null,
      kvm: true,
      namespaces: true,
      systemd: false,
      missingPackages: [],
      aptLists: true,
    },
    ...{ apt: { packages: [], downloadText: '0 B', diskText: '0 B', known: true } },
    ...{ appliancePackages: [], nodeModulesInStep: true, built: true, checkout: '/srv/stratus' },
    ...{
      libvirtAnswers: false,
      bridges: ['br0'],
      programs: { busybox: null, nft: null, dnsmasq: null },
    },
    ...different,
  }) as unknown as Facts;
const options = (...args: string[]) => readOptions('join', args);
const joinedSystem: JoinedHost = {
  ...{ hostId: 'a'.repeat(32), libvirt: 'system', bridge: 'br0', cloud },
  storageDir: '/var/lib/libvirt/stratus-local',
  joined: { cloudId: 'c'.repeat(32), name: 'big-1', busServers: ['tls://10.1.2.3:8790'] },
};

describe('the plan', () => {
  test.each<[string, object, string[], JoinedHost | null, 'private' | 'system', string | null]>([
    ['takes a hypervisor of its own where no libvirtd answers', {}, [], null, 'private', null],
    [
      "takes the system's libvirtd",
      { libvirtAnswers: true },
      ['--bridge', 'br0'],
      null,
      'system',
      'br0',
    ],
    [
      'leaves it alone where that is asked',
      { libvirtAnswers: true },
      ['--private'],
      null,
      'private',
      null,
    ],
    ['keeps what was chosen', { libvirtAnswers: true }, [], joinedSystem, 'system', 'br0'],
  ])('%s', (_what, different, args, known, libvirt, bridge) => {
    const plan = makeJoinPlan(facts(different), options(...args), known);
    expect(plan).toMatchObject({ problems: [], libvirt, bridge });
    expect(joinPlanText(plan)).toContain(known ? 'host big-1 and goes on' : 'becomes a host');
  });

  test.each<[string, object, string[], JoinedHost | null, RegExp]>([
    [
      'no bridge',
      { libvirtAnswers: true },
      [],
      null,
      /say to which bridge.*there are: br0.*--private/,
    ],
    ['an unknown bridge', { libvirtAnswers: true }, ['--bridge', 'br9'], null, /no such bridge/],
    ['a bridge without libvirtd', {}, ['--bridge', 'br0'], null, /systemctl start libvirtd/],
    ['libvirtd gone since', {}, [], joinedSystem, /does not answer; start it/],
    [
      'another choice later',
      { libvirtAnswers: true },
      ['--private'],
      joinedSystem,
      /begin anew: npm run clean/,
    ],
    [
      'another bridge later',
      { libvirtAnswers: true },
      ['--bridge', 'br1'],
      joinedSystem,
      /joined with br0/,
    ],
    ['no root', { root: false }, [], null, /sudo npm run join/],
  ])('names %s and what to do', (_what, different, args, known, problem) => {
    const { problems } = makeJoinPlan(facts(different), options(...args), known);
    expect(problems.join('\n')).toMatch(problem);
  });
});

describe('the identity', () => {
  const wanted = { cloud, libvirt: 'private', bridge: null, instance: 'local' } as const;
  const newId = () => 'b'.repeat(32);
  test('is made once and goes on with the same cloud', () => {
    const first = decideJoined(null, wanted, newId);
    expect(first).toMatchObject({ hostId: newId(), joined: null });
    expect(decideJoined(first, wanted, () => 'd'.repeat(32))).toEqual(first);
    expect(decideJoined(joinedSystem, { ...wanted, cloud: null }, newId)).toEqual(joinedSystem);
  });
  test('is not carried to another cloud, but for one that never said yes', () => {
    const elsewhere = { ...wanted, cloud: { ...cloud, fingerprint: 'e'.repeat(43) } };
    expect(() => decideJoined(joinedSystem, elsewhere, newId)).toThrow(/of another cloud/);
    const early = { ...joinedSystem, joined: null };
    expect(decideJoined(early, elsewhere, newId).cloud).toEqual(elsewhere.cloud);
  });
  test('is not had without a line', () => {
    expect(() => decideJoined(null, { ...wanted, cloud: null }, newId)).toThrow(/stratus host add/);
  });
  test('is told to the agent, with the bus over TLS and the seed by its path alone', () => {
    const programs = {
      busybox: '/bin/busybox',
      nft: '/usr/sbin/nft',
      dnsmasq: '/usr/sbin/dnsmasq',
    };
    const joined = { ...joinedSystem, joined: joinedSystem.joined! };
    const config = agentConfigOf('/var/lib/stratus/x', joined, {
      ...{ domainType: 'kvm', programs, nameServers: ['192.0.2.53'] },
    });
    expect(config).toMatchObject({
      nats: {
        servers: ['tls://10.1.2.3:8790'],
        caFile: '/var/lib/stratus/x/hosts/host/agent/ca.pem',
        seedFile: '/var/lib/stratus/x/hosts/host/agent/agent.seed',
      },
      ...{ bridge: 'br0', busybox: '/bin/busybox', storageDir: joined.storageDir },
      imageServer: {
        url: 'https://10.1.2.3:8780/images/',
        caFile: '/var/lib/stratus/x/hosts/host/agent/ca.pem',
      },
      nft: '/usr/sbin/nft',
      dhcp: { program: '/usr/sbin/dnsmasq', nameServers: ['192.0.2.53'] },
    });
    const aPrivate = { ...joined, libvirt: 'private', bridge: null } as const;
    const inside = agentConfigOf('/var/lib/stratus/x', aPrivate, {
      ...{ domainType: 'qemu', programs, nameServers: ['192.0.2.53'] },
    });
    expect(inside).toMatchObject({ nft: '/usr/sbin/nft', dhcp: { nameServers: [] } });
  });
});

describe('a failure', () => {
  const hereMs = Date.parse('2026-11-21T12:00:00Z');
  test.each<[string, number, RegExp | null]>([
    ['the same time', hereMs, null],
    ['a second', hereMs + 1_000, null],
    ['an hour behind', hereMs + 3_600_000, /3600 s behind the cloud's.*timedatectl/s],
    ['an hour ahead', hereMs - 3_600_000, /3600 s ahead of the cloud's/],
    ['a cloud that does not say', NaN, null],
  ])('of the clock, by %s', (_what, cloudMs, problem) => {
    const said = clockProblem({ cloudMs, hereMs });
    if (problem === null) expect(said).toBeNull();
    else expect(said).toMatch(problem);
  });
  test.each<[string, RegExp]>([
    ['CERT_NOT_YET_VALID', /Compare the clocks/],
    ['CERT_HAS_EXPIRED', /restart the cloud: a start renews/],
    ['ECONNREFUSED', /nothing listens.*npm run status/],
    ['EHOSTUNREACH', /firewalls/],
    ['EPROTO', /does not speak TLS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /could not be asked: no/],
  ])('of the connection by %s says what to do', (code, text) => {
    expect(connectionProblem(Object.assign(new Error('no'), { code }), cloud)).toMatch(text);
  });
});
