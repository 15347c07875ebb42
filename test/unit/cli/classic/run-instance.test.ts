import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  aClassicCloudForEachTest,
  aKeyLine,
  startingFrame,
} from '../../../support/a-classic-cloud.ts';

const cloud = aClassicCloudForEachTest();
const otherKey = aKeyLine.replace('me@here', 'other');

describe('what is printed', () => {
  test('one machine', async () => {
    expect(await cloud.terminal.run('stratus-run-instance small')).toEqual({
      out: `${startingFrame} :: Starting 1 machine\n :: Machine 1 (vm ID: 1)\n\tPublic ip: 10.77.9.2\n :: Done!\n`,
      ...{ err: '', exitCode: 0, programs: [] },
    });
  });

  test('several machines on the local network', async () => {
    const { out } = await cloud.terminal.run('stratus-run-instance -n 2 --local-ip small');
    expect(out).toBe(
      `${startingFrame} :: Starting 2 machines\n :: Machine 1 (vm ID: 1)\n\tLocal ip: 10.77.9.2\n` +
        ' :: Machine 2 (vm ID: 2)\n\tLocal ip: 10.77.9.3\n :: Done!\n',
    );
  });

  test('id and address alone with -q, and the ids in a file', async () => {
    const file = join(cloud.terminal.home, 'ids');
    const { out } = await cloud.terminal.run(`stratus-run-instance -q --number=2 -o ${file} small`);
    expect(out).toBe('1, 10.77.9.2\n2, 10.77.9.3\n');
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n');
  });

  test('that nobody looked for the image', async () => {
    const { out } = await cloud.terminal.run('stratus-run-instance --no-check-image-url small');
    expect(out).toMatch(/^ \[WARNING\] Image availability check is disabled\.\n\n :::/);
    const quiet = await cloud.terminal.run('stratus-run-instance -q --no-check-image-url small');
    expect(quiet.out).toBe('2, 10.77.9.3\n');
  });

  test('the instance types, the user’s own among them', async () => {
    cloud.terminal.file(
      '.stratuslab/stratuslab-user.cfg',
      '[default]\nselected_section = a\n[a]\ndefault_instance_type = my.type\n' +
        '[instance_types]\nmy.type = 4, 2048, 0\nt1.micro = 1, 64, 64\nbad = 0, 1, 1\nworse = x\n',
    );
    const golden =
      '  Type              CPU        RAM       SWAP\n' +
      '  m1.small        1 CPU    1536 MB    1536 MB\n' +
      '* my.type         4 CPU    2048 MB       0 MB\n' +
      '  t1.micro        1 CPU      64 MB      64 MB\n';
    for (const option of ['-l', '--list-types', '--list-type'])
      expect((await cloud.terminal.run(`stratus-run-instance ${option}`)).out).toBe(golden);
    expect(cloud.api.leader.heard).toEqual([]);
  });
});

describe('what is asked of the cloud', () => {
  test('every size, place and name', async () => {
    await cloud.terminal.run([
      ...['stratus-run-instance', '-t', 't1.micro', '--cpu', '2', '--vm-cpu-amount', '0.5'],
      ...['--ram', '256', '--swap', '0', '--private-ip', '--vm-name', 'web', '-n', '2'],
      ...['--vm-requirements', 'NAME = "host-*"', '--volatile-disk', '3', '--qcow-disk-format'],
      ...['--vm-disks-bus', 'virtio', '--vm-network-model=virtio', 'small'],
    ]);
    expect(cloud.request()).toMatchObject({
      ...{ kind: 'run', type: 't1.micro', vcpus: 2, cpuHundredths: 50, memoryMiB: 256 },
      ...{ swapMiB: 0, networkClass: 'private', name: 'web', requirements: 'NAME = "host-*"' },
      ...{ volatileMiB: 3072, volumeLabel: '_STRATUSLAB', image: { format: 'qcow2' } },
    });
  });

  test('an address', async () => {
    await cloud.terminal.run('stratus-run-instance --address 10.77.9.9 small');
    expect(cloud.request()).toMatchObject({ address: 0x0a4d0909, networkClass: 'public' });
  });

  test('the sizes of the user’s own type, and no type that the cloud does not know', async () => {
    cloud.terminal.file(
      '.stratuslab/stratuslab-user.cfg',
      '[default]\nselected_section = a\n[a]\n[instance_types]\nmy.type = 4, 2048, 0\n',
    );
    await cloud.terminal.run('stratus-run-instance -t my.type --ram 100 small');
    expect(cloud.request()).toMatchObject({
      ...{ type: '', vcpus: 4, cpuHundredths: 400, memoryMiB: 100, swapMiB: 0 },
    });
  });

  test('keys and variables, from option and file', async () => {
    const key = cloud.terminal.file('k1.pub', `# mine\nComment: "x"\n${aKeyLine}\n`);
    const key2 = cloud.terminal.file('k2.pub', `${otherKey}\n`);
    const context = cloud.terminal.file('context', 'FROM_FILE=1=2\n\nEMPTY=\n');
    const pairs = ['--context', 'A=b c#D="x"', '--context-file', context];
    await cloud.terminal.run(['stratus-run-instance', ...pairs, '-k', key, '--key', key2, 'small']);
    const { publicKeys, variables } = await cloud.context();
    expect(publicKeys).toEqual([aKeyLine, otherKey]);
    const text = new TextDecoder();
    expect(variables.map(({ name, value }) => [name, text.decode(value)])).toEqual([
      ...[
        ['FROM_FILE', '1=2'],
        ['EMPTY', ''],
        ['A', 'b c'],
        ['D', '"x"'],
      ],
    ]);
  });

  test('cloud-init pairs as one multipart message, with the keys of an ssh pair', async () => {
    const key = cloud.terminal.file('k2.pub', `${otherKey}\n`);
    const script = cloud.terminal.file('hello.sh', '#!/bin/sh\necho hello\n');
    const config = cloud.terminal.file('conf.yaml', '#cloud-config\n{}\n');
    const pairs = `ssh,${key}#x-shellscript,${script}#cloud-config,${config}`;
    await cloud.terminal.run(['stratus-run-instance', '--cloud-init', pairs, 'small']);
    expect(cloud.request()).toMatchObject({ volumeLabel: 'cidata' });
    const { publicKeys, userData } = await cloud.context();
    expect(publicKeys).toEqual([otherKey]);
    const message = new TextDecoder().decode(userData);
    const [, boundary = ''] = /^Content-Type: multipart\/mixed; boundary="([^"]+)"\n/.exec(
      message,
    )!;
    const parts = message.split(`--${boundary}`).slice(1, -1);
    expect(parts.map((part) => /Content-Type: (\S+);/.exec(part)?.[1])).toEqual([
      ...['text/x-shellscript', 'text/cloud-config'],
    ]);
    expect(parts[0]).toContain('filename="hello.sh"');
    const [, body = ''] = parts[0]!.split('\n\n');
    expect(Buffer.from(body, 'base64').toString()).toBe('#!/bin/sh\necho hello\n');
  });

  test('the file of a `none` pair as it is', async () => {
    const first = cloud.terminal.file('first', '#cloud-config\nfirst: 1\n');
    const second = cloud.terminal.file('second', '#cloud-config\nsecond: 1\n');
    const pairs = `none,${first}#none,${second}`;
    await cloud.terminal.run(['stratus-run-instance', '--cloud-init', pairs, 'small']);
    const { publicKeys, userData } = await cloud.context();
    expect(new TextDecoder().decode(userData)).toBe('#cloud-config\nfirst: 1\n');
    expect(publicKeys).toEqual([aKeyLine]);
  });
});
