/**
 * Does another machine become a host with one line, and cease to be one? A cloud listens on a cable; at its other end, in a
 * network of its own, `npm run join` is typed: over TLS, once, only to the cloud that gave out the line.
 */
import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { neighbourTableName } from '../../agent/reconcile/neighbour-rules.ts';
import type { HostView } from '../../api/views/host-view.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { secret } from '../../shared/base/secret.ts';
import { connectNats } from '../../shared/bus/connect.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { hypervisorState } from '../../lab/private-hypervisor.mjs';
import { makeAppliance } from '../../start/install/appliance.mjs';
import { readJoinString } from '../../start/join/join-string.mjs';
import { readJoined, seedFile } from '../../start/join/joined-host.mjs';
import { locationsOf } from '../../start/join/published-images.mjs';
import { chooseRange } from '../../start/plan/ranges.mjs';
import { TEST_STATE } from '../../start/test/test-state.mjs';
import { endsWithTest } from '../support/real-cloud/ends-with-test.ts';
import { startListeningCloud } from '../support/real-cloud/listening-cloud.ts';
import type { ListeningCloud } from '../support/real-cloud/listening-cloud.ts';
import { openOtherMachine } from '../support/real-cloud/other-machine.ts';
import type { OtherMachine, Ran } from '../support/real-cloud/other-machine.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('another machine that joins');
const checkout = dirname(dirname(import.meta.dirname));

