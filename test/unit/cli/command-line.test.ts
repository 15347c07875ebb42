import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Machine } from '../../../cli/rest-answers.ts';
import { openUserContext } from '../../../shared/log/user-context-record.ts';
import { askMessage, consoleAnswerMessage } from '../../../shared/wire/conversation.ts';
import { anImage, call, startApi, token } from '../../support/an-api.ts';
import type { Api } from '../../support/an-api.ts';
import { openTerminal } from '../../support/a-terminal.ts';
import type { Terminal } from '../../support/a-terminal.ts';
import { freePort } from '../../support/free-port.ts';
import { hostId } from '../../support/log-writer.ts';

let api: Api;
let terminal: Terminal;
beforeEach(async () => {
  api = await startApi();
  terminal = openTerminal();
  const endpoint = await api.app.listen({ host: '127.0.0.1', port: 0 });
  terminal.logIn(endpoint, token, { ...anImage, title: 'not for the API', kernelVersion: '6' });
});
afterEach(async () => {
  terminal.close();
  await api.stop();
});

const keyLine =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb me@here';

/** The host says that the machine has come so far. */
async function advance(machineId: string, ...to: ('boot' | 'running')[]): Promise<void> {
  for (const state of to)
    await api.writer.write([{ type: 'machineAdvanced', machineId, generation: 1, to: state }]);
}

describe('stratus run', () => {
  test('runs an image of the profile and shows the machine', async () => {
    const { exitCode, out, err } = await terminal.run(['run', 'small', '--name', 'web']);
    expect([exitCode, err]).toEqual([
      0,
      'stratus: no public key was found: nobody can log in by ssh\n',
    ]);
    expect(out).toMatch(/^ID  NAME  STATE/);
    expect(out).toMatch(/ 1  web   prolog  10\.77\.9\.2  host-1/);
  });

  test('passes every option on', async () => {
    const key = join(terminal.home, 'key.pub');
    const context = join(terminal.home, 'context');
    const userData = join(terminal.home, 'user-data');
    writeFileSync(key, `${keyLine}\n`);
    writeFileSync(context, 'FROM_FILE=1=2\n\n');
    writeFileSync(userData, '#cloud-config\n');
    const options = [
      ...['-n', '2', '--name', 'db', '-t', 't1.micro', '--cpu', '2', '--cpu-amount', '0.5'],
      ...['--ram', '256', '--swap', '0', '--root-disk', '512', '--local-ip', '--rank', '-X'],
      ...['--requirements', 'A = 1', '--policy', 'striping', '--on-host-restart', 'start'],
      ...['-k', key, '--context', 'A=b', '--context-file', context, '--cloud-init', userData],
      ...['--volatile-disk', '2'],
    ];
    const { exitCode } = await terminal.run(['run', 'small', ...options]);
    expect(exitCode).toBe(0);
    expect(api.leader.heard[0]!.request).toMatchObject({
      ...{ kind: 'run', name: 'db', type: 't1.micro', vcpus: 2, cpuHundredths: 50 },
      ...{ memoryMiB: 256, swapMiB: 0, rootDiskMiB: 512, networkClass: 'local', rank: '-X' },
      ...{ requirements: 'A = 1', policy: 'striping', onHostRestart: 'start' },
      ...{ volumeLabel: 'cidata', volatileMiB: 2048 },
    });
    expect(api.leader.heard[0]!.key).toMatch(/^[0-9a-f-]{36}$/);
    const [record] = await api.vault.list();
    const sealed = await api.vault.get(record!.machineId);
    const given = openUserContext(sealed!, api.cloudKey);
    expect(given.publicKeys).toEqual([keyLine]);
    expect(
      given.variables.map(({ name, value }) => [name, new TextDecoder().decode(value)]),
    ).toEqual([
      ['FROM_FILE', '1=2'],
      ['A', 'b'],
    ]);
  });

  test('prints number and address for scripts', async () => {
    const { out } = await terminal.run(['run', 'small', '-n', '2', '-q']);
    expect(out).toBe('1, 10.77.9.2\n2, 10.77.9.3\n');
  });

  test('takes an image by URL and digest', async () => {
    const location = 'https://images.example.org/a.qcow2.gz';
    const digest = `sha256:${'ab'.repeat(32)}`;
    await terminal.run(['run', '--image-location', location, '--digest', digest]);
    expect(api.leader.heard[0]!.request).toMatchObject({
      image: { locations: [location], format: 'qcow2', compression: 'gz' },
    });
  });

  test('waits until the machine runs, and says meanwhile where it is', async () => {
    let printed = '';
    const running = terminal.run(['run', 'small', '--wait', '-o', 'json'], ({ err }) => {
      printed = err;
    });
    await expect.poll(() => printed).toContain('one-1: prolog');
    const [machineId = ''] = api.model.state.machines.keys();
    await advance(machineId, 'boot', 'running');
    const { exitCode, out } = await running;
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { machines: Machine[] }).machines[0]!.state).toBe('running');
  });

  test('stops waiting for a machine that failed, with its reason', async () => {
    const running = terminal.run(['run', 'small', '--wait']);
    await expect.poll(() => api.model.state.machines.size).toBe(1);
    const [machineId = ''] = api.model.state.machines.keys();
    await api.writer.write([
      {
        ...{ type: 'machineFailed', machineId, generation: 1, reason: 'imageDigestMismatch' },
        message: 'the SHA-256 is another one',
      },
    ]);
    const { exitCode, err } = await running;
    expect(exitCode).toBe(1);
    expect(err).toContain('one-1 is failed (imageDigestMismatch: the SHA-256 is another one)');
  });

  test('gives up when nobody answers, and says how to find out what came of it', async () => {
    api.leader.stop();
    const { exitCode, err } = await terminal.run(['run', 'small']);
    expect(exitCode).toBe(1);
    expect(err).toContain('no scheduler answered, asked 3 times');
  });

  test('repeats a request that nobody answered, with the same key', async () => {
    api.leader.next = 'silence';
    const { exitCode } = await terminal.run(['run', 'small', '-q']);
    expect(exitCode).toBe(0);
    expect(api.leader.heard[0]!.key).toBe(api.leader.heard[1]!.key);
    expect(api.model.state.machines.size).toBe(1);
  });
});

