/** Hosts renamed, removed, bound anew, and confirmed down in two steps: what follows for their machines. */
import { describe, expect, test } from 'vitest';
import { heldBy, forgetsOf, ordersOf } from '../../../../scheduler/decide/orders.ts';
import { decideSilence } from '../../../../scheduler/decide/sweep.ts';
import { givenUpWith, isConfirmedDown, owedEnds } from '../../../../shared/model/host-life.ts';
import { aCloud, aRunRequest, machineIdOf } from '../../../support/a-cloud.ts';
import type { Cloud, Decision } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

const reasonOf = (decided: Decision): string => (decided.ok ? 'accepted' : decided.reason.reason);

function host(cloud: Cloud) {
  return cloud.state.hosts.get(hostId)!;
}

function confirm(cloud: Cloud, word: string): string {
  return reasonOf(cloud.ask({ kind: 'confirmDown', host: 'host-1', why: 'fire', word }));
}

/** Machines in several states on a host that then goes silent; their names by what they are. */
function aSilentHost() {
  const cloud = aCloud();
  const names = {
    running: cloud.run(),
    ending: cloud.run(),
    shutting: cloud.run({ vcpus: 1 }),
    stopped: cloud.run(),
  };
  for (const name of Object.values(names)) cloud.report(name, 'running');
  cloud.ask({ kind: 'stop', machines: [names.stopped] });
  cloud.report(names.stopped, 'stopped', { reason: 'stoppedOnRequest' });
  cloud.silent.add(hostId);
  cloud.commit(decideSilence(cloud.state, cloud.silent));
  cloud.ask({ kind: 'kill', machines: [names.ending] });
  cloud.ask({ kind: 'shutdown', machines: [names.shutting] });
  const ids = {
    running: cloud.machine(names.running).spec.machineId,
    ending: cloud.machine(names.ending).spec.machineId,
    shutting: cloud.machine(names.shutting).spec.machineId,
    stopped: cloud.machine(names.stopped).spec.machineId,
  };
  return { cloud, ids };
}

function confirmedDown() {
  const { cloud, ids } = aSilentHost();
  confirm(cloud, '');
  expect(confirm(cloud, host(cloud).downAsked!.word)).toBe('accepted');
  return { cloud, ids };
}

describe('confirm-down, first step', () => {
  test('changes nothing but tells the word', () => {
    const { cloud } = aSilentHost();
    const before = [...cloud.state.machines.values()].map(({ state }) => state);
    expect(confirm(cloud, '')).toBe('accepted');
    expect([...cloud.state.machines.values()].map(({ state }) => state)).toEqual(before);
    expect(host(cloud).downAsked).toMatchObject({
      ...{ why: 'fire', expiresAtMs: cloud.nowMs + 600_000 },
      word: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    });
    expect(isConfirmedDown(host(cloud))).toBe(false);
  });

  test('says what becomes of each machine', () => {
    const { cloud, ids } = aSilentHost();
    const told = givenUpWith(cloud.state, host(cloud));
    expect(told.map(({ machine, becomes }) => [machine.spec.machineId, becomes])).toEqual([
      [ids.running, 'unknown'],
      [ids.ending, 'done'],
      [ids.shutting, 'done'],
      [ids.stopped, 'kept'],
    ]);
  });

  test('is refused while the host speaks', () => {
    expect(confirm(aCloud(), '')).toBe('hostNotSilent');
  });
});

