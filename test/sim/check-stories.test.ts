/** Stories of the check: drift is planted, found by asking the real agents, repaired by one command, and not found again. */
import { expect, test } from 'vitest';
import { startCheckUp } from '../../api/check/check-up.ts';
import type { Checked } from '../../api/check/check-up.ts';
import { lookAtHosts } from '../../api/check/look.ts';
import { repairOf } from '../../shared/model/check/repair.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import type { Repair } from '../../shared/model/command.ts';
import { aCloud, saidTo } from './a-cloud.ts';
import type { Cloud } from './a-cloud.ts';
import { checkFinds } from './checked.ts';
import type { BaseImage } from '../../agent/images/images.ts';
import type { SimHost } from './sim-host.ts';
import { createSimProcess } from './sim-process.ts';

const minute = 60_000;
const unknown = '99999999-0000-4000-8000-000000000001';
const base: BaseImage = {
  ...{ path: '/images/base', format: 'qcow2', virtualBytes: 1_048_576, fileBytes: 1_000 },
  sha256: 'ab'.repeat(32),
};

/** As the API does it, over the simulated network. */
function checkUpOf({ world }: Cloud) {
  const { cloudId, clock, time } = world;
  const process = createSimProcess({ name: 'check', time, wallClock: clock.now, onFate: () => {} });
  world.enter(process);
  const bus = process.gate(world.hub.client('check'));
  const options = { bus, subjects: subjectsOf(cloudId), cloudId };
  const checkUp = startCheckUp({
    ...{ clock, state: () => world.witness.follower.state },
    look: (state) => lookAtHosts(options, state),
  });
  return async (): Promise<Checked> => {
    let checked: Checked | null = null;
    void checkUp.now().then((found) => (checked = found));
    await world.run(30_000);
    if (!checked) throw new Error('the check did not end');
    expect((checked as Checked).silent).toEqual([]);
    return checked;
  };
}

const kindsOf = ({ findings }: Checked): string[] => findings.map(({ finding }) => finding.kind);

const repairFor = ({ findings }: Checked): Repair =>
  repairOf(
    findings.map(({ finding }) => finding),
    'a story',
  );

async function plantDisk({ world }: Cloud, host: SimHost, machineId: string): Promise<void> {
  void host.disks.createRoot(machineId, base, 64);
  await world.run(1_000);
}

test('disks that nobody knows are found, put into quarantine by one command, and not found again', async () => {
  const cloud = await aCloud(2);
  const { world, user, untilQuiet, qemus } = cloud;
  user.run(3);
  await untilQuiet();
  const check = checkUpOf(cloud);
  expect(await check()).toMatchObject({ hosts: 2, silent: [], findings: [] });

  const host = world.hosts[1]!;
  await plantDisk(cloud, host, unknown);
  const checked = await check();
  expect(kindsOf(checked)).toEqual(['orphan']);
  const request = user.ask({ kind: 'repair', ...repairFor(checked) });
  await world.run(30_000);
  expect(saidTo(request)).toBe('accepted');
  expect(host.disks.filesOf(unknown).size).toBe(0);
  expect(host.disks.evidenceOf(unknown).has('root.qcow2')).toBe(true);
  const { state } = world.witness.follower;
  expect(state.machines.get(unknown)).toMatchObject({ state: 'done', givenUp: false });
  expect(state.machines.get(unknown)?.message).toContain('a story');
  expect(state.evidence.get(unknown)).toMatchObject({ hostId: host.hostId, purged: false });
  expect(kindsOf(await check())).toEqual([]);
  expect(qemus()).toEqual({ alive: 3, started: 3 });

  await world.run(3 * minute);
  expect(state.evidence.get(unknown)).toMatchObject({ purged: true });
  expect(host.disks.evidenceOf(unknown).size).toBe(0);
  expect(kindsOf(await check())).toEqual([]);
  expect(checkFinds(world)).toEqual([]);
});

test('a repeat of the repair changes nothing, nor does one of machines that live', async () => {
  const cloud = await aCloud(1);
  const { world, user, untilQuiet, states, machineIds } = cloud;
  user.run(2);
  await untilQuiet();
  const { hostId } = world.hosts[0]!;
  const orphans = machineIds().map((machineId) => ({ hostId, machineId }));
  const leases = [...world.witness.follower.state.leases.keys()];
  const before = world.log.messages().length;
  user.ask({ kind: 'repair', why: 'a mistake', orphans, leases });
  await world.run(30_000);
  expect(states()).toEqual(['running', 'running']);
  const { leases: after } = world.witness.follower.state;
  expect([...after.values()].filter(({ machineId }) => machineId !== null)).toHaveLength(2);
  expect(world.log.messages().length).toBeLessThanOrEqual(before + 1);
});

test('a domain of ours that nobody knows is ended', async () => {
  const cloud = await aCloud(1);
  const { world, user, untilQuiet, machineIds } = cloud;
  user.run(1);
  await untilQuiet();
  const host = world.hosts[0]!;
  const xml = host.hypervisor.xml(machineIds()[0]!).replaceAll(machineIds()[0]!, unknown);
  host.hypervisor.plant(xml.replace(/<name>[^<]*/, '<name>nobody'), { running: false });
  const check = checkUpOf(cloud);
  const checked = await check();
  expect(kindsOf(checked)).toEqual(['orphan']);
  user.ask({ kind: 'repair', ...repairFor(checked) });
  await world.run(60_000);
  expect(host.hypervisor.domains().map(({ uuid }) => uuid)).toEqual(machineIds().slice(0, 1));
  expect(kindsOf(await check())).toEqual([]);
});

test('a machine that nobody shows becomes unknown by the ordinary rules', async () => {
  const cloud = await aCloud(1);
  const { world, user, untilQuiet, states, machineIds } = cloud;
  user.run(1);
  await untilQuiet();
  const host = world.hosts[0]!;
  const [machineId] = machineIds() as [string];
  host.byItself(() => host.hypervisor.crashGuest(machineId));
  host.hypervisor.undefine(machineId);
  await world.run(30_000);
  expect(states()).toEqual(['unknown']);
  expect(kindsOf(await checkUpOf(cloud)())).toEqual([]);
});
