import { expect, test } from 'vitest';
import { aClassicCloudForEachTest } from '../../../support/a-classic-cloud.ts';
import { anImage, call } from '../../../support/an-api.ts';

const cloud = aClassicCloudForEachTest();

/** Running, as their host says. */
async function machines(count: number): Promise<void> {
  const { json } = await call(cloud.api, 'POST', '/machines', { image: anImage, count });
  const advanced = json.machineIds.flatMap((machineId) =>
    (['boot', 'running'] as const).map((to) => ({
      ...{ type: 'machineAdvanced' as const, machineId, generation: 1, to },
    })),
  );
  await cloud.api.writer.write(advanced);
}

const orders = () =>
  cloud.api.leader.heard.flatMap(({ request }) =>
    'machines' in request ? [`${request.kind} ${request.machines.join()}`] : [],
  );

test.each(['kill', 'shutdown'])('%s says nothing when all goes well', async (action) => {
  await machines(3);
  const file = cloud.terminal.file('ids', '2\n\n 3 \n');
  const ended = await cloud.terminal.run(`stratus-${action}-instance 1 -i ${file}`);
  expect(ended).toEqual({ out: '', err: '', exitCode: 0, programs: [] });
  expect(orders()).toEqual([`${action} 1`, `${action} 2`, `${action} 3`]);
});

test('some unknown ids are told, and the others end: 0', async () => {
  await machines(1);
  const { exitCode, out } = await cloud.terminal.run('stratus-kill-instance 99 1');
  expect([exitCode, out]).toEqual([0, 'Error: 99: No such machine. (code 404)\n']);
  expect(orders()).toEqual(['kill 99', 'kill 1']);
});

test('one unknown id: 255', async () => {
  const { exitCode, out } = await cloud.terminal.run('stratus-shutdown-instance 99');
  expect([exitCode, out]).toEqual([255, 'Error: No such machine. (code 404)\n']);
});

test('only unknown ids: 255', async () => {
  expect((await cloud.terminal.run('stratus-kill-instance 98 99')).exitCode).toBe(255);
});

test('no id at all: 2', async () => {
  const { exitCode, out, err } = await cloud.terminal.run('stratus-kill-instance');
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toBe(
    'Usage: stratus-kill-instance [options] vm-id ...\n\n' +
      'stratus-kill-instance: error: Missing vm-id or input file (-i/--input)\n',
  );
});

test('a file that is not there: 1', async () => {
  const { exitCode, err } = await cloud.terminal.run('stratus-kill-instance -i /nowhere/ids');
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^ {2}\[ERROR\] Input file \/nowhere\/ids cannot be read: ENOENT/);
});