describe('wrong usage ends with 2 and leaves nothing', () => {
  test.each([
    ['an unknown command', ['fly'], "unknown command 'fly'"],
    ['an unknown option', ['run', 'small', '--bigger'], "unknown option '--bigger'"],
    ['a count that is no number', ['run', 'small', '-n', 'two'], 'expected a whole number'],
    ['a fractional size', ['run', 'small', '--ram', '1.5'], 'expected a whole number'],
    ['an unknown policy', ['run', 'small', '--policy', 'best'], 'Allowed choices are packing'],
    ['no image at all', ['run'], 'Please specify the machine image to start'],
    ['two networks', ['run', 'small', '--local-ip', '--private-ip'], 'contradict each other'],
    [
      'a context file without names',
      ['run', 'small', '--context-file', 'package.json'],
      'Write key=value',
    ],
    ['context without a name', ['run', 'small', '--context', 'value'], 'write KEY=value'],
    [
      'a digest of no algorithm',
      ['run', '--image-location', 'http://a/b', '--digest', 'abc'],
      'ALGORITHM:HEX',
    ],
    ['a missing machine', ['show'], "missing required argument 'machine'"],
  ])('%s', async (_what, args, text) => {
    const { exitCode, out, err } = await terminal.run(args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(text);
    expect(api.leader.heard).toEqual([]);
  });
});

describe('refusals end with 1, with the reason and the cure', () => {
  test.each([
    ['a machine that is not there', ['show', 'ghost'], 'There is no machine "ghost"'],
    ['a machine named like a path', ['show', '../../etc'], 'machine'],
    ['an image that is not there', ['run', 'ghost.json'], 'there is no image ghost.json'],
    ['zero machines', ['run', 'small', '-n', '0'], 'where: count'],
    ['negative memory', ['run', 'small', '--ram', '-1'], 'where: memoryMiB'],
    ['huge memory', ['run', 'small', '--ram', '99999999999'], 'where: memoryMiB'],
    ['a name for a shell', ['run', 'small', '--name', '$(id)'], 'where: name'],
    ['an address that is none', ['run', 'small', '--address', '10.1'], 'is not an IPv4 address'],
    ['a variable for the loader', ['run', 'small', '--context', 'LD_PRELOAD=x'], 'LD_PRELOAD'],
  ])('%s', async (_what, args, text) => {
    const { exitCode, out, err } = await terminal.run(args);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(text);
    expect(api.model.state.machines.size).toBe(0);
  });

  test('a wrong token', async () => {
    terminal.env = { STRATUS_TOKEN: 'wrong' };
    const { exitCode, err } = await terminal.run(['list']);
    expect(exitCode).toBe(1);
    expect(err).toContain('The token is not known here.');
  });

  test('no cloud there', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    terminal.env = { STRATUS_ENDPOINT: endpoint };
    const { exitCode, err } = await terminal.run(['list']);
    expect(exitCode).toBe(1);
    expect(err).toContain(`the cloud at ${endpoint} does not answer (ECONNREFUSED)`);
    expect(err).toContain('add `-- --instance NAME` to both');
  });

  test('no cloud there, whose profile says which one it is', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const commands = {
      status: 'npm run status -- --instance two',
      start: 'npm start -- --instance two',
    };
    const path = join(terminal.home, 'two.json');
    writeFileSync(path, JSON.stringify({ endpoint, token, commands }));
    terminal.env = { STRATUS_PROFILE: path };
    const { err } = await terminal.run(['list']);
    expect(err).toContain(`\`${commands.status}\`, and start it with \`${commands.start}\`.`);
    terminal.env = { ...terminal.env, STRATUS_ENDPOINT: `http://127.0.0.1:${await freePort()}` };
    expect((await terminal.run(['list'])).err).not.toContain('two');
  });

  test('no usual profile, but those of other clouds', async () => {
    const folder = mkdtempSync(join(terminal.home, 'profiles-'));
    writeFileSync(join(folder, 'profile-two.json'), '{}');
    terminal.env = { STRATUS_PROFILE: join(folder, 'profile.json') };
    const { exitCode, err } = await terminal.run(['list']);
    expect(exitCode).toBe(2);
    expect(err).toContain(`export STRATUS_PROFILE=${join(folder, 'profile-two.json')}`);
  });

  test('no profile: 2, and how to get one', async () => {
    terminal.env = { STRATUS_PROFILE: join(terminal.home, 'nowhere.json') };
    const { exitCode, err } = await terminal.run(['list']);
    expect(exitCode).toBe(2);
    expect(err).toContain('nowhere.json');
    expect(err).toContain('npm start');
  });
});

