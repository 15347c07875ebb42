/** When orders are sent: what changed at once, everything when a host holds something else, ever more rarely. */
import { describe, expect, test } from 'vitest';
import { sendChanges, sendIfDiffers } from '../../../../scheduler/loops/dispatch.ts';
import type { Session } from '../../../../scheduler/loops/hosts.ts';
import { heldBy } from '../../../../scheduler/decide/orders.ts';
import type { Entry } from '../../../../shared/model/events.ts';
import { heldDigest } from '../../../../shared/model/digests.ts';
import { wantedMessage } from '../../../../shared/wire/conversation.ts';
import { aCommitOf, aLeading } from '../../../support/a-leading.ts';
import { hostId } from '../../../support/log-writer.ts';

const session = (): Session =>
  ({
    ...{ hostId, binding: { nonce: '1'.repeat(32) }, reported: new Set(), resendAtMs: 0 },
    resendPauseMs: 0,
  }) as unknown as Session;

const sentBy = (bench: ReturnType<typeof aLeading>) =>
  bench.said.map(({ bytes }) => wantedMessage.decode(bytes));

const holding = (held: string) => ({ heldDigest: held, position: null });

describe('all orders', () => {
  test('are sent again after 1, 2, 4 ... and at most 60 seconds while the host holds something else', async () => {
    const bench = aLeading();
    bench.cloud.run();
    const one = session();
    const sentAtS: number[] = [];
    for (let second = 0; second < 400; second++) {
      const before = bench.said.length;
      sendIfDiffers(bench.leading, one, holding('ab'.repeat(32)));
      if (bench.said.length > before) sentAtS.push(second);
      await bench.clock.pass(1_000);
    }
    const pauses = sentAtS.slice(1).map((at, i) => at - sentAtS[i]!);
    expect(pauses.slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(sentBy(bench).every(({ whole, machines }) => whole && machines.length === 1)).toBe(true);
  });

  test('are not sent when the host holds them, and the next time at once', async () => {
    const bench = aLeading();
    bench.cloud.run();
    const one = session();
    sendIfDiffers(bench.leading, one, holding('ab'.repeat(32)));
    sendIfDiffers(bench.leading, one, holding(heldDigest(heldBy(bench.cloud.state, hostId))));
    sendIfDiffers(bench.leading, one, holding('cd'.repeat(32)));
    expect(bench.said).toHaveLength(2);
  });

  test('are not sent at all by a frozen leader', () => {
    const bench = aLeading();
    bench.cloud.run();
    bench.leading.frozen = 'older than the world';
    sendIfDiffers(bench.leading, session(), holding('ab'.repeat(32)));
    expect(bench.said).toEqual([]);
  });
});

describe('what a commit changed', () => {
  test('goes to its host alone', () => {
    const bench = aLeading();
    const names = [bench.cloud.run(), bench.cloud.run(), bench.cloud.run()];
    const [first, second] = names.map((name) => bench.cloud.machine(name).spec.machineId);
    bench.cloud.ask({ kind: 'kill', machines: names.slice(0, 2) });
    const killed = [first!, second!].map(
      (machineId) => ({ type: 'killOrdered', machineId, generation: 2 }) as const,
    );
    sendChanges(bench.leading, new Map([[hostId, session()]]), aCommitOf(killed));
    const [wanted, ...more] = sentBy(bench);
    expect(more).toEqual([]);
    expect(wanted).toMatchObject({ whole: false, bulk: true });
    expect(wanted!.machines.map(({ machineId, desired }) => [machineId, desired])).toEqual([
      [first, 'gone'],
      [second, 'gone'],
    ]);
  });

  test('waits for the hello of a host that nobody speaks for', () => {
    const bench = aLeading();
    const { machineId } = bench.cloud.machine(bench.cloud.run()).spec;
    const placed = { type: 'machinePlaced', machineId, hostId, generation: 1 } as const;
    sendChanges(bench.leading, new Map(), aCommitOf([placed]));
    expect(bench.said).toEqual([]);
  });
});

describe('ends are marked as meant', () => {
  const isMeant = (bench: ReturnType<typeof aLeading>): boolean => sentBy(bench).at(-1)!.bulk;

  /** Ends that machine, and sends what the commit changed. */
  function end(bench: ReturnType<typeof aLeading>, name: string, origin: Entry['origin']): void {
    const { machineId } = bench.cloud.machine(name).spec;
    const killed = { type: 'killOrdered', machineId, generation: 2 } as const;
    bench.cloud.commit([killed], { origin });
    const commit = aCommitOf([killed]);
    const entries = commit.entries.map((entry) => ({ ...entry, origin }));
    sendChanges(bench.leading, new Map([[hostId, session()]]), { ...commit, entries });
  }

  test('one by one where a command ordered them, and when all orders are sent again', () => {
    const bench = aLeading();
    for (const name of [bench.cloud.run(), bench.cloud.run()]) {
      end(bench, name, 'command');
      expect(isMeant(bench)).toBe(true);
    }
    bench.cloud.run();
    sendIfDiffers(bench.leading, session(), holding('ab'.repeat(32)));
    expect(sentBy(bench).at(-1)).toMatchObject({ whole: true, bulk: true });
  });

  test('never where the scheduler ordered one of them by itself', () => {
    const bench = aLeading();
    const [one, other] = [bench.cloud.run(), bench.cloud.run()];
    end(bench, one, 'command');
    end(bench, other, 'report');
    expect(isMeant(bench)).toBe(false);
    sendIfDiffers(bench.leading, session(), holding('ab'.repeat(32)));
    expect(isMeant(bench)).toBe(false);
  });

  test('not by a leader that did not write them itself', () => {
    const bench = aLeading();
    bench.cloud.ask({ kind: 'kill', machines: [bench.cloud.run()] });
    sendIfDiffers(bench.leading, session(), holding('ab'.repeat(32)));
    expect(isMeant(bench)).toBe(false);
  });

  test('nor where nothing ends', () => {
    const bench = aLeading();
    bench.cloud.run();
    sendIfDiffers(bench.leading, session(), holding('ab'.repeat(32)));
    expect(isMeant(bench)).toBe(false);
  });
});