describe('confirm-down, second step', () => {
  test.each<[string, (cloud: Cloud, word: string) => string, string]>([
    ['with another word', (cloud) => confirm(cloud, 'deadbeef'), 'confirmationUnknown'],
    [
      'after ten minutes',
      (cloud, word) => {
        cloud.nowMs += 600_000;
        return confirm(cloud, word);
      },
      'confirmationExpired',
    ],
    [
      'when other machines would be given up than were shown',
      (cloud, word) => {
        cloud.ask({ kind: 'kill', machines: ['1'] });
        return confirm(cloud, word);
      },
      'confirmationUnknown',
    ],
    [
      'when the host speaks again',
      (cloud, word) => {
        cloud.silent.clear();
        return confirm(cloud, word);
      },
      'hostNotSilent',
    ],
  ])('%s is refused', (_when, attempt, reason) => {
    const { cloud } = aSilentHost();
    confirm(cloud, '');
    expect(attempt(cloud, host(cloud).downAsked!.word)).toBe(reason);
    expect(isConfirmedDown(host(cloud))).toBe(false);
  });

  test('ends what was to end, without evidence, and keeps the rest with its address', () => {
    const { cloud, ids } = confirmedDown();
    const { machines, leases, evidence } = cloud.state;
    for (const id of [ids.ending, ids.shutting]) {
      const machine = machines.get(id)!;
      expect(machine).toMatchObject({ state: 'done', reason: 'hostConfirmedDown', givenUp: true });
      expect(machine.promised).toBe(false);
      expect(leases.get(machine.nics[0]!.address)).toMatchObject({
        ...{ machineId: null, restsUntilMs: cloud.nowMs + 86_400_000 },
      });
    }
    expect(evidence.size).toBe(0);
    expect(machines.get(ids.running)).toMatchObject({
      ...{ state: 'unknown', reason: 'hostConfirmedDown', promised: true },
    });
    expect(machines.get(ids.stopped)).toMatchObject({ state: 'stopped', promised: true });
    expect(leases.get(machines.get(ids.running)!.nics[0]!.address)?.machineId).toBe(ids.running);
  });

  test('starts nothing elsewhere and gives the host nothing new', () => {
    const { cloud } = confirmedDown();
    expect(host(cloud)).toMatchObject({ enabled: false, why: 'confirmed down: fire' });
    const events = cloud.commits.at(-1)!.entries.flatMap((entry) => entry.events);
    expect(events.filter(({ type }) => /Placed|startOrdered/.test(type))).toEqual([]);
  });

  test('said again it is so already', () => {
    const { cloud } = confirmedDown();
    expect(cloud.ask({ kind: 'confirmDown', host: 'host-1', why: '', word: 'x' })).toEqual({
      ...{ ok: true, value: [] },
    });
  });
});

describe('on a host that is confirmed down', () => {
  test.each(['kill', 'shutdown'] as const)('%s ends a machine at once', (kind) => {
    const { cloud, ids } = confirmedDown();
    for (const id of [ids.running, ids.stopped]) {
      expect(reasonOf(cloud.ask({ kind, machines: [id] }))).toBe('accepted');
      expect(cloud.state.machines.get(id)).toMatchObject({
        ...{ state: 'done', reason: 'hostConfirmedDown', givenUp: true },
      });
    }
  });

  test.each(['start', 'stop'] as const)('%s is refused: nobody would do it', (kind) => {
    const { cloud, ids } = confirmedDown();
    expect(reasonOf(cloud.ask({ kind, machines: [ids.running] }))).toBe('hostIsDown');
  });

  test('it cannot be enabled before it is back', () => {
    const { cloud } = confirmedDown();
    const enable = { kind: 'enableHost', host: 'host-1', why: '' } as const;
    expect(reasonOf(cloud.ask(enable))).toBe('hostIsDown');
  });
});

