import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { consoleBytesMax } from '../../agent/disks/console-file.ts';
import { canonicalEvidence } from '../../agent/disks/disks.ts';
import type { Disks } from '../../agent/disks/disks.ts';
import type { BaseImage } from '../../agent/images/images.ts';
import type { ContextFile } from '../../shared/model/machine-record.ts';
import { hostKeysIn } from '../../shared/render/host-keys.ts';

/** A storage with whatever stands for the machine's own writing. */
export interface DisksHarness {
  /** A 1 MiB disk. */
  readonly base: BaseImage;
  /** Opens the same storage again, as an agent does after its own death. */
  open(): Promise<Disks>;
  guestWrites(machineId: string, text: string): Promise<void>;
  guestPrints(machineId: string, text: string): Promise<void>;
  /** What a guest would read from its context medium. */
  contextOf(machineId: string): Promise<{ volumeLabel: string; files: Record<string, string> }>;
  /** Whether the file of this name is among the machine's. */
  hasFile(machineId: string, name: 'root' | 'swap' | 'volatile' | 'context'): Promise<boolean>;
  close(): Promise<void>;
}

const first = '11111111-2222-4333-8444-555555555555';
const second = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const never = new AbortController().signal;

function aContext(text: string): ContextFile[] {
  return [
    { name: 'context.sh', bytes: Buffer.from(text) },
    { name: 'a-rather-long.name_with.dots', bytes: Buffer.from('x') },
  ];
}

