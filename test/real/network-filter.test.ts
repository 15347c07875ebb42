// May a guest speak only as itself? It sends forged frames of every kind; what arrives behind its host's bridge is counted
// once with the filter and once, as the control that each kind can arrive at all, without it.

import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import { macOf } from '../../shared/net/mac.ts';
import { allowedKinds, forbiddenKinds } from '../support/frames/frame-kinds.ts';
import type { Parties } from '../support/frames/frame-kinds.ts';
import {
  frameListener,
  frameSender,
  whatArrives,
  whyNoFrames,
} from '../support/frames/frame-tool.ts';
import type { FrameListener, FrameSender } from '../support/frames/frame-tool.ts';
import { anOutside } from '../support/real-cloud/an-outside.ts';
import { editedImage } from '../support/real-cloud/edited-image.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { ApplianceImage, RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { STORAGE_INSIDE } from '../../lab/private-hypervisor.mjs';
import { closeNat, hasNat, natTable, openNat } from '../../start/cloud/nat.mjs';

const run = promisify(execFile);
const forwardingSwitch = '/proc/sys/net/ipv4/ip_forward';

const why = (await whySkipped('forged frames from a real guest')) ?? whyNoFrames();
if (whyNoFrames() !== null) console.log(`skipped: forged frames, because ${whyNoFrames()}`);

describe.skipIf(why !== null)('a real guest', () => {
  let cloud: RealCloud;
  let guest: { readonly id: string; readonly shell: GuestShell };
  let parties: Parties;
  let sender: FrameSender;
  let listener: FrameListener;

  beforeAll(async () => {
    cloud = await startRealCloud();
    guest = await cloud.runs({ image: await withoutMedium() });
    const address = parseIpv4((await cloud.machine(guest.id)).address!)!;
    const foreign = parseIpv4(cloud.range.last)!;
    parties = {
      own: { mac: macOf('02:00', address), address },
      other: { mac: macOf('02:00', foreign), address: foreign },
      gateway: parseIpv4(cloud.range.gateway)!,
    };
    sender = await frameSender(guest.shell);
    listener = await frameListener(cloud.host, 'up0');
  });
  afterAll(async () => {
    listener?.end();
    await cloud?.end();
  });

  /** An image that knows nothing of context media, and lets us in all the same. */
  function withoutMedium(): Promise<ApplianceImage> {
    const labels = '_STRATUSLAB | CONTEXT | cidata | CIDATA';
    return editedImage(cloud, [
      {
        ...{ path: '/sbin/context', mode: '0755' },
        edit(script) {
          expect(script).toContain(labels);
          return script.replace(labels, 'NONE');
        },
      },
      {
        ...{ path: '/root/.ssh/authorized_keys', mode: '0600' },
        edit: () => readFileSync(`${cloud.keyFiles[0]}.pub`, 'utf8'),
      },
    ]);
  }

  const virsh = (...args: string[]): Promise<string> =>
    cloud.host.inside('virsh', '-q', '-c', 'qemu:///system', ...args);

  /** The machine's filter without a rule: everything passes, at once. */
  async function openFilter(): Promise<void> {
    const name = `stratus-${guest.id}`;
    const [uuid] = /<uuid>.*<\/uuid>/.exec(await virsh('nwfilter-dumpxml', name))!;
    const file = cloud.host.storage('open-filter.xml');
    writeFileSync(file, `<filter name="${name}" chain="root">${uuid}</filter>`);
    await virsh('nwfilter-define', `${STORAGE_INSIDE}/open-filter.xml`);
    rmSync(file);
    await cloud.host.inside('nft', 'flush', 'ruleset', 'bridge');
  }

  it('without a medium gets its address and its network by DHCP', async () => {
    const { address } = await cloud.machine(guest.id);
    expect(await cloud.consoleOf(guest.id)).toContain(`eth0 leased ${address} by 169.254.77.1`);
    const { gateway } = cloud.range;
    expect(await guest.shell.text('hostname; ip -4 -o address show eth0')).toMatch(
      new RegExp(`^appliance\\n.* inet ${address}/24 `),
    );
    expect(await guest.shell.text('ip route show default')).toContain(`default via ${gateway}`);
  });

  it('reaches the outside in the name of this machine once it is let out, and is not reached', async () => {
    const { gateway } = cloud.range;
    const cidr = `${gateway.replace(/\.\d+$/, '.0')}/24`;
    const outside = await anOutside(cidr);
    const link = (await run('ip', ['-o', 'address', 'show', 'to', gateway])).stdout.split(' ')[1]!;
    const instance = `test-${link}`;
    const nat = { table: natTable(instance), interface: link };
    const asked = `nc -w 3 ${outside.far} ${outside.port} < /dev/null || true`;
    const forwarding = readFileSync(forwardingSwitch, 'utf8');
    try {
      // The controls: by itself this machine leads a guest nowhere, and where it forwards for all, it is reached.
      expect(await guest.shell.text(asked)).toBe('');
      writeFileSync(forwardingSwitch, '1');
      const { address } = await cloud.machine(guest.id);
      expect(await outside.reaches(address!, 22)).toBe(true);
      writeFileSync(forwardingSwitch, forwarding);
      await openNat({ instance, cidr, interface: link });
      expect(await guest.shell.text(asked)).toBe(outside.near);
      expect(await outside.reaches(address!, 22)).toBe(false);
      const table = (await run('nft', ['list', 'table', 'inet', nat.table])).stdout;
      expect(table).toContain(`ip saddr ${cidr} oifname != "${link}" masquerade`);
      expect(forwarding.trim() === '1' || hasNat('stratus')).toBe(true);
    } finally {
      await closeNat(nat);
      await outside.end();
    }
    expect(hasNat(nat.table)).toBe(false);
    expect(readFileSync(forwardingSwitch, 'utf8')).toBe(forwarding);
  });

  it('speaks as itself, and as nobody else', async () => {
    const allowed = allowedKinds(parties);
    const forbidden = forbiddenKinds(parties);
    const last = allowed[0]!;
    const passed = await whatArrives([...forbidden, ...allowed], last, sender, listener);
    await openFilter();
    const control = await whatArrives(forbidden, last, sender, listener);
    const table = forbidden.map(({ name }, index) => ({
      ...{ kind: name, 'without filter': control[index], 'with filter': passed[index] },
    }));
    console.table(table);
    const own = passed.slice(forbidden.length);
    expect(table.filter((row) => !row['without filter'])).toEqual([]);
    expect(table.filter((row) => row['with filter'])).toEqual([]);
    expect(allowed.filter((_, index) => !own[index]).map(({ name }) => name)).toEqual([]);
    expect(table.length).toBeGreaterThanOrEqual(28);
  });
});