describe.skipIf(why !== null)('another machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-join-'));
  const [state, copy] = [join(folder, 'other'), join(folder, 'copy')];
  const npmFolder = join(folder, 'npm');
  const watches: (() => void)[] = [];
  let other: OtherMachine;
  let cloud: ListeningCloud;
  let appliance: Awaited<ReturnType<typeof makeAppliance>>;
  let line = '';
  let ran = '';

  const starter = (command: string, where: string, ...args: string[]): Promise<Ran> =>
    other.run(
      process.execPath,
      join(checkout, 'start', `${command}.mjs`),
      ...args,
      '--state',
      where,
    );
  /** As it is typed: the line is not among the words. */
  const joins = (where: string, line?: string): Promise<Ran> => {
    const join = ['join', '--', '--yes', '--detach', '--private', '--state', where];
    const asked = line === undefined ? [] : ['-'];
    const npm = ['env', `npm_config_cache=${npmFolder}`, 'npm', '--prefix', checkout, 'run'];
    return other.runWith(`${line ?? ''}\n`, ...npm, ...join, ...asked);
  };
  /** Should the test be killed, what joined goes too. */
  const watch = (where: string): void => {
    const pidIn = (file: string, part: 'keeper' | 'init'): number => {
      const text = readFileSync(join(where, file), 'utf8');
      return (JSON.parse(text) as Record<typeof part, { pid: number }>)[part].pid;
    };
    watches.push(endsWithTest(pidIn('run.json', 'keeper'), folder));
    watches.push(endsWithTest(pidIn('hosts/host/host.json', 'init'), folder));
  };
  const theHost = async (): Promise<HostView | undefined> => {
    const { body } = await cloud.ask('GET', '/hosts');
    return (body['hosts'] as HostView[]).find(({ name }) => name === 'other-1');
  };
  const anOffer = async (name: string): Promise<string> => {
    const { status, body } = await cloud.ask('POST', '/host-offers', { name });
    expect(status).toBe(201);
    return body['joinString'] as string;
  };

  beforeAll(async () => {
    other = await openOtherMachine(folder);
    const partsFolder = join(TEST_STATE, 'parts');
    appliance = await makeAppliance({ partsFolder, imagesFolder: join(TEST_STATE, 'images') });
    cloud = await startListeningCloud(join(folder, 'cloud'), other.address, appliance.file);
    line = await anOffer('other-1');
  });
  afterAll(async () => {
    for (const where of [copy, state])
      if (existsSync(join(where, 'instance.json'))) await starter('clean', where, '--yes');
    for (const endWatch of watches) endWatch();
    await cloud?.end();
    await other?.end();
    rmSync(folder, { recursive: true });
  });

  test('sends nothing to a cloud whose certificate is not the one of the line', async () => {
    const { fingerprint } = readJoinString(line);
    const { code, text } = await joins(state, line.replace(fingerprint, 'x'.repeat(43)));
    expect(text).toMatch(/is not the cloud that gave out this line.*nothing was sent/s);
    expect([code, text.includes(readJoinString(line).token)]).toEqual([1, false]);
  });

  test('joins over TLS with one line, and is heard', async () => {
    const { code, text } = await joins(state, line);
    expect(text).toContain('This machine is host other-1');
    expect(code).toBe(0);
    watch(state);
    await until('the host is heard', async () => (await theHost())?.heard === true, 30_000);
    const { id, enabled, conflict } = (await theHost())!;
    expect({ id, enabled, conflict }).toEqual({
      ...{ id: readJoined(state)?.hostId, enabled: true, conflict: false },
    });
    expect((await starter('status', state)).text).toMatch(/Host other-1 .*agent {8}ready/s);
  });

  test('leaves nothing of the line in the log of npm', () => {
    const logs = readdirSync(join(npmFolder, '_logs')).map((name) =>
      readFileSync(join(npmFolder, '_logs', name), 'utf8'),
    );
    expect(logs.filter((log) => log.includes('--detach')).length).toBeGreaterThan(0);
    expect(logs.filter((log) => log.includes(readJoinString(line).token))).toEqual([]);
  });

  test('says the same again after the same line, and is still one host', async () => {
    expect((await joins(state, line)).code).toBe(0);
    const { body } = await cloud.ask('GET', '/hosts');
    expect(body['hosts']).toHaveLength(1);
  });

  test('cannot use a line that another has used', async () => {
    const { code, text } = await joins(join(folder, 'late'), line);
    expect(text).toMatch(/already\nask an administrator for another one: `stratus host add`/);
    expect(code).toBe(1);
  });

  test('gets machines to run, and says what becomes of them', async () => {
    const image = {
      ...{ locations: ['file:///nowhere/image'], format: 'qcow2' },
      digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
    };
    const machineId = await cloud.run({ image, type: 't1.micro', publicKeys: [] });
    const failed = await cloud.until(machineId, 'it is refused', ({ state: s }) => s === 'failed');
    expect([failed.host?.name, failed.reason]).toEqual(['other-1', 'imageLocationRefused']);
    await cloud.act(machineId, 'kill');
    await cloud.until(machineId, 'it is gone', ({ state: s }) => s === 'done');
  });

  test('runs a machine whose image the cloud gives it, and serves its network', async () => {
    const { format, digests } = appliance;
    const entrance = { address: other.address, port: cloud.apiPort };
    const image = { format, digests, locations: locationsOf(appliance.file, entrance) };
    const machineId = await cloud.run({ image, type: 't1.micro', publicKeys: [] });
    ran = machineId;
    const running = await cloud.reaches(machineId, 'running');
    expect(running.host?.name).toBe('other-1');
    const says = async () =>
      (await cloud.consoleOf(machineId)).includes('stratus-appliance: ready');
    await until('the machine has booted', says, 120_000, 200);
    expect(readFileSync(join(state, 'logs/agent.log'), 'utf8')).toContain('the DHCP server runs');
    const { init } = hypervisorState(join(state, 'hosts/host'))!;
    const inHost = (...command: readonly string[]): Promise<Ran> =>
      other.run('nsenter', '-t', `${init.pid}`, '-n', ...command);
    const tables = await inHost('nft', 'list', 'tables');
    expect(tables.text).toContain(neighbourTableName(readJoined(state)!.hostId));
    // The way that docs/operating/joining-hosts.md tells.
    const { gateway, prefixLength } = chooseRange([]);
    await inHost('ip', 'address', 'add', `${gateway}/${prefixLength}`, 'dev', 'br0');
    const greeted = `exec 3<>/dev/tcp/${running.address}/22 && head -c 4 <&3`;
    expect((await inHost('timeout', '60', 'bash', '-c', greeted)).text).toBe('SSH-');
    await cloud.act(machineId, 'kill');
    await cloud.until(machineId, 'it is gone', ({ state: s }) => s === 'done');
  });

  test('keeps nothing of it beyond its time', async () => {
    const isPurged = async () => (await cloud.evidenceOf(ran))?.state === 'purged';
    await until('the evidence is purged', isPurged, 60_000, 200);
  });

  test('is not heard in the clear, neither on the bus nor by the API', async () => {
    const { busPort, apiPort } = cloud;
    const bus = await saidTo(other.address, busPort, 'CONNECT {"verbose":true}\r\nPING\r\n');
    expect(bus).toContain('"tls_required":true');
    expect(bus).not.toMatch(/\+OK|PONG/);
    const get = `GET /v1/certificate-authority HTTP/1.1\r\nHost: cloud\r\n\r\n`;
    expect(await saidTo(other.address, apiPort, get)).not.toMatch(/HTTP\/1\.1 200/);
  });

  test('whose identity was copied is seen as two, and gets no work', async () => {
    mkdirSync(copy, { mode: 0o700 });
    for (const name of ['joined.json', 'hosts/host/agent', 'instance.json'])
      cpSync(join(state, name), join(copy, name), { recursive: true });
    expect((await joins(copy)).code).toBe(0);
    watch(copy);
    await until('the conflict is seen', async () => (await theHost())?.conflict === true, 30_000);
    const image = { locations: ['file:///nowhere/image'], format: 'raw' };
    const digests = [{ algorithm: 'sha256', value: 'ab'.repeat(32) }];
    const request = { image: { ...image, digests }, type: 't1.micro', publicKeys: [] };
    const machineId = await cloud.run(request);
    const waits = await cloud.until(machineId, 'it waits', ({ waiting }) => waiting !== null);
    expect([waits.state, waits.host]).toEqual(['pending', null]);
    await cloud.act(machineId, 'kill');
    expect((await starter('stop', copy, '--yes')).code).toBe(0);
  });

  test('that is removed is cut off at once and does not come back', async () => {
    const agentLog = (): string => readFileSync(join(state, 'logs/agent.log'), 'utf8');
    const { status } = await cloud.ask('POST', '/hosts/other-1/remove', {}, randomUUID());
    expect(status).toBe(200);
    await until('its connection is cut', () => agentLog().includes('was lost'), 30_000);
    await until(
      'it tried to come back',
      () => agentLog().split('Authorization').length > 2,
      30_000,
    );
    const { address } = other;
    await expect(
      connectNats({
        ...{ servers: [`tls://${address}:${cloud.busPort}`], caFile: cloud.caFile },
        ...{ seed: secret(readFileSync(seedFile(state), 'utf8').trim()), name: 'a removed host' },
        ...{ inboxPrefix: '_INBOX_x', clock: systemClock, random: systemRandom },
        signal: AbortSignal.timeout(20_000),
      }),
    ).rejects.toThrow(/does not know the key/);
    const again = await joins(state, line);
    expect([again.code, again.text]).toEqual([
      1,
      expect.stringContaining('was removed') as unknown,
    ]);
  });

  test('leaves nothing running after stop and clean', async () => {
    const { code } = await starter('stop', state, '--yes');
    expect([code, (await starter('status', state)).code]).toEqual([0, 1]);
    expect((await starter('clean', state, '--yes')).code).toBe(0);
    expect(existsSync(state)).toBe(false);
  });
});

/** What a server answers to `text`, until it hangs up or says nothing more for two seconds. */
function saidTo(host: string, port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, host, () => socket.write(text));
    const end = (): void => {
      socket.destroy();
      resolve(said);
    };
    socket.on('data', (bytes) => (said += bytes.toString('latin1')));
    socket.setTimeout(2_000, end);
    socket.on('error', end).on('close', end);
  });
}
