import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNatsBus } from '../../shared/bus/nats-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { openNatsLog } from '../../shared/log/nats-log.ts';
import { openNatsVault } from '../../shared/log/nats-vault.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { startFakeLeader } from '../fakes/fake-leader.ts';
import type { FakeLeader } from '../fakes/fake-leader.ts';
import { anImage } from '../support/an-api.ts';
import type { AnswerJson } from '../support/an-api.ts';
import { runApi, startApiProcess } from '../support/api-process.ts';
import type { ApiProcess } from '../support/api-process.ts';
import { createLogWriter, genesis } from '../support/log-writer.ts';
import { cloudId, natsProgram, startNatsServer } from '../support/nats-server.ts';
import type { NatsServer } from '../support/nats-server.ts';

const program = await natsProgram();
const run = promisify(execFile);
const token = 'a-token-of-this-test';

describe.skipIf(typeof program === 'string')(
  `the API as a process on a real nats-server${typeof program === 'string' ? `: ${program}` : ''}`,
  () => {
    let server: NatsServer;
    let api: ApiProcess;
    let leader: FakeLeader;

    beforeAll(async () => {
      if (typeof program === 'string') return;
      server = await startNatsServer(program);
      const connection = await server.connect('scheduler');
      const writer = createLogWriter(
        openNatsLog(connection, { clock: systemClock, cloudId, segment: 1 }),
      );
      await writer.write(genesis, { actor: 'system', origin: 'genesis' });
      leader = startFakeLeader(openNatsBus(connection), subjectsOf(cloudId), writer);
      api = await startApiProcess({
        ...{ cloudId, token, seed: server.seedOf('api') },
        servers: [`nats://127.0.0.1:${server.port}`],
      });
    });

    afterAll(async () => {
      expect(await api.end()).toBe(0);
      await server.close();
    });

    async function call(method: string, path: string, body?: unknown) {
      const response = await fetch(`${api.url}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, json: (await response.json()) as AnswerJson };
    }

    test('a machine is accepted, its context is in the vault, and the view has it', async () => {
      const { status, json } = await call('POST', '/machines', { image: anImage, name: 'web' });
      expect([status, json.machines[0]!.address]).toEqual([201, '10.77.9.2']);
      const vault = openNatsVault(await server.connect('scheduler'), { cloudId });
      expect(await vault.get(json.machineIds[0]!.replaceAll('-', ''))).not.toBeNull();
    });

    test('the command line runs as users run it', async () => {
      const env = { ...process.env, STRATUS_ENDPOINT: api.url, STRATUS_TOKEN: token };
      const { stdout } = await run(process.execPath, ['cli/stratus.mjs', 'list', '-q'], { env });
      expect(stdout).toBe('1\n');
      const failing = run(process.execPath, ['cli/stratus.mjs', 'show', 'ghost'], { env });
      await expect(failing).rejects.toMatchObject({ code: 1 });
    });

    test('without a scheduler reads go on and changes are refused with what to do', async () => {
      leader.stop();
      const { status, json } = await call('POST', '/machines/web/kill', {});
      expect([status, json.reason]).toEqual([503, 'noAnswer']);
      expect((await call('GET', '/machines/web')).json.name).toBe('web');
    });

    test('without the nats-server too', async () => {
      await server.stop();
      const { status } = await call('POST', '/machines', { image: anImage, name: 'late' });
      expect(status).toBe(503);
      expect((await call('GET', '/machines/web')).status).toBe(200);
      await server.restart();
    });

    test('a configuration that is wrong is told with its field, and ends with 2', async () => {
      const started = runApi(['package.json']);
      expect(await started.ended).toBe(2);
      expect(started.stderr()).toMatch(/^stratus api: package\.json: \w+/);
    });
  },
);
