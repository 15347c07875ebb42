import { describe, expect, test } from 'vitest';
import { decideDeclaration } from '../../../../scheduler/decide/declare-host.ts';
import { forgetsOf, heldBy, ordersOf } from '../../../../scheduler/decide/orders.ts';
import type { Hello } from '../../../../shared/model/conversation.ts';
import { aCloud, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { genesis, hostId } from '../../../support/log-writer.ts';

describe('hosts', () => {
  const other = 'b'.repeat(32);
  test.each([
    ['a repeat', hostId, 'host-1', 'nothing'],
    ['the same id under another name', hostId, 'host-9', 'hostExists'],
    ['another id under the same name', other, 'host-1', 'hostExists'],
    ['a bad name', other, 'Host 2', 'invalidName'],
    ['a new host', other, 'host-2', 'hostJoined'],
  ])('join: %s', (_what, id, name, expected) => {
    const decided = aCloud().ask({
      ...{ kind: 'joinHost', hostId: id, name, publicKey: '', tokenDigest: '' },
    });
    const said = decided.ok ? (decided.value[0]?.type ?? 'nothing') : decided.reason.reason;
    expect(said).toBe(expected);
  });

  test('enable and disable: known hosts only, a repeat changes nothing, another why does', () => {
    const cloud = aCloud();
    const asked = (kind: 'enableHost' | 'disableHost', host: string, why = ''): string => {
      const decided = cloud.ask({ kind, host, why });
      return decided.ok ? (decided.value[0]?.type ?? 'nothing') : decided.reason.reason;
    };
    expect(asked('enableHost', 'nobody')).toBe('unknownHost');
    expect(asked('disableHost', 'nobody')).toBe('unknownHost');
    expect(asked('enableHost', 'host-1')).toBe('nothing');
    expect(asked('disableHost', 'host-1', 'broken fan')).toBe('hostDisabled');
    expect(asked('disableHost', hostId, 'broken fan')).toBe('nothing');
    expect(asked('disableHost', hostId, 'new fan')).toBe('hostDisabled');
    expect(cloud.machine(cloud.run()).waiting).toBe('noHostEnabled');
    expect(asked('enableHost', 'host-1')).toBe('hostEnabled');
  });

  test('only an administrator changes them, or holds evidence', () => {
    for (const request of [
      { kind: 'joinHost', hostId: other, name: 'x', publicKey: '', tokenDigest: '' },
      { kind: 'enableHost', host: 'host-1', why: '' },
      { kind: 'disableHost', host: 'host-1', why: '' },
      { kind: 'hold', machine: '1', why: '' },
      { kind: 'release', machine: '1', why: '' },
    ] as const) {
      const decided = aCloud().ask(request, { administrator: false });
      expect(decided, request.kind).toMatchObject({
        ok: false,
        reason: { reason: 'notAuthorized' },
      });
    }
  });

  test('what a host declares is recorded when it changes, and load never', () => {
    const cloud = aCloud();
    const said = genesis.find((event) => event.type === 'hostDeclared')!;
    const hello = { ...said, load: { cpuUsedHundredths: 7 } } as unknown as Hello;
    expect(decideDeclaration(cloud.state, hello)).toEqual([]);
    const grown = { ...hello, attributes: { ...hello.attributes, GPU: 1 } };
    expect(decideDeclaration(cloud.state, grown)).toMatchObject([{ attributes: { GPU: 1 } }]);
    expect(decideDeclaration(cloud.state, { ...hello, hostId: other })).toEqual([]);
  });
});

function withEvidence(): Cloud {
  const cloud = aCloud();
  cloud.run({ name: 'm' });
  cloud.report('m', 'running');
  cloud.ask({ kind: 'kill', machines: ['m'] });
  cloud.report('m', 'gone', { evidence: [{ name: 'root', bytes: 1 }] });
  return cloud;
}

describe('evidence', () => {
  const hold = { kind: 'hold', machine: machineIdOf(1), why: 'looked at' } as const;
  const release = { kind: 'release', machine: '1', why: '' } as const;

  test('held once, released once, by UUID or label', () => {
    const cloud = withEvidence();
    expect(cloud.ask(hold)).toMatchObject({ ok: true, value: [{ type: 'evidenceHeld' }] });
    expect(cloud.ask(hold)).toEqual({ ok: true, value: [] });
    expect(cloud.ask(release)).toMatchObject({ ok: true, value: [{ type: 'evidenceReleased' }] });
    expect(cloud.ask(release)).toEqual({ ok: true, value: [] });
  });

  test('a hold after the order to purge is refused', () => {
    const cloud = withEvidence();
    cloud.nowMs += 172_800_000;
    cloud.commit([{ type: 'purgeOrdered', machineId: machineIdOf(1) }]);
    expect(cloud.ask(hold)).toMatchObject({ ok: false, reason: { reason: 'purgeOrdered' } });
  });

  test('what is not there cannot be held', () => {
    const cloud = aCloud();
    cloud.run();
    for (const machine of ['one-1', 'nobody', machineIdOf(77)])
      expect(cloud.ask({ ...hold, machine })).toMatchObject({
        ...{ ok: false, reason: { reason: 'unknownEvidence' } },
      });
  });
});

describe('what a host is to hold', () => {
  test('an order for each machine until it has ended, then a purge, then a word that it may forget', () => {
    const cloud = withEvidence();
    const id = machineIdOf(1);
    expect(ordersOf(cloud.state, hostId)).toEqual({ machines: [], purges: [] });
    expect(heldBy(cloud.state, hostId)).toEqual([{ machineId: id, generation: 2, purge: false }]);
    expect(forgetsOf(cloud.state, hostId, [id])).toEqual([]);
    cloud.nowMs += 172_800_000;
    cloud.commit([{ type: 'purgeOrdered', machineId: id }]);
    expect(ordersOf(cloud.state, hostId).purges).toMatchObject([{ keptAtLeastMs: 172_800_000 }]);
    cloud.commit([{ type: 'evidencePurged', machineId: id }]);
    expect(ordersOf(cloud.state, hostId)).toEqual({ machines: [], purges: [] });
    expect(forgetsOf(cloud.state, hostId, [id])).toEqual([{ machineId: id, generation: 2 }]);
    expect(forgetsOf(cloud.state, 'b'.repeat(32), [id])).toEqual([]);
    expect(forgetsOf(cloud.state, hostId, [machineIdOf(66)])).toEqual([]);
  });
});
