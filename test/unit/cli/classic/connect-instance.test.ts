import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askMessage, consoleAnswerMessage } from '../../../../shared/wire/conversation.ts';
import { aClassicCloudForEachTest } from '../../../support/a-classic-cloud.ts';
import { anImage, call } from '../../../support/an-api.ts';
import { hostId } from '../../../support/log-writer.ts';

const cloud = aClassicCloudForEachTest();

const always = [
  ...['GlobalKnownHostsFile=/dev/null', 'LogLevel=ERROR'],
  ...['ConnectTimeout=5', 'NumberOfPasswordPrompts=3'],
];
const withSettings = (...settings: string[]) => settings.flatMap((setting) => ['-o', setting]);
const unchecked = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'];

async function aMachine(): Promise<string> {
  const { json } = await call(cloud.api, 'POST', '/machines', { image: anImage });
  return json.machineIds[0]!;
}

function prints(text: string): void {
  const host = cloud.api.hub.client('host');
  const content = new TextEncoder().encode(text);
  host.subscribe(cloud.api.subjects.ask(hostId), (message) => {
    const asked = askMessage.decode(message.bytes);
    const piece = content.slice(asked.question === 'console' ? asked.fromByte : 0);
    const nextByte = content.length;
    message.reply(consoleAnswerMessage.encode({ content: piece, nextByte, known: true }));
  });
}

test('root, port 22, no check of keys that the console does not tell', async () => {
  await aMachine();
  prints('no keys here\n');
  cloud.terminal.programExitCodes = [3];
  const { exitCode, programs } = await cloud.terminal.run('stratus-connect-instance -k my.key 1');
  expect(exitCode).toBe(3);
  expect(programs).toEqual([
    [
      ...['ssh', ...withSettings(...unchecked, ...always), '-i', 'my.key'],
      ...['-p', '22', '-l', 'root', '--', '10.77.9.2'],
    ],
  ]);
});

test('only the keys that the console tells', async () => {
  const id = await aMachine();
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb';
  prints(`boot\nssh-host-key: ssh-ed25519 ${key}\n`);
  const { programs } = await cloud.terminal.run('stratus-connect-instance 1');
  const file = join(cloud.terminal.home, '.config/stratus/known-hosts', id);
  expect(programs[0]).toContain('StrictHostKeyChecking=yes');
  expect(programs[0]).toContain(`UserKnownHostsFile="${file}"`);
  expect(readFileSync(file, 'utf8')).toBe(`${id} ssh-ed25519 ${key}\n`);
});

test.each([
  [[255, 255, 0], 3, 0],
  [[255, 255, 255, 0], 3, 255],
  [[1], 1, 1],
])('ssh that ends with %j is run %i times, the last word is %i', async (codes, times, last) => {
  await aMachine();
  prints('\n');
  cloud.terminal.programExitCodes = codes;
  const { exitCode, programs } = await cloud.terminal.run('stratus-connect-instance 1');
  expect([programs.length, exitCode]).toEqual([times, last]);
});

test('a machine without an address: 1', async () => {
  const { terminal } = cloud;
  await aMachine();
  terminal.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const machine = (await answer.json()) as object;
    return new Response(JSON.stringify({ ...machine, address: null }));
  };
  const { exitCode, err, programs } = await terminal.run('stratus-connect-instance 1');
  expect([exitCode, programs]).toEqual([1, []]);
  expect(err).toBe("  [ERROR] Couldn't find enough information to connect to VM '1'\n");
});

test('no id: 2; an unknown one: 255', async () => {
  const without = await cloud.terminal.run('stratus-connect-instance');
  expect(without.exitCode).toBe(2);
  expect(without.err).toMatch(/\n\nstratus-connect-instance: error: Missing vm-id\n$/);
  const unknown = await cloud.terminal.run('stratus-connect-instance 7');
  expect([unknown.exitCode, unknown.out]).toEqual([
    ...[255, 'Error: There is no machine "7". (code 404)\n'],
  ]);
});
