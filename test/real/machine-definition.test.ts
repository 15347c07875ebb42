import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Disks } from '../../agent/disks/disks.ts';
import { openFileDisks } from '../../agent/disks/file-disks.ts';
import type { BaseImage } from '../../agent/images/images.ts';
import { domainXml } from '../../agent/reconcile/domain-xml.ts';
import { filterName, filterXml } from '../../agent/reconcile/filter-xml.ts';
import { systemRandom } from '../../shared/base/random.ts';
import { aMachineRecord } from '../support/a-machine-record.ts';
import { whyNotHere } from '../support/missing-programs.ts';
import { privateLibvirtd, whyNoLibvirtd } from '../support/private-libvirtd.ts';
import type { PrivateLibvirtd } from '../support/private-libvirtd.ts';

const run = promisify(execFile);
const emulator = '/usr/bin/qemu-system-x86_64';
const needed = ['/usr/bin/qemu-img', '/usr/bin/genisoimage', '/usr/bin/virsh', emulator];
const why = whyNoLibvirtd() ?? whyNotHere(needed);
if (why !== null) console.log(`skipped: definitions against a real libvirt, because ${why}`);

describe.skipIf(why !== null)('a real libvirt', () => {
  let libvirtd: PrivateLibvirtd;
  let scratch: string;
  let disks: Disks;
  let base: BaseImage;

  beforeAll(async () => {
    libvirtd = await privateLibvirtd();
    scratch = mkdtempSync(join(tmpdir(), 'stratus-definition-'));
    chmodSync(scratch, 0o711);
    disks = await openFileDisks(join(scratch, 'storage'), systemRandom);
    const path = join(scratch, 'base');
    await run('/usr/bin/qemu-img', ['create', '-q', '-f', 'qcow2', path, '1M']);
    chmodSync(path, 0o444);
    base = { path, format: 'qcow2', virtualBytes: 1 << 20, fileBytes: 1, sha256: 'ab'.repeat(32) };
  });
  afterAll(async () => {
    await libvirtd.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function virsh(...args: string[]): Promise<string> {
    const uri = `qemu+unix:///system?socket=${libvirtd.socketPath}`;
    const options = { timeout: 120_000, env: { ...process.env, LC_ALL: 'C' } };
    return (await run('/usr/bin/virsh', ['-q', '-c', uri, ...args], options)).stdout;
  }

  function file(name: string, xml: string): string {
    const path = join(scratch, name);
    writeFileSync(path, xml);
    return path;
  }

  function definition(record: ReturnType<typeof aMachineRecord>): string {
    const paths = disks.paths(record.machineId);
    const cloudId = 'ab'.repeat(16);
    return domainXml(record, { domainType: 'qemu', cloudId, bridge: 'br0', paths, base, emulator });
  }

  it('takes the filter by its schema and keeps its rules', async () => {
    const { machineId, nics } = aMachineRecord();
    await virsh('nwfilter-define', '--validate', file('filter.xml', filterXml(machineId, nics)));
    const kept = await virsh('nwfilter-dumpxml', filterName(machineId));
    expect(kept.match(/<rule /g)).toHaveLength(filterXml(machineId, nics).match(/<rule /g)!.length);
    expect(kept).toContain("arpsrcipaddr='10.77.9.5'");
    expect(kept).toContain("srcipaddr='fe80::aff:fe4d:905'");
  });

  it.each(['qcow2', 'raw'] as const)(
    'takes a domain on a %s base by its schema',
    async (format) => {
      const record = aMachineRecord();
      const paths = disks.paths(record.machineId);
      const host = { cloudId: 'ab'.repeat(16), bridge: 'br0', paths, emulator };
      const xml = domainXml(record, { ...host, domainType: 'qemu', base: { ...base, format } });
      await virsh('define', '--validate', file('domain.xml', xml));
      expect(await virsh('metadata', record.machineId, 'urn:stratus:machine:1')).toContain(
        `cloud="${'ab'.repeat(16)}"`,
      );
      await virsh('undefine', record.machineId);
    },
  );

  it('runs it with the base untouched, and its disks go to quarantine afterwards', async () => {
    const record = aMachineRecord({ nics: [], machineId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' });
    const { machineId } = record;
    await disks.createRoot(machineId, base, 2);
    await disks.createSwap(machineId, record.swapMiB);
    await disks.burnContext(machineId, '_STRATUSLAB', [], 'd');
    await virsh('define', '--validate', file('domain.xml', definition(record)));
    await virsh('start', machineId);
    expect(ownerAndMode(base.path)).toEqual([0, 0, 0o444]);
    expect(ownerAndMode(disks.paths(machineId).root)[0]).not.toBe(0);
    await virsh('destroy', machineId);
    await virsh('undefine', machineId);
    const evidence = await disks.quarantine(machineId, 1);
    expect(evidence.map(({ name }) => name)).toContain('root.qcow2');
    expect(ownerAndMode(base.path)).toEqual([0, 0, 0o444]);
  });
});

function ownerAndMode(path: string): [number, number, number] {
  const { uid, gid, mode } = statSync(path);
  return [uid, gid, mode & 0o7777];
}
