/**
 * Every reason of the closed list is given somewhere and shown by a test, or is named here with why not. Rows of one line
 * are tried here; the others name the test that shows them, and that test must speak of them.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nextStep } from '../../../../agent/reconcile/next-step.ts';
import { consequenceOf } from '../../../../agent/steps/step-failure.ts';
import { AddressInUse, ContextRefused } from '../../../../agent/steps/step-context.ts';
import { HypervisorRefused } from '../../../../agent/libvirt/hypervisor-errors.ts';
import { keyConflict, requestTooLarge } from '../../../../scheduler/decide/refusals.ts';
import { decideSilence } from '../../../../scheduler/decide/sweep.ts';
import { actionRefused } from '../../../../scheduler/decide/refusals.ts';
import { reasonOf, reasons } from '../../../../shared/model/reasons.ts';
import type { Reason } from '../../../../shared/model/reasons.ts';
import { aCloud, aRunRequest } from '../../../support/a-cloud.ts';
import type { Cloud } from '../../../support/a-cloud.ts';
import { aDomain, aGuard, bootId } from '../../../support/a-guard.ts';
import { hostId } from '../../../support/log-writer.ts';

function refusal(request: Parameters<Cloud['ask']>[0], administrator = true): string {
  const decided = aCloud().ask(request, { administrator });
  return decided.ok ? 'accepted' : decided.reason.reason;
}

function stopped(reason: string): string {
  const guard = aGuard({ startedGeneration: 1, startedBootId: bootId });
  const domain = aDomain({ active: false, reason });
  const step = nextStep({
    ...{
      guard,
      domain,
      mayStart: true,
      prepared: false,
      stopOverdue: false,
      purgeDue: false,
      bootId,
    },
  });
  return step && 'reason' in step ? step.reason : '-';
}

function consequence(error: Error): string | null {
  return consequenceOf({ kind: 'prepare' }, error, aGuard(), 1).reason;
}

function waits(prepare: (cloud: Cloud) => void, changes: object = {}): string | null {
  const cloud = aCloud();
  prepare(cloud);
  return cloud.machine(cloud.run(changes)).waiting;
}

/** The reason, and the shortest way to it. */
const given: Partial<Record<Reason, () => string | null>> = {
  unknownMachine: () => refusal({ kind: 'kill', machines: ['nobody'] }),
  unknownHost: () => refusal({ kind: 'enableHost', host: 'nobody', why: '' }),
  unknownType: () => refusal({ kind: 'run', ...aRunRequest({ type: 'x' }) }),
  unknownNetworkClass: () => refusal({ kind: 'run', ...aRunRequest({ networkClass: 'local' }) }),
  unknownEvidence: () => refusal({ kind: 'hold', machine: '1', why: '' }),
  malformedRequest: () => refusal({ kind: 'why', machine: '1' }),
  notAuthorized: () => refusal({ kind: 'hold', machine: '1', why: '' }, false),
  keyConflict: () => keyConflict('k').reason,
  requestTooLarge: () => requestTooLarge(2, 1).reason,
  actionNotOffered: () => {
    const cloud = aCloud();
    return actionRefused(cloud.machine(cloud.run()), 'suspend').reason;
  },
  noHosts: () => waits(({ state }) => state.hosts.clear()),
  noHostHeard: () => waits(({ silent }) => silent.add(hostId)),
  noHostEnabled: () => waits((cloud) => cloud.ask({ kind: 'disableHost', host: hostId, why: '' })),
  noHostMeetsRequirement: () => waits(() => undefined, { requirements: 'ARCH = "x"' }),
  tooLargeForEveryHost: () => waits(() => undefined, { vcpus: 99 }),
  noHostWithCpu: () => waits((cloud) => cloud.run({ vcpus: 4 })),
  noHostWithMemory: () => waits((cloud) => cloud.run({ memoryMiB: 7_600 })),
  noHostWithDisk: () =>
    waits((cloud) => cloud.run({ rootDiskMiB: 98_000 }), { rootDiskMiB: 2_000 }),
  hostSilent: () => {
    const cloud = aCloud();
    const name = cloud.run();
    cloud.report(name, 'running');
    const [lost] = decideSilence(cloud.state, new Set([hostId]));
    return lost?.type === 'machineLost' ? lost.reason : null;
  },
  addressInUse: () => consequence(new AddressInUse('x')),
  contextUnavailable: () => consequence(new ContextRefused('x')),
  hypervisorRefused: () => consequence(new HypervisorRefused('failed', 'x')),
  halted: () => stopped('shutdown'),
  crashed: () => stopped('crashed'),
  destroyedOutside: () => stopped('destroyed'),
};

