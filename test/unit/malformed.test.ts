/**
 * Malformed, later and foreign messages on every subject: the scheduler and the agent drop them, change nothing, and go on
 * with the next good one.
 */
import { describe, expect, test } from 'vitest';
import { createAgent } from '../../agent/agent.ts';
import { noGuestNetwork } from '../../agent/network/guest-network.ts';
import { createScheduler } from '../../scheduler/scheduler.ts';
import { silentLogger } from '../../shared/base/logger.ts';
import { secret } from '../../shared/base/secret.ts';
import { createMemoryBusHub } from '../../shared/bus/memory-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { createMemoryLog } from '../../shared/log/memory-log.ts';
import { createMemoryVault } from '../../shared/log/memory-vault.ts';
import { stateDigest } from '../../shared/model/state-digest.ts';
import { answerMessage, commandMessage } from '../../shared/wire/command.ts';
import { wantedMessage } from '../../shared/wire/conversation.ts';
import { fakeDisks } from '../fakes/fake-disks.ts';
import { fakeGuards } from '../fakes/fake-guards.ts';
import { FakeHost } from '../fakes/fake-host.ts';
import { fakeHypervisor } from '../fakes/fake-hypervisor.ts';
import { fakeImages } from '../fakes/fake-images.ts';
import { aClock } from '../support/a-clock.ts';
import { aWanted, bootId } from '../support/a-guard.ts';
import { aMachineRecord } from '../support/a-machine-record.ts';
import { cloudId, createLogWriter, genesis, hostId } from '../support/log-writer.ts';
import { oneSegment } from '../support/one-segment.ts';

const subjects = subjectsOf(cloudId);
const random = {
  bytes: (length: number) => new Uint8Array(length).map((_none, i) => (++drawn * 31 + i * 7) % 256),
  below: () => 0,
};
let drawn = 0;

/** Nothing, noise, a cut message, and one of a later release (field 1 is the format). */
const good = wantedMessage.encode(aWanted({ machines: [aMachineRecord()] }));
const malformed: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['noise', Uint8Array.from({ length: 300 }, (_none, i) => (i * 97 + 13) % 256)],
  ['text', new TextEncoder().encode('{"format": 1}')],
  ['a cut message', good.subarray(0, good.length - 7)],
  ['a message of another kind', good],
  ['a later format', Uint8Array.of(0x08, 99)],
  ['a large message', new Uint8Array(900_000).fill(0xff)],
];

describe('the scheduler', () => {
  async function aScheduler() {
    const clock = aClock();
    const hub = createMemoryBusHub({ clock });
    const log = createMemoryLog({ clock });
    await createLogWriter(log, clock.now()).write(genesis);
    const ports = { clock, random, logger: silentLogger, bus: hub.client('scheduler') };
    const scheduler = createScheduler(
      { ...ports, log: oneSegment(log, clock), vault: createMemoryVault({ clock }) },
      { cloudId, cloudKey: secret(new Uint8Array(32)), site: null },
    );
    const ended = scheduler.run();
    await clock.pass(100);
    const end = async (): Promise<void> => {
      scheduler.stop();
      await clock.pass(10_000);
      await ended;
    };
    return { clock, log, scheduler, bus: hub.client('somebody'), end };
  }

  test.each(malformed)('drops %s on every subject', async (_what, bytes) => {
    const { clock, log, scheduler, bus, end } = await aScheduler();
    const before = stateDigest(scheduler.state()!);
    const messages = log.messages().length;
    for (const subject of [
      ...[subjects.hello(hostId), subjects.report(hostId), subjects.context(hostId)],
      ...[subjects.command, subjects.beat],
    ])
      bus.publish(subject, bytes);
    await clock.pass(1_000);
    expect(stateDigest(scheduler.state()!)).toBe(before);
    expect(log.messages()).toHaveLength(messages);
    await end();
  });

  test.each(malformed)('answers %s as a command: malformed', async (_what, bytes) => {
    const { clock, bus, end } = await aScheduler();
    const asked = bus.request(subjects.command, bytes, 1_000);
    await clock.pass(500);
    expect(answerMessage.decode(await asked)).toMatchObject({
      ...{
        kind: 'refused',
        refusal: { reason: expect.stringMatching(/malformedRequest|unsupportedFormat/) as string },
      },
    });
    await end();
  });

  test('answers a command for another cloud, and goes on with a good one', async () => {
    const { clock, bus, end } = await aScheduler();
    const ask = async (changes: object): Promise<unknown> => {
      const request = { kind: 'disableHost', host: 'host-1', why: 'x' } as const;
      const bytes = commandMessage.encode({
        ...{ cloudId, actor: 'admin', projectId: 'p1', key: '', administrator: true, request },
        ...changes,
      });
      const asked = bus.request(subjects.command, bytes, 5_000);
      await clock.pass(2_000);
      return answerMessage.decode(await asked);
    };
    expect(await ask({ cloudId: 'f'.repeat(32) })).toMatchObject({
      refusal: { reason: 'wrongCloud' },
    });
    expect(await ask({})).toMatchObject({ kind: 'accepted' });
    await end();
  });
});

describe('the agent', () => {
  test.each(malformed.filter(([what]) => what !== 'a message of another kind'))(
    'drops %s on every subject',
    async (_what, bytes) => {
      const clock = aClock();
      const hub = createMemoryBusHub({ clock });
      const host = new FakeHost({ clock });
      const guards = fakeGuards();
      const agent = createAgent(
        {
          ...{ clock, random, logger: silentLogger, bus: hub.client('agent'), guards },
          ...{ hypervisor: fakeHypervisor(host), disks: fakeDisks({ clock }) },
          images: fakeImages({ clock }),
          addresses: { inUse: async () => false },
          living: { has: async () => false },
          network: noGuestNetwork,
          source: {
            bootId: async () => bootId,
            declaration: async () => ({
              capacity: { cpuHundredths: 100, memoryMiB: 512, diskMiB: 1024 },
              attributes: {},
            }),
            load: async (foreign) => ({
              ...{ cpuUsedHundredths: 0, memoryUsedMiB: 0, diskFreeMiB: 0 },
              ...{ netReceiveBytes: 0, netSendBytes: 0, ...foreign },
            }),
          },
        },
        {
          ...{ cloudId, hostId, hostName: 'host-1', bridge: 'br0', domainType: 'qemu' },
          ...{ emulator: '/usr/bin/qemu', helloEveryMs: 2_000, version: '0' },
        },
      );
      let hellos = 0;
      const bus = hub.client('somebody');
      bus.subscribe(subjects.hello(hostId), () => void (hellos += 1));
      await agent.start();
      for (const subject of [subjects.wanted(hostId), subjects.ask(hostId)])
        bus.publish(subject, bytes);
      await clock.pass(10_000);
      expect(hellos).toBeGreaterThan(3);
      expect([guards.kept().size, host.domains().length]).toEqual([0, 0]);
      agent.stop();
    },
  );
});
