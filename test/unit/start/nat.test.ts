// What is promised of the way out, and what is told of it before it is opened?

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameServersHere, nameServersIn } from '../../../start/plan/name-servers.mjs';
import { natRules, natTable, othersForwarding } from '../../../start/cloud/nat.mjs';
import { readOptions } from '../../../start/terminal/options.mjs';
import { makePlan } from '../../../start/plan/plan.mjs';
import { planText } from '../../../start/terminal/plan-text.mjs';
import { aMachine } from '../../support/a-plan.ts';

const planOf = (args: string[], nameServers: string[] = []) =>
  makePlan(aMachine({ nameServers }), readOptions('start', args));

test('nothing of it is planned unless it is asked for', () => {
  expect(planOf([]).nat).toBe(false);
  expect(planText(planOf([]))).not.toMatch(/nftables table|ip_forward/);
});

test('the plan names the table and the name servers', () => {
  const plan = planOf(['--nat', '--instance', 'my-lab'], ['192.0.2.53']);
  expect(plan.nameServers).toEqual(['192.0.2.53']);
  expect(planText(plan)).toContain('nftables table stratus_my_lab, ip_forward on');
  expect(planText(plan)).toContain('name servers: 192.0.2.53');
  expect(planText(planOf(['--nat']))).toContain('none, only loopback answers here');
});

test('it serves one range, and lets in nothing but answers', () => {
  const table = natTable('local');
  const rules = natRules({ table, cidr: '10.77.1.0/24', interface: 'stratus0' });
  expect(rules).toContain('ip saddr 10.77.1.0/24 oifname != "stratus0" masquerade');
  const forward = rules.split('\n').filter((line) => /(accept|drop)$/.test(line));
  expect(forward.map((line) => line.trim())).toEqual([
    'iifname "stratus0" ip saddr 10.77.1.0/24 accept',
    'oifname "stratus0" ip daddr 10.77.1.0/24 ct state established,related accept',
    'iifname "stratus0" drop',
    'oifname "stratus0" drop',
  ]);
});

test('machines are told no name server that only this machine can reach', () => {
  const text =
    '# nameserver 192.0.2.1\nnameserver 127.0.0.53\nnameserver 192.0.2.2\nnameserver ::1\n';
  expect(nameServersIn(text)).toEqual(['192.0.2.2']);
});

test('where a local forwarder answers, the servers behind it are told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'));
  const files = [join(folder, 'own'), join(folder, 'behind'), join(folder, 'missing')];
  writeFileSync(files[0]!, 'nameserver 127.0.0.53\n');
  writeFileSync(files[1]!, 'nameserver 192.0.2.2\nnameserver 192.0.2.3\n');
  expect(nameServersHere(files)).toEqual(['192.0.2.2', '192.0.2.3']);
  rmSync(folder, { recursive: true });
});

test('forwarding that others have come to need is not turned off under them', () => {
  const chain = (table: string, hook?: string) => ({ chain: { family: 'ip', table, hook } });
  const nftables = [
    { metainfo: { version: '1.0.6' } },
    ...[chain('stratus', 'forward'), chain('stratus_lab', 'forward'), chain('nat', 'input')],
  ];
  expect(othersForwarding({ nftables })).toEqual([]);
  const others = [chain('filter', 'forward'), chain('filter', 'forward'), chain('filter')];
  expect(othersForwarding({ nftables: [...nftables, ...others] })).toEqual(['ip filter']);
});
