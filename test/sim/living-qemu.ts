/** What a running QEMU really is: read from the definition it was started with, not from anybody's tables. */
import type { FakeHost } from '../fakes/fake-host.ts';

export interface LivingQemu {
  readonly machineId: string;
  readonly generation: number;
  readonly macs: readonly string[];
  /** Paths of the disks that it writes. */
  readonly disks: readonly string[];
  readonly memoryMiB: number;
  /** Each card has a filter of this machine. */
  readonly isFiltered: boolean;
}

export function livingQemu(host: FakeHost, uuid: string): LivingQemu {
  const xml = host.xml(uuid);
  const disks = [...xml.matchAll(/<disk [^>]*device=['"]disk['"].*?<\/disk>/gs)];
  const cards = xml.match(/<interface /g)?.length ?? 0;
  const filters = xml.match(/<filterref /g)?.length ?? 0;
  return {
    isFiltered: cards > 0 && filters === cards,
    machineId: uuid,
    generation: Number(/generation=['"](\d+)['"]/.exec(xml)?.[1] ?? 0),
    macs: [...xml.matchAll(/<mac address=['"]([0-9a-f:]+)['"]/g)].map(([, mac]) => mac!),
    disks: disks.map(([disk]) => /<source file=['"]([^'"]+)['"]/.exec(disk)?.[1] ?? ''),
    memoryMiB: Number(/<memory unit=['"]MiB['"]>(\d+)</.exec(xml)?.[1] ?? 0),
  };
}
