import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aClassicCloudForEachTest, startingFrame } from '../../../support/a-classic-cloud.ts';
import { token } from '../../../support/an-api.ts';
import { freePort } from '../../../support/free-port.ts';

const cloud = aClassicCloudForEachTest();

describe('wrong usage: 2, with the usage line and the words of the classic parser', () => {
  test.each([
    ['no image', [], 'Please specify the machine image to start'],
    ['two images', ['a', 'b'], 'Too many arguments: one image at a time'],
    ['an unknown option', ['--bigger', 'small'], 'no such option: --bigger'],
    ['an unknown letter', ['-z', 'small'], 'no such option: -z'],
    ['a number that is none', ['-n', 'two', 'small'], "option -n: invalid integer value: 'two'"],
    ['the same, long', ['--ram=1.5', 'small'], "option --ram: invalid integer value: '1.5'"],
    [
      'an amount that is none',
      ['--vm-cpu-amount', 'x', 'small'],
      "option --vm-cpu-amount: invalid floating-point value: 'x'",
    ],
    ['a missing value', ['small', '--type'], '--type option requires an argument'],
    ['a value too many', ['small', '--local-ip=1'], '--local-ip option does not take a value'],
    [
      'a method that is none',
      ['small', '--context-method', 'two'],
      "option --context-method: invalid choice: 'two' (choose from 'one', 'cloud-init')",
    ],
    [
      'a cut name that may mean two',
      ['small', '--vm-re', '1', '--persist'],
      '--persistent-disk option requires an argument',
    ],
    [
      'a cut name that may mean many',
      ['small', '--vnc'],
      'ambiguous option: --vnc (--vnc-listen, --vnc-port?)',
    ],
    ['a type that is not there', ['small', '-t', 'm9.big'], 'Unknown instance type: m9.big'],
    ['two networks', ['small', '--local-ip', '--private-ip'], 'contradict each other'],
    ['no machine at all', ['small', '-n', '0'], 'option --number: must be at least 1'],
    ['more than the CPUs', ['small', '--vm-cpu-amount', '2'], 'at most the number of CPUs (1)'],
    ['an address that is none', ['small', '--address', '10.1'], "invalid IP address: '10.1'"],
    [
      'a disk that outlives its machine',
      ['small', '--persistent-disk', 'x'],
      'option --persistent-disk is not supported: there is no storage service yet; only --volatile-disk',
    ],
    ['a saved disk', ['small', '--save'], 'option --save is not supported: saving'],
    ['a screen', ['small', '--vnc-port', '5901'], 'option --vnc-port is not supported'],
    ['a certificate', ['small', '--pem-cert', 'x'], 'option --pem-cert is not supported'],
    ['another bus', ['small', '--vm-disks-bus', 'ide'], 'option --vm-disks-bus is not supported'],
  ])('%s', async (_what, args, text) => {
    const { exitCode, out, err } = await cloud.terminal.run(['stratus-run-instance', ...args]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(
      /^Usage: stratus-run-instance \[options\] image\n\nstratus-run-instance: error: /,
    );
    expect(err).toContain(text);
    expect(cloud.api.leader.heard).toEqual([]);
  });
});

describe('failures of the work: 255, with the error on stdout', () => {
  test.each([
    [
      'a pair without a file',
      ['--cloud-init', 'ssh'],
      "Error: invalid CloudInit mimetype pair: 'ssh'\n",
    ],
    [
      'a variable without a value',
      ['--context', 'A=1#B'],
      'Error: Error while parsing contextualization file.\nSyntax error in line `B`\n',
    ],
    ['a name for a shell', ['--vm-name', '$(id)'], 'Error: '],
    ['a variable for the loader', ['--context', 'LD_PRELOAD=x'], 'Error: '],
  ])('%s', async (_what, args, text) => {
    const { exitCode, out } = await cloud.terminal.run(['stratus-run-instance', ...args, 'small']);
    expect(exitCode).toBe(255);
    expect(out).toContain(text);
    expect(cloud.api.model.state.machines.size).toBe(0);
  });

  test('user data above the limit, with its size', async () => {
    const bytes = randomBytes(30_000).toString('base64');
    const file = cloud.terminal.file('big', bytes);
    const { exitCode, out } = await cloud.terminal.run([
      ...['stratus-run-instance', '--cloud-init', `none,${file}`, 'small'],
    ]);
    expect(exitCode).toBe(255);
    const size = gzipSync(bytes, { level: 9 }).length;
    expect(size).toBeGreaterThan(16_384);
    expect(out).toBe(`Error: multipart size (${size}) exceeds limit (16384)\n`);
  });

  test('a refusal with its code, and what to do on stderr', async () => {
    await cloud.terminal.run('stratus-run-instance -q --vm-name web small');
    const { exitCode, out, err } = await cloud.terminal.run(
      'stratus-run-instance -q --vm-name web small',
    );
    expect([exitCode, out]).toEqual([255, 'Error: A machine web is there already. (code 409)\n']);
    expect(err).toBe('  Do something else.\n');
  });

  test('no cloud there', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const { exitCode, out } = await cloud.terminal.run(
      `stratus-run-instance --endpoint ${nowhere} -u admin -p ${token} small`,
    );
    expect(exitCode).toBe(255);
    expect(out).toBe(`Network error: the cloud at ${nowhere} does not answer (ECONNREFUSED).\n`);
  });
});

test('a file that cannot be read ends the command: 1', async () => {
  for (const option of ['--context-file', '-k']) {
    const { exitCode, out, err } = await cloud.terminal.run(
      `stratus-run-instance ${option} /nowhere/file small`,
    );
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^ {2}\[ERROR\] File \/nowhere\/file cannot be read: ENOENT/);
  }
  const { exitCode, err } = await cloud.terminal.run('stratus-run-instance -o /nowhere/ids small');
  expect(exitCode).toBe(1);
  expect(err).toContain('  [ERROR] Output file /nowhere/ids cannot be written');
  expect(cloud.api.leader.heard).toEqual([]);
});

test('Ctrl-C says goodbye: 0', async () => {
  cloud.api.leader.stop();
  const { exitCode, out } = await cloud.terminal.run('stratus-run-instance small', (stop) =>
    stop(),
  );
  expect(exitCode).toBe(0);
  expect(out).toBe(
    `${startingFrame} :: Starting 1 machine\n\n\nExecution interrupted by the user... goodbye!\n`,
  );
});

test('help and version need no cloud', async () => {
  const { exitCode, out } = await cloud.terminal.run('stratus-run-instance --help');
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^Usage: stratus-run-instance \[options\] image\n/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThan(80);
  expect((await cloud.terminal.run('stratus-run-instance --version')).out).toBe('0.1.0\n');
});
