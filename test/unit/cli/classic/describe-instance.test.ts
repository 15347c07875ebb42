import { describe, expect, test } from 'vitest';
import { stateName } from '../../../../cli/classic/render/state-names.ts';
import type { Event } from '../../../../shared/model/events.ts';
import { aClassicCloudForEachTest } from '../../../support/a-classic-cloud.ts';
import { anImage, call, token } from '../../../support/an-api.ts';
import { freePort } from '../../../support/free-port.ts';

const cloud = aClassicCloudForEachTest();
const header = 'id  state     vcpu memory    cpu% host/ip                 name\n';

async function aMachine(name?: string): Promise<string> {
  const body = { image: anImage, vcpus: 2, ...(name === undefined ? {} : { name }) };
  const { json } = await call(cloud.api, 'POST', '/machines', body);
  return json.machineIds[0]!;
}

/** Its host says so, and the API has heard it. */
async function happens(...events: readonly Event[]): Promise<void> {
  await cloud.api.writer.write(events);
  await cloud.api.model.waitFor(cloud.api.writer.fold.state.sequence, 5_000);
}

const advanced = (machineId: string, to: 'boot' | 'running'): Event => ({
  ...{ type: 'machineAdvanced', machineId, generation: 1, to },
});

describe('the table', () => {
  test('of no machine is its header', async () => {
    expect(await cloud.terminal.run('stratus-describe-instance')).toEqual({
      ...{ out: header, err: '', exitCode: 0, programs: [] },
    });
  });

  test('of machines in several states', async () => {
    const [first, second] = [await aMachine(), await aMachine('web')];
    await happens(advanced(first, 'boot'), advanced(first, 'running'), advanced(second, 'boot'));
    cloud.terminal.names = { '10.77.9.2': 'vm-2.example.org' };
    const { out } = await cloud.terminal.run('stratus-describe-instance');
    expect(out).toBe(
      header +
        '1   Running   2    524288    0    vm-2.example.org        one-1\n' +
        '2   Boot      2    0         0    10.77.9.3               web\n',
    );
  });

  test('of those that were named, with addresses as they are', async () => {
    await aMachine();
    await aMachine();
    cloud.terminal.names = { '10.77.9.3': 'vm-3.example.org' };
    const { out } = await cloud.terminal.run('stratus-describe-instance -n 2');
    expect(out).toBe(`${header}2   Prolog    2    0         0    10.77.9.3               one-2\n`);
  });

  test('has wider columns for longer values', async () => {
    await aMachine();
    cloud.terminal.names = { '10.77.9.2': 'a-machine-with-a-name-of-33.example' };
    const { out } = await cloud.terminal.run('stratus-describe-instance 1');
    const [head = '', row = ''] = out.split('\n');
    expect(row).toContain(' a-machine-with-a-name-of-33.example one-1');
    expect(head.indexOf('name')).toBe(row.indexOf('one-1'));
  });
});

test.each([
  ['pending', null, 'Pending'],
  ['stopping', null, 'Shutdown'],
  ['stopped', 'stoppedOnRequest', 'Stopped'],
  ['stopped', 'halted', 'Unknown'],
  ['migrating', null, 'Migrate'],
  ['epilog', null, 'Epilog'],
  ['unknown', 'crashed', 'Unknown'],
  ['failed', 'imageNotFound', 'Failed'],
])('%s (%s) is called %s', (state, reason, name) => {
  expect(stateName({ state, reason })).toBe(name);
});

test('-v says why a machine failed, below it', async () => {
  const machineId = await aMachine();
  await happens({
    ...{ type: 'machineFailed', machineId, generation: 1, reason: 'imageDigestMismatch' },
    message: 'the SHA-256 is another one',
  });
  expect((await cloud.terminal.run('stratus-describe-instance 1')).out.split('\n')).toHaveLength(3);
  const { out } = await cloud.terminal.run('stratus-describe-instance -v');
  expect(out).toBe(
    `${header}1   Failed    2    0         0    10.77.9.2               one-1\n` +
      '    imageDigestMismatch: the SHA-256 is another one\n',
  );
});

test('-vvv with one id prints all that is known of it, sorted', async () => {
  const machineId = await aMachine();
  const { out } = await cloud.terminal.run('stratus-describe-instance -vvv 1');
  const [, , line, title, ...lines] = out.trimEnd().split('\n');
  expect([line, title]).toEqual(['-'.repeat(25), '1 (all attributes)']);
  expect(lines).toContain(`  id = ${machineId}`);
  expect(lines).toContain('  nics_0_address = 10.77.9.2');
  expect(lines).toEqual([...lines].sort());
});

test('-m asks every cloud of the configuration file', async () => {
  await aMachine();
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  cloud.terminal.file(
    '.stratuslab/stratuslab-user.cfg',
    `[default]\nselected_section = a\n[a]\nendpoints =\n  ${cloud.endpoint} admin ${token}\n  ${nowhere} admin x\n`,
  );
  const { exitCode, out } = await cloud.terminal.run('stratus-describe-instance -m');
  expect(exitCode).toBe(255);
  expect(out).toBe(
    `::: ${cloud.endpoint} : admin :::\n${header}1   Prolog    2    0         0    10.77.9.2               one-1\n` +
      `::: ${nowhere} : admin :::\nNetwork error: the cloud at ${nowhere} does not answer (ECONNREFUSED).\n`,
  );
});

test('an unknown id: 255', async () => {
  const { exitCode, out } = await cloud.terminal.run('stratus-describe-instance 99');
  expect([exitCode, out]).toEqual([255, 'Error: There is no machine "99". (code 404)\n']);
});

test('an interrupted question: 0', async () => {
  await aMachine();
  cloud.terminal.fetch = async (_input, init) => {
    const signal = init!.signal!;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      stopRunning();
    });
  };
  let stopRunning = (): void => {};
  const ended = cloud.terminal.run('stratus-describe-instance', undefined, (stop) => {
    stopRunning = stop;
  });
  expect(await ended).toMatchObject({
    ...{ exitCode: 0, out: '\n\nExecution interrupted by the user... goodbye!\n', err: '' },
  });
});
