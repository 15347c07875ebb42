// From a machine that runs to evidence that is purged: halted, started, stopped, killed at every stage, on a real guest.

import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalEvidence } from '../../agent/disks/disks.ts';
import { heldImage } from '../support/real-cloud/held-image.ts';
import { sha256Of } from '../support/real-cloud/host-view.ts';
import { qemuProcesses } from '../support/real-cloud/qemu-processes.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('the life of a real machine');
const windowMs = 10_000;

describe.skipIf(why !== null)('a real machine', () => {
  let cloud: RealCloud;
  let first: { readonly id: string; readonly shell: GuestShell };
  let second: { readonly id: string; readonly shell: GuestShell };
  const basePath = (): string => cloud.host.storage('images', baseName());
  const baseName = (): string => cloud.host.list('images').find((name) => /^[0-9a-f]/.test(name))!;

  beforeAll(async () => {
    cloud = await startRealCloud({ quarantineWindowMs: windowMs, stopDeadlineMs: 12_000 });
    [first, second] = await Promise.all([cloud.runs(), cloud.runs()]);
  });
  afterAll(() => cloud?.end());

  const evidencePath = (id: string, name: string): string =>
    cloud.host.storage('quarantine', id, name);

  async function isGone(id: string): Promise<void> {
    expect(await cloud.host.leftOf(id)).toEqual([]);
    expect(qemuProcesses(id)).toEqual([]);
  }

  it('that halts itself is stopped and stays so', async () => {
    await first.shell.say(
      'echo precious > /root/kept; sync; (sleep 0.3; poweroff) > /dev/null 2>&1 &',
    );
    const stopped = await cloud.reaches(first.id, 'stopped');
    expect(stopped).toMatchObject({ reason: 'halted', generation: 1 });
    await cloud.hearsHost(3);
    expect((await cloud.machine(first.id)).state).toBe('stopped');
    expect(qemuProcesses(first.id)).toEqual([]);
  });

  it('that ignores the power button is given its time', async () => {
    await second.shell.say('kill -STOP $(pidof acpid)');
    await cloud.act(second.id, 'stop');
    await cloud.reaches(second.id, 'stopping');
    await cloud.hearsHost(2);
    expect(qemuProcesses(second.id)).toHaveLength(1);
  });

  it('is started again with what was written before', async () => {
    await cloud.act(first.id, 'start');
    const running = await cloud.reaches(first.id, 'running');
    expect(running.generation).toBe(2);
    const shell = await cloud.shell(running);
    expect(await shell.text('cat /root/kept /var/lib/boots')).toBe('precious\n2');
    expect(qemuProcesses(first.id)).toHaveLength(1);
  });

  it('that went on ignoring it is switched off when its time is over', async () => {
    const stopped = await cloud.reaches(second.id, 'stopped');
    expect(stopped.reason).toBe('stopDeadlinePassed');
    expect(qemuProcesses(second.id)).toEqual([]);
  });

  it('stops by the power button when it is asked to, with everything kept', async () => {
    const root = cloud.host.storage('machines', first.id, 'root.qcow2');
    await cloud.act(first.id, 'stop');
    expect(await cloud.reaches(first.id, 'stopped')).toMatchObject({ reason: 'stoppedOnRequest' });
    expect(await cloud.consoleOf(first.id)).toContain('stratus-appliance: power button');
    expect(lstatSync(root).isFile()).toBe(true);
  });

  it('killed while its image comes leaves nothing', async () => {
    const slow = await heldImage(cloud.image);
    try {
      const id = await cloud.run(cloud.aMachine({ image: slow.image }));
      await slow.isAwaited();
      await cloud.until(
        id,
        'its download is seen',
        ({ progress }) => (progress?.doneBytes ?? 0) > 0,
      );
      expect((await cloud.machine(id)).state).toBe('prolog');
      await cloud.act(id, 'kill');
      await cloud.reaches(id, 'done');
      await isGone(id);
      expect(await cloud.evidenceOf(id)).toBeNull();
      expect(cloud.host.list('images').filter((name) => name.includes('new'))).toEqual([]);
    } finally {
      await slow.close();
    }
  });

  it('killed while it starts ends with what it wrote in quarantine', async () => {
    const id = await cloud.run(cloud.aMachine());
    // From here libvirt takes some tenths of a second to make a QEMU of it.
    const hasBegun = (): boolean => cloud.host.guardOf(id)?.startedGeneration === 1;
    await until('its start is on record', hasBegun, 60_000, 5);
    await cloud.act(id, 'kill');
    await cloud.reaches(id, 'done');
    await isGone(id);
    expect((await cloud.evidenceOf(id))?.files.map(({ name }) => name)).toContain('root.qcow2');
  });

  it('killed while it runs leaves its disks in quarantine, changed by nobody', async () => {
    const { id, shell } = await cloud.runs();
    await shell.say('echo witness > /root/kept; sync');
    const base = await sha256Of(basePath());
    await cloud.act(id, 'kill');
    await cloud.reaches(id, 'done');
    await isGone(id);
    const kept = await sealed(id);
    const files = await Promise.all(
      kept.files.map(async ({ name, bytes }) => {
        const { mode, uid, gid, size } = lstatSync(evidencePath(id, name));
        expect({ name, mode: mode & 0o7777, uid, gid, size }).toEqual({
          ...{ name, mode: 0o400, uid: 0, gid: 0, size: bytes },
        });
        return { name, bytes, sha256: await sha256Of(evidencePath(id, name)) };
      }),
    );
    expect(files.map(({ name }) => name)).toEqual(['about.json', 'console.log', 'root.qcow2']);
    expect(createHash('sha256').update(canonicalEvidence(files)).digest('hex')).toBe(kept.digest);
    expect(await sha256Of(basePath())).toBe(base);
    expect(base).toBe(cloud.image.digests.find(({ algorithm }) => algorithm === 'sha256')?.value);
    expect(lstatSync(basePath())).toMatchObject({ mode: 0o100444, uid: 0, gid: 0 });
  });

  async function sealed(id: string) {
    await until('the evidence is hashed', async () =>
      Boolean((await cloud.evidenceOf(id))?.digest),
    );
    return (await cloud.evidenceOf(id))!;
  }

  it('killed when it is off is kept as it was; held beyond its time it stays, the other is purged', async () => {
    const rootOf = (id: string): string => cloud.host.storage('machines', id, 'root.qcow2');
    const before = await Promise.all([first, second].map(({ id }) => sha256Of(rootOf(id))));
    // The held one is killed first: when the other is purged, its time is over too.
    await cloud.act(first.id, 'kill');
    await cloud.reaches(first.id, 'done');
    const hold = await cloud.ask('POST', `/quarantine/${first.id}/hold`, { why: 'somebody asks' });
    expect(hold.status).toBe(200);
    await cloud.act(second.id, 'kill');
    await cloud.reaches(second.id, 'done');
    const sealedNow = await Promise.all([first, second].map(({ id }) => sealed(id)));
    const hashes = await Promise.all(
      [first, second].map(({ id }) => sha256Of(evidencePath(id, 'root.qcow2'))),
    );
    expect(hashes).toEqual(before);

    // Its agent is away when the purge is ordered: the order is the point of no return, not the purge.
    await cloud.parts.agent.stop();
    const stateOf = async (id: string) => (await cloud.evidenceOf(id))?.state;
    const isPurged = (id: string) => async () => (await stateOf(id)) === 'purged';
    const isOrdered = async () => (await stateOf(second.id)) === 'purgeOrdered';
    await until('its purge is ordered', isOrdered, windowMs * 4);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(sealedNow[1]!.purgeNotBefore));
    const late = await cloud.ask('POST', `/quarantine/${second.id}/hold`, {});
    expect(late).toMatchObject({ status: 409, body: { reason: 'purgeOrdered' } });
    expect(await sha256Of(evidencePath(second.id, 'root.qcow2'))).toBe(before[1]);
    await cloud.parts.agent.start();
    await until('the other is purged', isPurged(second.id), windowMs * 6);
    expect(cloud.host.list('quarantine', second.id)).toEqual([]);

    expect(await stateOf(first.id)).toBe('held');
    expect(await sha256Of(evidencePath(first.id, 'root.qcow2'))).toBe(before[0]);
    expect((await cloud.ask('POST', `/quarantine/${first.id}/release`, {})).status).toBe(200);
    await until('what was released is purged', isPurged(first.id), windowMs * 6);
    expect(cloud.host.list('quarantine', first.id)).toEqual([]);
  });
});
