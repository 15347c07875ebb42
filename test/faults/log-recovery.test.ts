// A log that is an hour older than the world, and one that is lost altogether, beside real guests: is any of them touched, is an
// address given twice, is the quarantine there? The store of a real nats-server is put back or taken away.

import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceView } from '../../api/views/evidence-view.ts';
import type { MachineView } from '../../api/views/machine-view.ts';
import type { StatusView } from '../../api/views/status-view.ts';
import type { Recovery } from '../../cli/rest-answers.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { qemuProcesses } from '../support/real-cloud/qemu-processes.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('a log put back, or lost, beside real guests');

interface Guest {
  readonly id: string;
  readonly shell: GuestShell;
}

describe.skipIf(why !== null)('the log of a real cloud', () => {
  let cloud: RealCloud;
  const guests: Guest[] = [];

  beforeAll(async () => {
    cloud = await startRealCloud({ hosts: 2 });
  });
  afterAll(() => cloud?.end());

  const copy = (): string => `${cloud.storeFolder}.copy`;
  const machines = async (): Promise<readonly MachineView[]> =>
    (await cloud.ask('GET', '/machines')).body['machines'] as MachineView[];
  const evidence = async (): Promise<readonly EvidenceView[]> =>
    (await cloud.ask('GET', '/quarantine')).body['evidence'] as EvidenceView[];
  const status = async (): Promise<StatusView> =>
    (await cloud.ask('GET', '/status')).body as unknown as StatusView;
  const named = (name: string): object =>
    cloud.aMachine({ name, policy: 'striping', memoryMiB: 96 });

  /** What shows whether the guests were touched: their kernels' boot ids, and the processes that run them. */
  const witness = (): Promise<readonly unknown[]> =>
    Promise.all(guests.map(async ({ id, shell }) => [await shell.bootId(), qemuProcesses(id)]));

  /** What users see of each machine that has not ended, but for times. */
  const told = async (): Promise<readonly unknown[]> =>
    (await machines())
      .filter(({ state }) => state !== 'done')
      .map(({ id, label, name, state, address, host, type, cpu, memoryMiB }) => {
        return { id, label, name, state, address, host: host?.name, type, cpu, memoryMiB };
      })
      .sort((a, b) => a.label - b.label);

  async function withoutControl(change: () => Promise<void> | void): Promise<void> {
    for (const part of ['api', 'scheduler', 'nats'] as const) await cloud.parts[part].kill();
    await change();
    await cloud.parts.nats.start();
  }

  async function frozen(): Promise<StatusView['frozen']> {
    await until('it says that it is frozen', async () => (await status()).frozen !== null, 60_000);
    return (await status()).frozen;
  }

  async function recover(): Promise<Recovery> {
    const first = (await cloud.ask('POST', '/recovery', {})).body as unknown as Recovery;
    const answer = await cloud.ask('POST', '/recovery', { confirm: first.confirm });
    expect(answer.status).toBe(200);
    await until('it is frozen no more', async () => (await status()).frozen === null, 60_000);
    return answer.body as unknown as Recovery;
  }

  const asBefore = (before: readonly unknown[]): Promise<void> =>
    until('all machines are shown as before', async () => {
      return JSON.stringify(await told()) === JSON.stringify(before);
    });

  it('put back to an older copy: frozen, and by recovery as it was; no guest was touched', async () => {
    guests.push(await cloud.runs(named('before')));
    const stopped = await cloud.run(named('stopped'));
    await cloud.reaches(stopped, 'running');
    await cloud.act(stopped, 'stop');
    await cloud.reaches(stopped, 'stopped');
    await cloud.parts.nats.kill();
    cpSync(cloud.storeFolder, copy(), { recursive: true });
    await cloud.parts.nats.start();
    await until('requests are taken again', async () => {
      const { status: code } = await cloud.ask('POST', `/machines/${stopped}/stop`, {});
      return code < 300;
    });
    guests.push(await cloud.runs(named('since')));
    const { id: ended } = await cloud.runs(named('ended'));
    await cloud.act(ended, 'kill');
    await cloud.reaches(ended, 'done');
    await until('its evidence is sealed', async () => (await evidence())[0]?.state === 'sealed');
    const [before, touched, kept] = [await told(), await witness(), await evidence()];

    await withoutControl(() => {
      rmSync(cloud.storeFolder, { recursive: true });
      cpSync(copy(), cloud.storeFolder, { recursive: true });
    });
    await Promise.all([cloud.parts.scheduler.start(), cloud.parts.api.start()]);
    expect(await frozen()).toMatchObject({
      why: expect.stringContaining('the log is older than the world') as unknown,
      whatToDo: expect.stringContaining('stratus recover') as unknown,
    });
    const early = await cloud.ask('POST', '/machines', cloud.aMachine());
    expect([early.status, early.body['reason']]).toEqual([503, 'frozen']);

    const { notes } = await recover();
    expect(notes.map(({ text }) => text).join('\n')).toContain('Machine since (');
    await asBefore(before);
    expect(await witness()).toEqual(touched);
    expect(await evidence()).toMatchObject(
      kept.map(({ machineId, files, digest }) => ({ machineId, files, digest })),
    );
    const next = await cloud.runs(named('next'));
    const addresses = (await machines()).filter(({ state }) => state !== 'done');
    expect(new Set(addresses.map(({ address }) => address)).size).toBe(addresses.length);
    await cloud.act(next.id, 'kill');
    await cloud.reaches(next.id, 'done');
  });

  it('lost: made anew, machines, addresses and quarantine are there again; no guest was touched', async () => {
    const [before, touched, kept] = [await told(), await witness(), await evidence()];
    await withoutControl(() => rmSync(cloud.storeFolder, { recursive: true }));
    const [first, second] = cloud.hosts;
    cloud.makeLogAnew([first!]);
    await Promise.all([cloud.parts.scheduler.start(), cloud.parts.api.start()]);
    expect((await frozen())?.why).toContain('the hosts were not asked yet');
    await until('both hosts speak', async () => {
      const { body } = await cloud.ask('POST', '/recovery', {});
      const { notes } = body as unknown as Recovery;
      const texts = notes.map(({ text }) => text).join('\n');
      return texts.includes(`Host ${second!.name} speaks`) && !texts.includes('it did not tell');
    });
    await recover();
    await asBefore(before);
    expect(await witness()).toEqual(touched);
    const held = await evidence();
    const idsOf = (some: readonly EvidenceView[]) => some.map(({ machineId }) => machineId).sort();
    expect(idsOf(held)).toEqual(idsOf(kept));
    expect(held.every((one) => one.held !== null)).toBe(true);
  });
});