/** What every `Disks` promises. */
export function disksSuite(name: string, build: () => Promise<DisksHarness>): void {
  describe(`${name} keeps the promises of the port of disks`, () => {
    let harness: DisksHarness;
    let disks: Disks;

    beforeEach(async () => {
      harness = await build();
      disks = await harness.open();
    });
    afterEach(() => harness.close());

    async function aMachine(machineId: string): Promise<void> {
      await disks.createRoot(machineId, harness.base, 2);
      await disks.createSwap(machineId, 1);
      await disks.createVolatile(machineId, 8);
      await disks.burnContext(machineId, '_STRATUSLAB', aContext('A=1'), 'd1');
      await harness.guestWrites(machineId, `data of ${machineId}`);
      await harness.guestPrints(machineId, 'login: ');
    }

    it('the storage keeps its id', async () => {
      const id = await disks.storageId();
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(await (await harness.open()).storageId()).toBe(id);
    });

    it('making a disk again keeps what the guest wrote', async () => {
      await aMachine(first);
      await disks.quarantine(first, 1);
      const once = await disks.seal(first, never);
      await aMachine(second);
      await (await harness.open()).createRoot(second, harness.base, 2);
      await disks.quarantine(second, 1);
      const again = await disks.seal(second, never);
      const bytesOfRoot = (seal: typeof once) =>
        seal.files.find((file) => file.name === 'root.qcow2')!.bytes;
      expect(bytesOfRoot(again)).toBe(bytesOfRoot(once));
    });

    it.each([0, -1, 1.5, Number.NaN, 2 ** 40])('a disk of %d MiB is refused', async (sizeMiB) => {
      await expect(disks.createRoot(first, harness.base, sizeMiB)).rejects.toMatchObject({
        code: 'diskFailed',
        reason: 'invalidSize',
      });
      expect(await harness.hasFile(first, 'root')).toBe(false);
    });

    it('a root disk smaller than its image is refused', async () => {
      const large = { ...harness.base, virtualBytes: 3 * 1024 * 1024 };
      await expect(disks.createRoot(first, large, 2)).rejects.toMatchObject({
        reason: 'invalidSize',
      });
    });

    it('the context is on its medium by label and name, and is replaced by another digest', async () => {
      await disks.burnContext(first, '_STRATUSLAB', aContext('A=1'), 'd1');
      expect(await harness.contextOf(first)).toEqual({
        volumeLabel: '_STRATUSLAB',
        files: { 'context.sh': 'A=1', 'a-rather-long.name_with.dots': 'x' },
      });
      await disks.burnContext(first, '_STRATUSLAB', aContext('not read'), 'd1');
      expect((await harness.contextOf(first)).files['context.sh']).toBe('A=1');
      await disks.burnContext(first, 'cidata', aContext('A=2'), 'd2');
      expect(await harness.contextOf(first)).toMatchObject({
        volumeLabel: 'cidata',
        files: { 'context.sh': 'A=2' },
      });
    });

    it.each(['../x', '/etc/x', '-rf', '.', '', 'A', 'a\n', 'a/b'])(
      'a context file named %j is refused',
      async (fileName) => {
        const files = [{ name: fileName, bytes: new Uint8Array() }];
        await expect(disks.burnContext(first, 'cidata', files, 'd1')).rejects.toMatchObject({
          reason: 'invalidContext',
        });
        expect(await harness.hasFile(first, 'context')).toBe(false);
      },
    );

    it('the console is read in pieces, from its start when it is shorter, and after the end', async () => {
      await disks.createRoot(first, harness.base, 2);
      expect(await disks.consoleTail(first, 0, 100)).toMatchObject({ nextByte: 0 });
      await harness.guestPrints(first, 'hello world');
      const piece = await disks.consoleTail(first, 6, 3);
      expect([Buffer.from(piece.bytes).toString(), piece.nextByte]).toEqual(['wor', 9]);
      const restarted = await disks.consoleTail(first, 1000, 5);
      expect([Buffer.from(restarted.bytes).toString(), restarted.nextByte]).toEqual(['hello', 5]);
      const last = await disks.consoleTail(first, -5, 100);
      expect([Buffer.from(last.bytes).toString(), last.nextByte]).toEqual(['world', 11]);
      const more = await disks.consoleTail(first, -1000, 5);
      expect([Buffer.from(more.bytes).toString(), more.nextByte]).toEqual(['hello', 5]);
      await disks.quarantine(first, 1);
      expect((await disks.consoleTail(first, 11, 100)).bytes).toHaveLength(0);
      expect((await disks.consoleTail(first, 0, 100)).bytes).toHaveLength(11);
    });

    it('a console that is too long is cut, and who follows it misses nothing', async () => {
      await disks.createRoot(first, harness.base, 2);
      await harness.guestPrints(first, 'short');
      expect(await disks.cutConsole(first)).toBe(false);
      await harness.guestPrints(first, `${'x'.repeat(consoleBytesMax)}tail`);
      const reader = consoleBytesMax + 5;
      expect(await disks.cutConsole(first)).toBe(true);
      await harness.guestPrints(first, 'new');
      const rest = await disks.consoleTail(first, reader, 100);
      expect([Buffer.from(rest.bytes).toString(), rest.nextByte]).toEqual(['tailnew', 3]);
      const part = await disks.consoleTail(first, reader, 2);
      expect([Buffer.from(part.bytes).toString(), part.nextByte]).toEqual(['ta', reader + 2]);
      expect((await disks.consoleTail(first, -100, 100)).nextByte).toBe(3);
      expect(await disks.cutConsole(first)).toBe(false);
    });

    it('the host keys that a guest prints first outlive every cut of its console', async () => {
      await disks.createRoot(first, harness.base, 2);
      const printed = (key: string): string => `ssh-host-key: ssh-ed25519 ${key.repeat(68)}\n`;
      await harness.guestPrints(first, `boot\n${printed('A')}`);
      for (const later of ['B', 'C']) {
        await harness.guestPrints(first, `${printed(later)}${'x'.repeat(consoleBytesMax)}`);
        expect(await disks.cutConsole(first)).toBe(true);
        await harness.guestPrints(first, printed(later));
        const { bytes } = await disks.consoleTail(first, 0, 1000);
        expect(hostKeysIn(Buffer.from(bytes).toString())).toEqual([
          { kind: 'ssh-ed25519', key: 'A'.repeat(68) },
        ]);
      }
    });

    it('of a console far too long the end is kept', async () => {
      await disks.createRoot(first, harness.base, 2);
      await harness.guestPrints(first, `${'x'.repeat(2 * consoleBytesMax)}tail`);
      expect(await disks.cutConsole(first)).toBe(true);
      await harness.guestPrints(first, 'new');
      const piece = await disks.consoleTail(first, 2 * consoleBytesMax, 100);
      expect([Buffer.from(piece.bytes).toString(), piece.nextByte]).toEqual(['new', 3]);
      const evidence = await disks.quarantine(first, 1);
      expect(evidence.find(({ name }) => name === 'console.log.0')?.bytes).toBe(consoleBytesMax);
      expect(evidence.map(({ name }) => name)).toContain('console.log');
    });

    it.each([
      [-10, 0],
      [0, 0],
      [7, 7],
    ])('without a console nothing is read from %d on', async (fromByte, nextByte) => {
      expect(await disks.consoleTail(first, fromByte, 100)).toEqual({
        ...{ bytes: new Uint8Array(), nextByte },
      });
    });

    it('the medium tells what is on it, also to another agent', async () => {
      expect(await disks.contextOnDisk(first)).toBeNull();
      await disks.burnContext(first, '_STRATUSLAB', aContext('A=1'), 'd1');
      const told = { digest: 'd1', volumeLabel: '_STRATUSLAB' };
      expect(await disks.contextOnDisk(first)).toEqual(told);
      expect(await (await harness.open()).contextOnDisk(first)).toEqual(told);
      expect(await disks.contextOnDisk(second)).toBeNull();
      await disks.removeHalfMade(first);
      expect(await disks.contextOnDisk(first)).toBeNull();
    });

    it('half-made files go and leave the others', async () => {
      await aMachine(first);
      await aMachine(second);
      await disks.removeHalfMade(first);
      await disks.removeHalfMade(first);
      expect(await disks.machinesOnDisk()).toEqual({ machines: [second], evidence: [] });
    });

    it('what ran is moved into quarantine; swap, scratch disk and context are destroyed', async () => {
      await aMachine(first);
      const evidence = await disks.quarantine(first, 3);
      expect(evidence.map((file) => file.name)).toEqual([
        'about.json',
        'console.log',
        'root.qcow2',
      ]);
      expect(await disks.machinesOnDisk()).toEqual({ machines: [], evidence: [first] });
      for (const file of ['root', 'swap', 'volatile', 'context'] as const)
        expect(await harness.hasFile(first, file)).toBe(false);
    });

    it('moving again, also by another agent, changes nothing', async () => {
      await aMachine(first);
      const evidence = await disks.quarantine(first, 1);
      const seal = await disks.seal(first, never);
      const later = await harness.open();
      expect(await later.quarantine(first, 2)).toEqual(evidence);
      expect(await later.seal(first, never)).toEqual(seal);
    });

    it('nothing of a machine that was never here is kept', async () => {
      expect(await disks.quarantine(first, 1)).toEqual([]);
      expect(await disks.machinesOnDisk()).toEqual({ machines: [], evidence: [] });
    });

    it('evidence is never overwritten', async () => {
      await aMachine(first);
      await disks.quarantine(first, 1);
      const seal = await disks.seal(first, never);
      await aMachine(first);
      await expect(disks.quarantine(first, 2)).rejects.toMatchObject({ code: 'diskFailed' });
      expect(await disks.seal(first, never)).toEqual(seal);
      expect(await harness.hasFile(first, 'root')).toBe(true);
    });

    it('the seal covers the canonical list of the files', async () => {
      await aMachine(first);
      const evidence = await disks.quarantine(first, 1);
      const seal = await disks.seal(first, never);
      expect(seal.files.map(({ name: file, bytes }) => ({ name: file, bytes }))).toEqual(evidence);
      const canonical = canonicalEvidence(seal.files);
      expect(seal.sha256).toBe(createHash('sha256').update(canonical).digest('hex'));
    });

    it('other data, another seal', async () => {
      await aMachine(first);
      await aMachine(second);
      await disks.quarantine(first, 1);
      await disks.quarantine(second, 1);
      const [a, b] = [await disks.seal(first, never), await disks.seal(second, never)];
      expect(a.sha256).not.toBe(b.sha256);
    });

    it('sealing ends with the reason of its signal', async () => {
      await aMachine(first);
      await disks.quarantine(first, 1);
      const stop = new Error('stop');
      await expect(disks.seal(first, AbortSignal.abort(stop))).rejects.toBe(stop);
    });

    it('purged evidence is gone, and purging again is no error', async () => {
      await aMachine(first);
      await disks.quarantine(first, 1);
      await disks.purge(first);
      await disks.purge(first);
      expect(await disks.machinesOnDisk()).toEqual({ machines: [], evidence: [] });
      expect(await disks.quarantine(first, 1)).toEqual([]);
    });

    it('purging touches no machine that lives', async () => {
      await aMachine(first);
      await disks.purge(first);
      expect(await disks.machinesOnDisk()).toEqual({ machines: [first], evidence: [] });
    });

    it('there is room, and it is told in MiB', async () => {
      const { totalMiB, freeMiB } = await disks.space();
      expect(Number.isInteger(totalMiB) && Number.isInteger(freeMiB)).toBe(true);
      expect(totalMiB).toBeGreaterThanOrEqual(freeMiB);
    });

    it.each(['..', '', 'x', `${first}/..`, first.toUpperCase().replace(/1/g, 'A')])(
      'the machine id %j is a bug, not a path',
      (machineId) => {
        expect(() => disks.paths(machineId)).toThrow(RangeError);
      },
    );
  });
}