/** Shown by another test below `test/unit`, which says the word. */
const shownBy: Partial<Record<Reason, string>> = {
  ...{ invalidName: 'scheduler/decide/run', nameTaken: 'scheduler/decide/run' },
  ...{ invalidCount: 'scheduler/decide/run', invalidSize: 'scheduler/decide/run' },
  ...{ invalidRequirement: 'scheduler/decide/run', invalidRank: 'scheduler/decide/run' },
  ...{ invalidImage: 'scheduler/decide/run', invalidContext: 'scheduler/decide/run' },
  ...{ imageHasNoDigest: 'scheduler/decide/run', addressOutside: 'scheduler/decide/run' },
  ...{ addressTaken: 'scheduler/decide/run', noFreeAddress: 'scheduler/decide/run' },
  ...{ contextTooLarge: 'scheduler/context/compose', notAuthenticated: 'api/every-route' },
  ...{ actionNotAllowed: 'scheduler/decide/machine-actions', logFull: 'scheduler/loops/leader' },
  ...{ hostExists: 'scheduler/decide/hosts-and-evidence', wrongCloud: 'malformed' },
  ...{ purgeOrdered: 'scheduler/decide/hosts-and-evidence', unknownCursor: 'api/events' },
  ...{ logUnavailable: 'shared/log/memory-log', noAnswer: 'shared/bus/memory-bus' },
  ...{ vaultUnavailable: 'api/machines', diskFull: 'agent/loop/machine-worker' },
  ...{ imageUnreachable: 'agent/loop/machine-worker', imageTooLarge: 'agent/loop/machine-worker' },
  imageDigestMismatch: 'agent/images/fetching-images',
  imageSizeMismatch: 'agent/images/fetching-images',
  imageFormatRefused: 'agent/images/fetching-images',
  imageLocationRefused: 'agent/images/fetching-images',
  ...{ stoppedOnRequest: 'agent/reconcile/next-step', vanished: 'agent/reconcile/next-step' },
  ...{ joinTokenUnknown: 'scheduler/decide/join-host', hostRemoved: 'scheduler/decide/join-host' },
  ...{
    joinTokenExpired: 'scheduler/decide/join-host',
    joinTokenUsed: 'scheduler/decide/join-host',
  },
  ...{ hostHasMachines: 'scheduler/decide/host-life', hostOwesEnds: 'scheduler/decide/host-life' },
  ...{ hostIsDown: 'scheduler/decide/host-life', hostConfirmedDown: 'scheduler/decide/host-life' },
  ...{ hostNotSilent: 'scheduler/decide/host-life', hostAwaited: 'scheduler/decide/recovery' },
  ...{ mayBePlaced: 'scheduler/decide/recovery' },
  ...{ frozen: 'api/recovery' },
  confirmationUnknown: 'scheduler/decide/host-life',
  confirmationExpired: 'scheduler/decide/host-life',
  ...{ hostRestarted: 'agent/reconcile/next-step', unsupportedFormat: 'malformed' },
  ...{ stopDeadlinePassed: 'agent/loop/machine-worker', noContext: 'scheduler/decide/sweep' },
};

/** Given by the code, and shown by no unit test yet. */
const notYetShown: Partial<Record<Reason, string>> = {
  tooManyRequests: 'needs 4,096 requests under way at once; a test of load belongs to it',
  notLeading: 'a lead that is lost between a decision and its answer: seen in the simulator',
  contextDigestMismatch: 'a context that composes to something else than was decided',
};

describe('reasons', () => {
  test.each(Object.entries(given))('%s', (reason, way) => {
    expect(way()).toBe(reason);
  });

  test.each(Object.entries(shownBy))('%s is shown by %s', (reason, file) => {
    const text = readFileSync(new URL(`../../${file}.test.ts`, import.meta.url), 'utf8');
    expect(text).toContain(reason);
  });

  test('each is tried, shown elsewhere, or named as not yet shown', () => {
    const known = [given, shownBy, notYetShown].flatMap((rows) => Object.keys(rows));
    expect([...known].sort()).toEqual(Object.keys(reasons).sort());
  });

  test('each has its number, and no number a stranger', () => {
    for (const [word, number] of Object.entries(reasons)) expect(reasonOf(number)).toBe(word);
    expect(reasonOf(0)).toBeNull();
    expect(reasonOf(9_999)).toBeNull();
  });

  test('every one is used by the code', () => {
    const root = new URL('../../../../', import.meta.url);
    const texts = ['scheduler', 'agent', 'api', 'shared'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('model/reasons.ts'))
        .map((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8')),
    );
    const code = texts.join('\n');
    expect(Object.keys(reasons).filter((reason) => !code.includes(`'${reason}'`))).toEqual([]);
  });
});
