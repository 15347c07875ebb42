// Does a host of our own come up beside the machine's, keep libvirtd running, and vanish without a trace?

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  hypervisorState,
  insideHost,
  startHypervisor,
  stopHypervisor,
} from '../../lab/private-hypervisor.mjs';
import { isAlive } from '../../lab/processes.mjs';
import { startSwitch, stopSwitch } from '../../lab/switch.mjs';
import { waitUntil } from '../../lab/wait-until.mjs';

const run = promisify(execFile);
const possible = process.getuid?.() === 0 && existsSync('/usr/sbin/libvirtd');
if (!possible) console.log('skipped: a private hypervisor needs root and libvirtd');

describe.skipIf(!possible)('a private hypervisor', () => {
  const root = mkdtempSync(join(tmpdir(), 'stratus-lab-'));
  const folder = join(root, 'host');
  const network = { folder: join(root, 'switch') };
  const uplink = { interface: `stlab${process.pid % 1000}`, address: '198.18.201.1/24' };
  let initPid = 0;

  const inside = async (...command: string[]): Promise<string> => {
    const within = insideHost(initPid, command, { network: true }) as string[];
    const [file = '', ...args] = within;
    return (await run(file, args)).stdout;
  };
  const libvirtdPid = async (): Promise<string> =>
    (await inside('cat', '/run/libvirtd.pid')).trim();

  beforeAll(async () => {
    await startSwitch({ ...network, uplink });
    initPid = (await startHypervisor({ folder, name: 'lab-host', network })).init.pid;
  });
  afterAll(async () => {
    await stopHypervisor(folder);
    await stopSwitch(network.folder);
    rmSync(root, { recursive: true });
  });

  test('has a name, a libvirt and a bridge of its own, joined to this machine', async () => {
    expect((await inside('hostname')).trim()).toBe('lab-host');
    expect(await inside('virsh', '-c', 'qemu:///system', 'list', '--all', '--name')).toBe('\n');
    expect(await inside('ip', '-o', 'link', 'show', 'master', 'br0')).toContain('up0');
    expect((await run('ip', ['-o', 'address', 'show', uplink.interface])).stdout).toContain(
      '198.18.201.1/24',
    );
    expect(existsSync('/run/hold')).toBe(false);
  });

  test('is found again instead of started twice', async () => {
    const again = await startHypervisor({ folder, name: 'lab-host', network });
    expect(again.init.pid).toBe(initPid);
  });

  test('brings libvirtd back when it is killed', async () => {
    const before = await libvirtdPid();
    await inside('kill', '-9', before);
    const back = await waitUntil(
      'another libvirtd',
      async () => {
        const now = await libvirtdPid().catch(() => before);
        return now !== before && now !== '' && now;
      },
      { limitMs: 20_000 },
    );
    expect(back).not.toBe(before);
  });

  test('takes its processes with it, and the switch its interface', async () => {
    const { init } = hypervisorState(folder) ?? { init: null };
    await stopHypervisor(folder);
    expect(isAlive(init)).toBe(false);
    expect(await stopSwitch(network.folder)).toBe(true);
    expect(existsSync(`/sys/class/net/${uplink.interface}`)).toBe(false);
    expect(hypervisorState(folder)?.alive).toBe(false);
  });
});