describe('with a machine', () => {
  let machineId: string;
  beforeEach(async () => {
    const { json } = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
    machineId = json.machineIds[0]!;
  });

  test('lists and shows it, as a table and as the object of the API', async () => {
    expect((await terminal.run(['list', '-q'])).out).toBe('1\n');
    expect((await terminal.run(['show', 'web'])).out).toMatch(/^id: +1\nname: +web\nuuid:/);
    const shown = JSON.parse((await terminal.run(['show', '1', '-o', 'json'])).out) as Machine;
    expect(shown).toEqual((await call(api, 'GET', '/machines/web')).json);
  });

  test('kills it, and tells of one that is not there', async () => {
    const { exitCode, out, err } = await terminal.run(['kill', 'web', 'ghost']);
    expect(exitCode).toBe(1);
    expect(out).toContain('epilog');
    expect(err).toContain('No such machine.');
  });

  test('says why it is where it is, and what a plan would do', async () => {
    const { out } = await terminal.run(['why', 'web']);
    expect(out).toContain('web: No host has 512 MiB free.');
    expect(out).toContain('would fit: 256 MiB less');
    expect((await terminal.run(['plan', 'small'])).out).toContain('No host has 512 MiB free.');
  });

  test('says how many more machines of each type fit', async () => {
    const { out } = await terminal.run(['room']);
    expect(out).toMatch(
      /^TYPE +CPU +RAM +DISK +FIT NOW +MINE +OTHERS +IF EMPTY\nm1\.small .* 7 +\d+ +0 +8\n/,
    );
    expect(out).toMatch(/\nFree addresses: \d+ public\.\n$/);
  });

  test('shows what is on its console, without what would move the cursor', async () => {
    console_('login: \u001b[2Jroot\r\n');
    expect((await terminal.run(['console', 'web'])).out).toBe('login: [2Jroot\n');
  });

  test('follows its console as it grows, also when the host has cut it', async () => {
    const pieces = [
      { content: 'boot', nextByte: 4 },
      { content: '', nextByte: 4 },
      { content: '', nextByte: 4 },
      { content: 'ing|after the cut', nextByte: 13 },
      { content: '', nextByte: 13 },
    ];
    const asked: number[] = [];
    api.hub.client('host').subscribe(api.subjects.ask(hostId), (message) => {
      const ask = askMessage.decode(message.bytes);
      asked.push(ask.question === 'console' ? ask.fromByte : -1);
      const { content, nextByte } = pieces[Math.min(asked.length, pieces.length) - 1]!;
      const bytes = new TextEncoder().encode(content);
      message.reply(consoleAnswerMessage.encode({ content: bytes, nextByte, known: true }));
    });
    const { out, exitCode } = await terminal.run(['console', '-f', 'web'], (printed, stop) => {
      if (printed.out.includes('cut')) stop();
    });
    expect([out, exitCode]).toEqual(['booting|after the cut', 130]);
    expect(asked.slice(0, 4)).toEqual([0, 4, 4, 4]);
  });

  test('logs in by ssh, with the host keys from the console', async () => {
    await advance(machineId, 'boot', 'running');
    await api.model.waitFor(4, 1_000);
    const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb';
    console_(
      `boot\r\nssh-host-key: ssh-ed25519 ${key}\r\nssh-host-key: ssh-ed25519 ${key.replace('GP', 'XX')}\r\n`,
    );
    terminal.programExitCode = 3;
    const { exitCode, programs } = await terminal.run(['ssh', 'web', '--', 'uname', '-a']);
    expect(exitCode).toBe(3);
    const [[program = '', ...args] = []] = programs;
    const file = join(terminal.home, '.config/stratus/known-hosts', machineId);
    expect(program).toBe('ssh');
    expect(args.slice(-5)).toEqual(['root', '--', '10.77.9.2', 'uname', '-a']);
    expect(args).toContain('StrictHostKeyChecking=yes');
    expect(args).toContain(`UserKnownHostsFile="${file}"`);
    expect(readFileSync(file, 'utf8')).toBe(`${machineId} ssh-ed25519 ${key}\n`);
  });

  test('logs in with the host keys of before when the console has lost them', async () => {
    await advance(machineId, 'boot', 'running');
    await api.model.waitFor(4, 1_000);
    console_('what was printed after a cut\r\n');
    const folder = join(terminal.home, '.config/stratus/known-hosts');
    mkdirSync(folder);
    const before = `${machineId} ssh-ed25519 ${'A'.repeat(68)}\n`;
    writeFileSync(join(folder, machineId), before);
    const { programs } = await terminal.run(['ssh', 'web']);
    expect(programs).toHaveLength(1);
    expect(readFileSync(join(folder, machineId), 'utf8')).toBe(before);
  });

  test('does not log in to a machine that is not running', async () => {
    const { exitCode, err, programs } = await terminal.run(['ssh', 'web']);
    expect([exitCode, programs]).toEqual([1, []]);
    expect(err).toContain('web is prolog, not running');
  });

  test('shows hosts, types, addresses, events, quarantine and status', async () => {
    expect((await terminal.run(['host'])).out).toMatch(/host-1 +enabled, silent +1 +1 of 4/);
    expect((await terminal.run(['host', 'disable', 'host-1', '--why', 'repair'])).out).toContain(
      'repair',
    );
    expect((await terminal.run(['type'])).out).toMatch(/\* +m1\.small +1 CPU +1536 MiB +1536 MiB/);
    expect((await terminal.run(['address'])).out).toMatch(/10\.77\.9\.2 +public +leased +1 +web/);
    expect((await terminal.run(['event', '-n', '4'])).out).toMatch(/machineAccepted .* web\n/);
    expect((await terminal.run(['quarantine'])).out).toMatch(/^ID +NAME/);
    expect((await terminal.run(['status'])).out).toMatch(/machines: +1 prolog/);
  });

  test('follows events as they happen', async () => {
    const following = terminal.run(['event', 'follow', '-o', 'json'], ({ out }, stop) => {
      if (out.includes('running')) stop();
    });
    await expect.poll(() => api.app.server.listening).toBe(true);
    const first = api.model.cursor()!;
    const again = terminal.run(['event', 'follow', '--after', first], ({ out }, stop) => {
      if (out.includes('running')) stop();
    });
    await advance(machineId, 'boot', 'running');
    expect((await again).out).toMatch(/machineAdvanced .* boot\n.*machineAdvanced .* running\n/);
    // It may have begun after the last event: another one ends it.
    await api.writer.write([{ type: 'hostDisabled', hostId, why: 'running out of patience' }]);
    await following;
  });

  function console_(text: string): void {
    const host = api.hub.client('host');
    const content = new TextEncoder().encode(text);
    host.subscribe(api.subjects.ask(hostId), (message) => {
      const asked = askMessage.decode(message.bytes);
      const from = asked.question === 'console' ? asked.fromByte : 0;
      const piece = content.slice(from);
      message.reply(
        consoleAnswerMessage.encode({ content: piece, nextByte: content.length, known: true }),
      );
    });
  }
});
