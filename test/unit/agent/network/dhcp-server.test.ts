// Is there one DHCP server, alive, and told of every card? A script stands in the place of dnsmasq: it says that it is ready
// and notes each time that it is told to read its files again.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dhcpServer } from '../../../../agent/network/dhcp-server.ts';
import { isAlive, readKnown, signalKnown } from '../../../../agent/network/known-process.ts';
import { silentLogger } from '../../../../shared/base/logger.ts';
import type { Nic } from '../../../../shared/model/machine-record.ts';
import { macOf } from '../../../../shared/net/mac.ts';
import { systemClock } from '../../../../shared/time/system-clock.ts';
import { until } from '../../../support/until.ts';

const script = `#!/bin/sh
for word; do case $word in --pid-file=*) ready=\${word#--pid-file=} ;; esac; done
trap 'echo told >> "\${ready%/*}/told"' HUP
trap 'exit 0' TERM
echo begun >> "\${ready%/*}/told"
echo $$ > "$ready"
while :; do sleep 0.05; done
`;

const nic = (address: number): Nic => ({
  ...{ networkClass: 'public', address, mac: macOf('02:00', address) },
  ...{ prefixLength: 24, gateway: null },
});

describe('the DHCP server', () => {
  let folder = '';
  let addresses: string[] = [];
  const ends: (() => Promise<void>)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dhcp-'));
    writeFileSync(join(folder, 'program'), script);
    chmodSync(join(folder, 'program'), 0o755);
    addresses = [];
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    rmSync(folder, { recursive: true });
  });

  function aServer(program = join(folder, 'program')) {
    const server = {
      ...{ program, bridge: 'br0', address: 0xa9fe4d01, nameServers: [], folder },
    };
    const run = async (command: readonly string[]) => void addresses.push(command[2]!);
    const running = dhcpServer(server, { clock: systemClock, logger: silentLogger, run });
    ends.push(() => running.end());
    return running;
  }
  const process = () => readKnown(join(folder, 'process.json'));
  const told = () => readFileSync(join(folder, 'told'), 'utf8').trim().split('\n');

  it('begins with the first card, and is told of the next ones', async () => {
    const server = aServer();
    expect(process()).toBeNull();
    await server.serve([nic(0x0a4d0105)]);
    const first = process();
    expect(isAlive(first)).toBe(true);
    await server.serve([nic(0x0a4d0105), nic(0x0a4d0106)]);
    expect(process()).toEqual(first);
    await until('it is told', () => told().length === 2);
    expect(told()).toEqual(['begun', 'told']);
    expect(readFileSync(join(folder, 'hosts'), 'utf8')).toContain('10.77.1.6');
  });

  it('is another one for another network', async () => {
    const server = aServer();
    await server.serve([nic(0x0a4d0105)]);
    const first = process();
    await server.serve([nic(0x0b4d0105)]);
    expect(isAlive(first)).toBe(false);
    expect(isAlive(process())).toBe(true);
  });

  it('is begun again when it died', async () => {
    const server = aServer();
    await server.serve([nic(0x0a4d0105)]);
    const first = process();
    signalKnown(first, 'SIGKILL');
    await until('it is dead', () => !isAlive(first));
    await server.look();
    expect(isAlive(process())).toBe(true);
    expect(process()?.pid).not.toBe(first?.pid);
  });

  it('is found again by the next agent, and ended with it', async () => {
    await aServer().serve([nic(0x0a4d0105)]);
    ends.splice(0); // as an agent that was killed
    const first = process();
    const next = aServer();
    await next.serve([nic(0x0a4d0105)]);
    expect(process()).toEqual(first);
    await next.end();
    expect(isAlive(first)).toBe(false);
    expect(process()).toBeNull();
    expect(addresses).toEqual(['replace', 'delete']);
  });

  it('ends when the last card is gone', async () => {
    const server = aServer();
    await server.serve([nic(0x0a4d0105)]);
    const first = process();
    await server.serve([]);
    expect(isAlive(first)).toBe(false);
  });

  it('that does not come up says what it said last', async () => {
    const failing = join(folder, 'failing');
    writeFileSync(failing, '#!/bin/sh\necho "failed to bind" >&2\nexit 2\n', { mode: 0o755 });
    await expect(aServer(failing).serve([nic(0x0a4d0105)])).rejects.toMatchObject({
      message: expect.stringContaining('failed to bind') as string,
      whatToDo: expect.stringContaining('dnsmasq-base') as string,
    });
    expect(existsSync(join(folder, 'ready'))).toBe(false);
  });

  it('whose program is missing says so', async () => {
    const serving = aServer(join(folder, 'nothing')).serve([nic(0x0a4d0105)]);
    await expect(serving).rejects.toMatchObject({ code: 'networkUnready' });
  });
});
