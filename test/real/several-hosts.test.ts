// Several hosts on one machine: are they hosts of their own? Machines are spread and gathered over three of them and
// reached by plain ssh; one loses its power and boots again, one is cut off and joined; the others never notice.

import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostView } from '../../api/views/host-view.ts';
import type { MachineView } from '../../api/views/machine-view.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { processesSaying, qemuProcesses } from '../support/real-cloud/qemu-processes.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealHost } from '../support/real-cloud/real-hosts.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('three private hosts with real guests');
const capacity = { cpuHundredths: 400, memoryMiB: 4_096, diskMiB: 16_384 };

describe.skipIf(why !== null)('three hosts on one machine', () => {
  let cloud: RealCloud;
  /** Two machines that were to be spread, and with one of them two that were to be gathered. */
  let alone: { readonly id: string; readonly shell: GuestShell; readonly host: RealHost };
  let comesBack: { readonly id: string; readonly host: RealHost };
  let staysDown: string;

  beforeAll(async () => {
    cloud = await startRealCloud({ hosts: 3, capacity, hostSilentAfterMs: 5_000 });
  });
  afterAll(() => cloud?.end());

  const hostOf = (machine: MachineView): RealHost =>
    cloud.hosts.find(({ name }) => name === machine.host?.name)!;
  const seen = async ({ hostId }: RealHost): Promise<HostView> => {
    const { body } = await cloud.ask('GET', '/hosts');
    return (body['hosts'] as HostView[]).find(({ id }) => id === hostId)!;
  };
  const heard = (host: RealHost, isHeard: boolean): Promise<unknown> =>
    until(
      `${host.name} is ${isHeard ? '' : 'not '}heard`,
      async () => (await seen(host)).heard === isHeard,
      60_000,
    );

  it('spread machines, or gather them, as each one wishes', async () => {
    const wishes = (policy: string) =>
      cloud.aMachine({ policy, onHostRestart: policy === 'striping' ? 'start' : 'leave' });
    const spread = [
      await cloud.run(wishes('striping')),
      await cloud.run(wishes('striping')),
      await cloud.run(wishes('striping')),
    ];
    const placed = await Promise.all(spread.map((id) => cloud.machine(id)));
    expect(new Set(placed.map((machine) => hostOf(machine).name)).size).toBe(3);
    await cloud.act(spread[2]!, 'kill');
    await cloud.reaches(spread[2]!, 'done');
    // The two are on different hosts, the third host is empty: gathering keeps it so.
    const gathered = await cloud.run(wishes('packing'));
    const beside = hostOf(await cloud.machine(gathered));
    const full = placed.slice(0, 2).map(hostOf);
    expect(full).toContain(beside);
    const other = full[0] === beside ? 1 : 0;
    staysDown = gathered;
    comesBack = { id: spread[1 - other]!, host: beside };
    const id = spread[other]!;
    const shell = await cloud.shell(await cloud.reaches(id, 'running'));
    alone = { id, shell, host: full[other]! };
  });

  it('have guests that plain ssh reaches, and that reach one another', async () => {
    const far = await cloud.reaches(comesBack.id, 'running');
    const shell = await cloud.shell(far);
    await shell.say('echo witness > /root/kept; sync');
    expect(await shell.bootId()).not.toBe(await alone.shell.bootId());
    expect(
      await alone.shell.text(`busybox ping -c 1 -W 10 ${far.address} > /dev/null; echo $?`),
    ).toBe('0');
  });

  it('see of the cloud what is theirs', async () => {
    const [first, second] = cloud.hosts;
    const folder = dirname(cloud.imageFolder);
    const inside = first!.view.inside;
    expect((await inside('ls', folder, `${folder}/hosts`)).split(/\s+/).filter(Boolean)).toEqual([
      ...[`${folder}:`, 'hosts', 'images', `${folder}/hosts:`, 'host-1'],
    ]);
    await expect(inside('touch', `${cloud.imageFolder}/mine`)).rejects.toThrow(/Read-only/);
    expect(await inside('cat', '/run/stratus-boot-id')).not.toBe(
      await second!.view.inside('cat', '/run/stratus-boot-id'),
    );
    expect(await seen(first!)).toMatchObject({
      ...{ name: 'host-1', capacity: { cpu: 4, memoryMiB: 4_096 } },
      declared: ['cpu', 'memoryMiB', 'diskMiB'],
    });
  });

  it('lose their power one by one: what the others run goes on', async () => {
    const { host } = comesBack;
    const before = await alone.shell.bootId();
    await cloud.reaches(staysDown, 'running');
    await host.kill();
    expect(qemuProcesses(comesBack.id)).toEqual([]);
    await heard(host, false);
    for (const id of [comesBack.id, staysDown])
      expect(await cloud.reaches(id, 'unknown')).toMatchObject({ reason: 'hostSilent' });
    expect(await alone.shell.bootId()).toBe(before);
    expect((await cloud.machine(alone.id)).state).toBe('running');
  });

  it('boot again, and run only what was to come back', async () => {
    await comesBack.host.boot();
    await heard(comesBack.host, true);
    const back = await cloud.until(
      comesBack.id,
      'it runs in its next generation',
      ({ state, generation }) => state === 'running' && generation === 2,
    );
    expect(await (await cloud.shell(back)).text('cat /root/kept')).toBe('witness');
    const down = await cloud.reaches(staysDown, 'stopped');
    expect(down).toMatchObject({ reason: 'hostRestarted', generation: 1 });
    expect(qemuProcesses(staysDown)).toEqual([]);
  });

  it('are cut off one by one: what runs there runs on, and is there when they are joined', async () => {
    const { host, shell, id } = alone;
    const before = await shell.bootId();
    const [qemu] = qemuProcesses(id);
    const config = `${dirname(cloud.imageFolder)}/hosts/${host.name}/agent/config.json`;
    const agents = processesSaying(config);
    expect(agents.length).toBeGreaterThan(0);
    await host.cut();
    await heard(host, false);
    await expect(shell.say('true')).rejects.toThrow();
    expect(await cloud.reaches(id, 'unknown')).toMatchObject({ reason: 'hostSilent' });
    await host.join();
    await heard(host, true);
    expect(await cloud.reaches(id, 'running')).toMatchObject({ generation: 1 });
    await shell.up();
    expect(await shell.bootId()).toBe(before);
    expect(qemuProcesses(id)).toEqual([qemu]);
    // A program that it is about to run has its words for a moment.
    expect(processesSaying(config)).toEqual(expect.arrayContaining([...agents]));
  });
});