describe('a host that speaks after it was confirmed down', () => {
  function back() {
    const { cloud, ids } = confirmedDown();
    cloud.silent.clear();
    cloud.commit([{ type: 'hostReturned', hostId, bootId: host(cloud).declared!.bootId }]);
    return { cloud, ids };
  }

  test('is ordered to end what was given up, and told to forget nothing before it has', () => {
    const { cloud, ids } = back();
    const orders = ordersOf(cloud.state, hostId).machines;
    const ends = orders.filter(({ desired }) => desired === 'gone');
    expect(ends.map(({ machineId }) => machineId)).toEqual([ids.ending, ids.shutting]);
    expect(heldBy(cloud.state, hostId)).toHaveLength(4);
    expect(forgetsOf(cloud.state, hostId, [ids.ending])).toEqual([]);
  });

  test('gets nothing new until it has ended them and an administrator enables it', () => {
    const { cloud, ids } = back();
    const enable = { kind: 'enableHost', host: 'host-1', why: 'repaired' } as const;
    expect(reasonOf(cloud.ask(enable))).toBe('hostOwesEnds');
    for (const id of [ids.ending, ids.shutting])
      cloud.report(id, 'gone', { evidence: [{ name: 'root', bytes: 5_000_000 }] });
    expect(owedEnds(cloud.state, host(cloud))).toEqual([]);
    expect(cloud.machine(cloud.run({ machineIds: [machineIdOf(9)] })).waiting).toBe(
      'noHostEnabled',
    );
    expect(reasonOf(cloud.ask(enable))).toBe('accepted');
    expect(host(cloud)).toMatchObject({ enabled: true, why: '', downConfirmed: null });
  });

  const day = 86_400_000;
  const wish = (cloud: Cloud, address: number | null) =>
    reasonOf(
      cloud.ask({
        kind: 'run',
        ...aRunRequest({ machineIds: [machineIdOf(8)], address }),
      }),
    );

  test('has its evidence kept after all, and the addresses rest from its word on as any others', () => {
    const { cloud, ids } = back();
    const address = cloud.state.machines.get(ids.ending)!.nics[0]!.address;
    cloud.nowMs += day - 1;
    expect(wish(cloud, address)).toBe('addressTaken');
    cloud.nowMs -= day / 2;
    const events = cloud.report(ids.ending, 'gone', { evidence: [{ name: 'root', bytes: 9 }] });
    expect(events.map(({ type }) => type)).toEqual([
      ...['evidenceKept', 'machineGone', 'addressReleased'],
    ]);
    cloud.nowMs += 59_999;
    expect(wish(cloud, address)).toBe('addressTaken');
    cloud.nowMs += 1;
    expect(wish(cloud, address)).toBe('accepted');
    expect(cloud.state.machines.get(ids.ending)).toMatchObject({
      ...{ state: 'done', reason: 'hostConfirmedDown', givenUp: false },
    });
    expect(forgetsOf(cloud.state, hostId, [ids.ending])).toEqual([]);
    cloud.report(ids.shutting, 'gone');
    expect(forgetsOf(cloud.state, hostId, [ids.shutting])).toHaveLength(1);
  });

  test('that never says so keeps no address for ever, but one that is given last', () => {
    const { cloud, ids } = back();
    const address = cloud.state.machines.get(ids.ending)!.nics[0]!.address;
    cloud.nowMs += day;
    const free = 13 - 4;
    for (let i = 0; i < free; i++)
      expect(
        cloud.machine(cloud.run({ machineIds: [machineIdOf(20 + i)] })).nics[0]?.address,
      ).not.toBe(address);
    expect(cloud.machine(cloud.run({ machineIds: [machineIdOf(8)] })).nics[0]?.address).toBe(
      address,
    );
    expect(cloud.report(ids.ending, 'gone').map(({ type }) => type)).toEqual(['machineGone']);
    expect(cloud.state.leases.get(address)?.machineId).toBe(machineIdOf(8));
  });

  test('shortens no rest of an address that another machine was given up with since', () => {
    const { cloud, ids } = back();
    const { state } = cloud;
    const address = state.machines.get(ids.ending)!.nics[0]!.address;
    cloud.nowMs += day;
    expect(wish(cloud, address)).toBe('accepted');
    cloud.ask({ kind: 'enableHost', host: 'host-1', why: '' });
    const generation = state.machines.get(machineIdOf(8))!.generation + 1;
    cloud.commit([{ type: 'machinePlaced', machineId: machineIdOf(8), hostId, generation }]);
    cloud.silent.add(hostId);
    confirm(cloud, '');
    expect(confirm(cloud, host(cloud).downAsked!.word)).toBe('accepted');
    cloud.ask({ kind: 'kill', machines: [machineIdOf(8)] });
    const { restsUntilMs } = state.leases.get(address)!;
    expect(restsUntilMs).toBe(cloud.nowMs + day);
    cloud.report(ids.ending, 'gone');
    expect(state.leases.get(address)?.restsUntilMs).toBe(restsUntilMs);
    cloud.report(machineIdOf(8), 'gone');
    expect(state.leases.get(address)?.restsUntilMs).toBe(cloud.nowMs + 60_000);
  });

  test('a machine that ran on is seen again as it was', () => {
    const { cloud, ids } = back();
    cloud.report(ids.running, 'running');
    expect(cloud.state.machines.get(ids.running)?.state).toBe('running');
  });

  test('a kill is an order again, and needs the word of the host', () => {
    const { cloud, ids } = back();
    cloud.ask({ kind: 'kill', machines: [ids.running] });
    expect(cloud.state.machines.get(ids.running)?.state).toBe('epilog');
  });
});

