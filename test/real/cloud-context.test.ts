// What does a real guest find on its medium and at its card? Everything is set over the API and read back inside.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseIpv4 } from '../../shared/net/ipv4.ts';
import { guestShell } from '../support/real-cloud/guest-shell.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('what a real guest reads of its context');

const everyByte = Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1));
const hostile = {
  EVERY_BYTE: Buffer.concat([everyByte, everyByte.toReversed()] as Buffer[]),
  QUOTES: Buffer.from(`'"'\\''"\\"$(touch /root/owned)\`touch /root/owned\`\${IFS}\\`),
  LINE_ENDS: Buffer.from("\n\nFAKE='no'\n\r\n#\n . /dev/null\n'; touch /root/owned #\n\n"),
  LONG: randomBytes(130_000).map((byte) => byte || 1),
  EMPTY: Buffer.alloc(0),
};

describe.skipIf(why !== null)('a real guest', () => {
  let cloud: RealCloud;
  let one: { readonly id: string; readonly shell: GuestShell };
  let cloudInit: { readonly id: string; readonly shell: GuestShell };

  beforeAll(async () => {
    cloud = await startRealCloud();
    const { first } = cloud.range;
    // Somebody who is not of this cloud has the first address.
    await cloud.onSwitch('ip', 'address', 'add', `${first}/32`, 'dev', 'switch0');
    const publicKeys = cloud.keyFiles.map((file) => readFileSync(`${file}.pub`, 'utf8').trim());
    const context = Object.fromEntries(
      Object.entries(hostile).map(([name, value]) => [name, { base64: value.toString('base64') }]),
    );
    const script = 'printf %s "$QUOTES" > /root/script-saw';
    const userData = '#!/bin/sh\necho "it ran as $(id -un)" > /root/user-data-said\n';
    [one, cloudInit] = await Promise.all([
      cloud.runs({
        ...{ name: 'reader', publicKeys, volatileMiB: 16 },
        context: { ...context, SCRIPT_EXEC: script },
      }),
      cloud.runs({ name: 'initiated', contextMethod: 'cloud-init', userData }),
    ]);
  });
  afterAll(() => cloud?.end());

  it.each(Object.entries(hostile))('reads %s byte for byte', async (name, value) => {
    const seen = await one.shell.say(`cat /run/context/${name}`);
    expect(seen.equals(value)).toBe(true);
  });

  it('runs nothing of what its context holds but its script, which sees the same bytes', async () => {
    await until('the script ran', async () => (await one.shell.text('ls /root')).includes('saw'));
    expect(await one.shell.say('cat /root/script-saw')).toEqual(hostile.QUOTES);
    expect(await one.shell.text('ls /root /run/context')).not.toMatch(/owned|FAKE/);
  });

  it('has the address that was leased, which its MAC tells too', async () => {
    for (const { id, shell } of [one, cloudInit]) {
      const { address, nics } = await cloud.machine(id);
      const seen = await shell.text('ip -4 -o address show eth0; cat /sys/class/net/eth0/address');
      const [, inGuest, mac] = /inet ([0-9.]+)\/24 [^]*((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/.exec(
        seen,
      )!;
      expect(inGuest).toBe(address);
      expect(mac).toBe(nics[0]?.mac);
      expect(Number.parseInt(mac!.split(':').slice(2).join(''), 16)).toBe(parseIpv4(address!));
    }
  });

  it('never has an address that somebody else answers for', async () => {
    const { first } = cloud.range;
    const addresses = [await cloud.machine(one.id), await cloud.machine(cloudInit.id)];
    expect(addresses.map(({ address }) => address)).not.toContain(first);
    // Only the replaced one was started: the other was never defined with an address in use.
    expect(addresses.map(({ generation }) => generation).sort()).toEqual([1, 2]);
  });

  it('has its name, and lets in the owner of each of its keys and nobody else', async () => {
    expect(await one.shell.text('hostname')).toBe('reader');
    const { address } = await cloud.machine(one.id);
    const second = guestShell(address!, cloud.keyFiles[1]);
    expect(await second.text('wc -l < /root/.ssh/authorized_keys')).toBe('2');
    const other = guestShell((await cloud.machine(cloudInit.id)).address!, cloud.keyFiles[1]);
    await expect(other.say('true')).rejects.toThrow(/Permission denied/);
  });

  it('runs the scripts of HEPiX in their places, before and after its own', async () => {
    const isReady = async (): Promise<boolean> =>
      /stratus-appliance: ready /.test(await cloud.consoleOf(one.id));
    await until('its scripts ran', isReady, 120_000);
    const said = await cloud.consoleOf(one.id);
    const ran = [...said.matchAll(/stratus-appliance: (\w+\.sh) ended with (\d+)/g)];
    expect(ran.map(([, name, status]) => `${name} ${status}`)).toEqual([
      ...['prolog.sh 0', 'init.sh 0', 'epilog.sh 0'],
    ]);
    const keys = await one.shell.say('cat /root/.ssh/authorized_keys');
    expect(keys.toString().trim()).toBe(
      cloud.keyFiles.map((file) => readFileSync(`${file}.pub`, 'utf8').trim()).join('\n'),
    );
    expect(await one.shell.text('cat /run/context/PUBLIC_KEY')).toBe(keys.toString().trim());
  });

  it('is told of its network by variables, and has them while its scripts run', async () => {
    const { address, nics, id } = await cloud.machine(one.id);
    const told = await one.shell.text(
      'cd /run/context; for v in ETH0_IP ETH0_MAC ETH0_MASK INSTANCE_ID HOSTNAME; do cat $v; echo; done',
    );
    expect(told.split('\n')).toEqual([address, nics[0]!.mac, '255.255.255.0', id, 'reader']);
  });

  it('has a scratch disk that is known by label and by serial', async () => {
    const say = (command: string): Promise<string> => one.shell.text(command);
    const disk = await say('findfs LABEL=ephemeral0');
    expect(await say(`cat /sys/block/${disk.slice('/dev/'.length)}/serial`)).toBe('ephemeral0');
    await say(`mkdir /scratch && mount -t ext4 ${disk} /scratch && echo x > /scratch/x && sync`);
    expect(await say('df -m /scratch | tail -n 1')).toContain(disk);
  });

  it('runs its user data as cloud-init does', async () => {
    expect(await cloudInit.shell.text('cat /run/context-label; hostname')).toBe(
      'cidata\ninitiated',
    );
    const ran = async (): Promise<boolean> =>
      (await cloudInit.shell.text('cat /root/user-data-said || true')) === 'it ran as root';
    await until('the user data ran', ran);
  });

  it('asked for by an address that is in use fails, and says why', async () => {
    const { last } = cloud.range;
    await cloud.onSwitch('ip', 'address', 'add', `${last}/32`, 'dev', 'switch0');
    const id = await cloud.run(cloud.aMachine({ address: last }));
    const failed = await cloud.reaches(id, 'failed');
    expect(failed).toMatchObject({ reason: 'addressInUse', address: last, generation: 1 });
    expect(failed.message).toContain(`already has the address ${last}`);
    expect(await cloud.host.leftOf(id)).toEqual([]);
  });
});
