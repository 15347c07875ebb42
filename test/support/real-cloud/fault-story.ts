/**
 * The life of one real machine while a process that serves it is killed at every step: on its way up, while it runs, at
 * its stop, when its disks are kept. What happened is read from the process table, the guest's boot id and the disks.
 */
import { lstatSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalEvidence } from '../../../agent/disks/disks.ts';
import type { MachineView } from '../../../api/views/machine-view.ts';
import { until } from '../until.ts';
import type { GuestShell } from './guest-shell.ts';
import { heldImage } from './held-image.ts';
import { sha256Of } from './host-view.ts';
import { processesSaying, qemuProcesses } from './qemu-processes.ts';
import { startRealCloud } from './real-cloud.ts';
import type { RealCloud } from './real-cloud.ts';

export type Victim = 'agent' | 'libvirtd';
/** Where on the way up it is killed; `boot`: its QEMU was just made. */
export type Moment = 'download' | 'define' | 'start' | 'boot';

/** SIGKILL; whoever serves next finds what was left. */
async function strike(cloud: RealCloud, victim: Victim): Promise<void> {
  if (victim === 'agent') return cloud.parts.agent.kill();
  await cloud.host.libvirtd.kill();
}

async function comesBack(cloud: RealCloud, victim: Victim): Promise<void> {
  if (victim === 'agent') await cloud.parts.agent.start();
  await cloud.host.libvirtd.answers();
  await cloud.hearsHost(2);
}

/** Runs a machine and kills the victim at that moment; the machine's UUID. */
async function runAndStrike(cloud: RealCloud, victim: Victim, moment: Moment): Promise<string> {
  const { host } = cloud;
  if (moment === 'download') {
    const slow = await heldImage(cloud.image);
    try {
      const id = await cloud.run(cloud.aMachine({ image: slow.image }));
      await slow.isAwaited();
      await strike(cloud, victim);
      slow.goOn();
      await comesBack(cloud, victim);
      await cloud.until(id, 'its image is there', () => host.list('machines', id).length > 1);
      return id;
    } finally {
      await slow.close();
    }
  }
  const id = await cloud.run(cloud.aMachine());
  if (moment === 'define') {
    // Paused while the disks are made, long before libvirt is needed again: what is defined is asked for, and not answered.
    const files = (): readonly string[] => host.list('machines', id);
    await until('its folder is there', () => files().length > 0, 30_000, 2);
    host.libvirtd.pause();
    await until('its medium is burnt', () => files().includes('context.json'));
    const { address } = await cloud.machine(id);
    await until('the probe is over', () => processesSaying('arping', address!).length === 0);
    await strike(cloud, victim);
    if (victim !== 'libvirtd') host.libvirtd.goOn();
  } else {
    const isThere = (): boolean =>
      moment === 'boot' ? qemuProcesses(id).length > 0 : host.guardOf(id)?.startedGeneration === 1;
    await until(`its ${moment} is seen`, isThere, 60_000, 2);
    await strike(cloud, victim);
  }
  await comesBack(cloud, victim);
  return id;
}

/** Tells the story for each pair, one machine each, in one cloud. */
export function faultStories(pairs: readonly (readonly [Victim, Moment])[], skip: boolean): void {
  describe.skipIf(skip)('a real machine', () => {
    let cloud: RealCloud;
    beforeAll(async () => {
      cloud = await startRealCloud({ stopDeadlineMs: 60_000 });
    });
    afterAll(() => cloud?.end());

    /** Waits until what is told of it is what the process table says, twice in a row with looks of the host between. */
    async function settles(id: string): Promise<MachineView> {
      let before = '';
      let seen = await cloud.machine(id);
      await until('it runs or is known not to', async () => {
        seen = await cloud.machine(id);
        const running = qemuProcesses(id).length;
        const isSo = seen.state === (running === 1 ? 'running' : 'unknown') && running < 2;
        if (isSo && seen.state === before) return true;
        before = isSo ? seen.state : '';
        await cloud.hearsHost(3);
        return false;
      });
      return seen;
    }

    describe.each(pairs)('whose %s is killed at its %s', (victim, moment) => {
      let id = '';
      let shell: GuestShell;
      let generation = 1;

      it('runs, once', async () => {
        id = await runAndStrike(cloud, victim, moment);
        let machine = await settles(id);
        if (machine.state === 'unknown') {
          // A start that was begun and whose end nobody saw is not made again: its owner decides.
          expect(['agent start', 'libvirtd start', 'libvirtd boot']).toContain(
            `${victim} ${moment}`,
          );
          expect(machine.reason).toBe('crashed');
          await cloud.act(id, 'start');
          generation = 2;
          machine = await cloud.reaches(id, 'running');
        }
        expect(machine.generation).toBe(generation);
        expect(qemuProcesses(id)).toHaveLength(1);
        shell = await cloud.shell(machine);
        expect(await shell.text('cat /var/lib/boots')).toBe('1');
      });

      it('goes on when it is killed again while the machine runs', async () => {
        const before = [await shell.bootId(), ...qemuProcesses(id)];
        await strike(cloud, victim);
        expect(await shell.bootId()).toBe(before[0]);
        await comesBack(cloud, victim);
        await cloud.reaches(id, 'running');
        expect([await shell.bootId(), ...qemuProcesses(id)]).toEqual(before);
      });

      it('stops as ordered when it is killed while the guest powers off', async () => {
        await shell.say('echo witness > /root/kept; sync; kill -STOP $(pidof acpid)');
        await cloud.act(id, 'stop');
        await until('it was asked to', () => host(id)?.stopAskedGeneration === generation + 1);
        await strike(cloud, victim);
        expect(qemuProcesses(id)).toHaveLength(1);
        await shell.say('(sleep 0.3; kill -CONT $(pidof acpid); poweroff) > /dev/null 2>&1 &');
        await until('it is off', () => qemuProcesses(id).length === 0, 60_000);
        await comesBack(cloud, victim);
        const stopped = await cloud.reaches(id, 'stopped');
        expect(['stoppedOnRequest', 'halted']).toContain(stopped.reason);
        await cloud.hearsHost(2);
        expect(qemuProcesses(id)).toEqual([]);
      });

      it('ends with its disk unchanged when it is killed while that is kept', async () => {
        const hash = await sha256Of(cloud.host.storage('machines', id, 'root.qcow2'));
        await cloud.act(id, 'kill');
        const kept = (): readonly string[] => cloud.host.list('quarantine', id);
        await until('its disks move', () => kept().length > 0, 60_000, 1);
        await strike(cloud, victim);
        await comesBack(cloud, victim);
        await cloud.reaches(id, 'done');
        const sealed = async () => Boolean((await cloud.evidenceOf(id))?.digest);
        await until('they are hashed', sealed);
        expect(await cloud.host.leftOf(id)).toEqual([]);
        const at = (name: string): string => cloud.host.storage('quarantine', id, name);
        const files = await Promise.all(
          kept().map(async (name) => ({
            ...{ name, bytes: lstatSync(at(name)).size, sha256: await sha256Of(at(name)) },
          })),
        );
        expect(files.map(({ name }) => name).sort()).toEqual([
          ...['about.json', 'console.log', 'root.qcow2'],
        ]);
        expect(files.find(({ name }) => name === 'root.qcow2')?.sha256).toBe(hash);
        const digest = createHash('sha256').update(canonicalEvidence(files)).digest('hex');
        expect((await cloud.evidenceOf(id))?.digest).toBe(digest);
      });
    });

    const host = (id: string) => cloud.host.guardOf(id);
  });
}
