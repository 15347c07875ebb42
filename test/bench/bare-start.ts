/**
 * The baseline of the `start` bench: the same qemu-img, genisoimage and libvirt work as one machine costs, in a bare script on
 * the same socket, without guards, log, probe or report. It lives in the host and takes one order a line on its input:
 * `start N` answers with the milliseconds from the line to N running domains, `end` takes them away again.
 */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { libvirtHypervisor } from '../../agent/libvirt/libvirt-hypervisor.ts';
import { domainXml } from '../../agent/reconcile/domain-xml.ts';
import { filterName, filterXml } from '../../agent/reconcile/filter-xml.ts';
import { guardMessage } from '../../shared/wire/conversation.ts';
import type { MachineRecord } from '../../shared/model/machine-record.ts';
import { systemClock } from '../../shared/time/system-clock.ts';

const run = promisify(execFile);
/** Where it may work, the base image of its disks, and the guard of a machine whose record it copies (hexadecimal). */
const [folder = '', base = '', guardHex = '', socket = ''] = process.argv.slice(2);
const like = guardMessage.decode(Buffer.from(guardHex, 'hex')).order;
const hypervisor = libvirtHypervisor({ clock: systemClock, socketPaths: [socket] });
let nextLabel = 900_000;
let running: MachineRecord[] = [];

function aRecord(): MachineRecord {
  nextLabel += 1;
  const mac = `02:00:${[...randomBytes(4)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
  const nics = like.nics.map((nic) => ({ ...nic, mac }));
  return { ...like, machineId: randomUUID(), label: nextLabel, name: `bare-${nextLabel}`, nics };
}

async function startOne(record: MachineRecord): Promise<void> {
  const at = join(folder, record.machineId);
  const paths = {
    ...{ folder: at, root: join(at, 'root.qcow2'), swap: join(at, 'swap.raw') },
    volatile: join(at, 'volatile.raw'),
    ...{ context: join(at, 'context.iso'), console: join(at, 'console.log') },
  };
  await mkdir(join(at, 'context'), { recursive: true });
  await writeFile(join(at, 'context', 'context.sh'), "PUBLIC_KEY='none'\n");
  const size = `${record.rootDiskMiB}M`;
  await run('qemu-img', [
    ...['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, paths.root, size],
  ]);
  await run('genisoimage', [
    ...['-quiet', '-J', '-R', '-V', '_STRATUSLAB', '-o', paths.context, join(at, 'context')],
  ]);
  const host = {
    ...({ domainType: 'qemu', cloudId: '0'.repeat(32), bridge: 'br0', paths } as const),
    ...{
      base: { path: base, format: 'qcow2', virtualBytes: 0, fileBytes: 0, sha256: '' } as const,
    },
    emulator: '/usr/bin/qemu-system-x86_64',
  };
  await hypervisor.defineFilter(filterXml(record.machineId, record.nics));
  await hypervisor.define(domainXml(record, host));
  await hypervisor.start(record.machineId);
}

async function endOne({ machineId }: MachineRecord): Promise<void> {
  await hypervisor.destroy(machineId);
  await hypervisor.undefine(machineId);
  await hypervisor.undefineFilter(filterName(machineId));
  await rm(join(folder, machineId), { recursive: true, force: true });
}

while (hypervisor.state !== 'up') await delay(20);
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [order, count = '1'] = line.split(' ');
  const began = performance.now();
  if (order === 'start') {
    running = Array.from({ length: Number(count) }, aRecord);
    await Promise.all(running.map(startOne));
  } else {
    await Promise.all(running.map(endOne));
    running = [];
  }
  process.stdout.write(`${(performance.now() - began).toFixed(2)}\n`);
}
await hypervisor.close();