describe('removing a host', () => {
  const remove = { kind: 'removeHost', host: 'host-1', why: 'sold' } as const;

  test('is refused while it has machines or evidence', () => {
    const cloud = aCloud();
    const name = cloud.run();
    const { machineId } = cloud.machine(name).spec;
    cloud.report(name, 'running');
    expect(reasonOf(cloud.ask(remove))).toBe('hostHasMachines');
    cloud.ask({ kind: 'kill', machines: [name] });
    cloud.report(machineId, 'gone', { evidence: [{ name: 'root', bytes: 1 }] });
    const refusal = cloud.ask(remove);
    expect(refusal.ok ? '' : refusal.reason.message).toContain('the evidence of 1');
  });

  test('frees its name, and its id is never used again', () => {
    const cloud = aCloud();
    expect(reasonOf(cloud.ask(remove))).toBe('accepted');
    expect(host(cloud)).toMatchObject({ enabled: false, removed: { why: 'sold' } });
    expect(reasonOf(cloud.ask({ kind: 'enableHost', host: 'host-1', why: '' }))).toBe(
      'unknownHost',
    );
    expect(reasonOf(cloud.ask({ ...remove, host: hostId }))).toBe('accepted');
    const joins = { kind: 'joinHost', name: 'host-1', publicKey: '', tokenDigest: '' } as const;
    expect(reasonOf(cloud.ask({ ...joins, hostId }))).toBe('hostRemoved');
    expect(reasonOf(cloud.ask({ ...joins, hostId: '9'.repeat(32) }))).toBe('accepted');
  });

  test('is done with one that is confirmed down, whose machines can still be ended', () => {
    const { cloud, ids } = confirmedDown();
    expect(reasonOf(cloud.ask(remove))).toBe('accepted');
    cloud.ask({ kind: 'kill', machines: [ids.running] });
    expect(cloud.state.machines.get(ids.running)?.state).toBe('done');
  });
});

describe('the label of a host', () => {
  test.each([
    ['another one', 'attic', 'accepted'],
    ['its own', 'host-1', 'accepted'],
    ['that of another host', 'host-2', 'hostExists'],
    ['nothing that can be one', 'Attic!', 'invalidName'],
  ])('can become %s or not', (_what, name, expected) => {
    const cloud = aCloud({ moreHosts: ['b'.repeat(32)] });
    expect(reasonOf(cloud.ask({ kind: 'renameHost', host: hostId, name }))).toBe(expected);
    expect(host(cloud).name).toBe(expected === 'accepted' ? name : 'host-1');
  });
});

test('only an administrator changes hosts', () => {
  const requests = [
    { kind: 'renameHost', host: 'host-1', name: 'x' },
    { kind: 'removeHost', host: 'host-1', why: '' },
    { kind: 'confirmDown', host: 'host-1', why: '', word: '' },
    { kind: 'rebindHost', host: 'host-1', why: '' },
    { kind: 'offerHost', tokenDigest: 'ab'.repeat(32), name: '', expiresAtMs: 2e12 },
    { kind: 'withdrawOffer', tokenDigest: 'ab'.repeat(32) },
  ] as const;
  for (const request of requests)
    expect(reasonOf(aCloud().ask(request, { administrator: false }))).toBe('notAuthorized');
});
