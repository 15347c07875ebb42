// Does the agent work with libvirt as Debian configures it, not only with ours? One machine lives and ends, while libvirt
// gives its files to QEMU's user and takes them back; the shared base stays root's and as it was.

import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedConfiguration, useDebiansLibvirt } from '../support/debians-libvirt.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { sha256Of } from '../support/real-cloud/host-view.ts';
import { qemuProcesses } from '../support/real-cloud/qemu-processes.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('the agent with libvirt as Debian configures it');

describe.skipIf(why !== null)('with libvirt as Debian configures it', () => {
  let cloud: RealCloud;
  let configuration: string;
  let one: { readonly id: string; readonly shell: GuestShell };
  const qemuUser = Number(execFileSync('id', ['-u', 'libvirt-qemu'], { encoding: 'utf8' }));

  const file = (...parts: string[]): string => cloud.host.storage(...parts);
  const ofMachine = (name: string): string => file('machines', one.id, name);
  const ownerAndMode = (path: string): readonly [number, number, string] => {
    const { uid, gid, mode } = statSync(path);
    return [uid, gid, (mode & 0o7777).toString(8)];
  };
  const basePath = (): string =>
    file(
      'images',
      cloud.host.list('images').find((name) => /^[0-9a-f]{64}$/.test(name))!,
    );
  async function theBaseIsAsItWas(): Promise<void> {
    expect(ownerAndMode(basePath())).toEqual([0, 0, '444']);
    expect(basePath()).toContain(await sha256Of(basePath()));
  }

  beforeAll(async () => {
    configuration = await packedConfiguration();
    cloud = await startRealCloud({
      onHost: (host) => useDebiansLibvirt(host, configuration),
    });
    one = await cloud.runs({ name: 'guest', volatileMiB: 16, swapMiB: 16 });
  });
  afterAll(() => cloud?.end());

  it('the configuration is the package’s, and nothing in it is ours', async () => {
    for (const name of ['qemu.conf', 'libvirtd.conf', 'virtlogd.conf']) {
      const used = await cloud.host.inside('cat', `/etc/libvirt/${name}`);
      expect(used, name).toBe(readFileSync(join(configuration, name), 'utf8'));
    }
  });

  it('QEMU runs as its own user, and has the files of this machine but not the base', async () => {
    const [pid] = qemuProcesses(one.id);
    expect(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]).toBe(
      String(qemuUser),
    );
    for (const name of ['root.qcow2', 'swap.raw', 'volatile.raw'])
      expect([name, ownerAndMode(ofMachine(name))[0]]).toEqual([name, qemuUser]);
    await theBaseIsAsItWas();
  });

  it('virtlogd writes the console, which the API shows', async () => {
    const writers = readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid) && hasOpen(pid, `${one.id}/console.log`))
      .map((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
    expect(writers).toContain('virtlogd');
    expect(await cloud.consoleOf(one.id)).toContain('stratus-appliance: up');
  });

  it('a guest that prints without end fills neither the host nor what is shown', async () => {
    const line = 'x'.repeat(120);
    await one.shell.say(
      `n=0; while [ $n -lt 40000 ]; do echo ${line}; n=$((n+1)); done > /dev/console`,
    );
    const names = cloud.host.list('machines', one.id).filter((name) => name.startsWith('console'));
    expect(names).toContain('console.log.0');
    for (const name of names) expect(statSync(ofMachine(name)).size).toBeLessThan(5 * 1024 * 1024);
  });

  it('stops and starts with what was written to its disks', async () => {
    await one.shell.say(
      'echo kept > /root/data; mkdir /scratch; mount $(findfs LABEL=ephemeral0) /scratch; echo kept > /scratch/data; sync',
    );
    await cloud.act(one.id, 'stop');
    expect(await cloud.reaches(one.id, 'stopped')).toMatchObject({ reason: 'stoppedOnRequest' });
    expect(ownerAndMode(ofMachine('root.qcow2'))[0]).toBe(0);
    await theBaseIsAsItWas();
    await cloud.act(one.id, 'start');
    await cloud.reaches(one.id, 'running');
    await one.shell.up();
    expect(await one.shell.text('cat /root/data; cat /proc/swaps | wc -l')).toBe('kept\n2');
    expect(
      await one.shell.text('mount $(findfs LABEL=ephemeral0) /scratch; cat /scratch/data'),
    ).toBe('kept');
  });

  it('killed, it leaves evidence that is root’s, readable and sound, and nothing else', async () => {
    await cloud.act(one.id, 'kill');
    await cloud.reaches(one.id, 'done');
    await until('it is sealed', async () => (await cloud.evidenceOf(one.id))?.state === 'sealed');
    expect(await cloud.host.leftOf(one.id)).toEqual([]);
    const kept = cloud.host.list('quarantine', one.id);
    expect(kept).toEqual(expect.arrayContaining(['about.json', 'console.log', 'root.qcow2']));
    expect(kept.filter((name) => name.endsWith('.raw'))).toEqual([]);
    for (const name of kept)
      expect([name, ...ownerAndMode(file('quarantine', one.id, name))]).toEqual([
        name,
        0,
        0,
        '400',
      ]);
    const root = `/var/lib/libvirt/stratus/quarantine/${one.id}/root.qcow2`;
    expect(await cloud.host.inside('qemu-img', 'check', root)).toContain('No errors');
    await theBaseIsAsItWas();
  });
});

function hasOpen(pid: string, ending: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) =>
      readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith(ending),
    );
  } catch {
    return false; // it has ended, or a file was closed meanwhile
  }
}
