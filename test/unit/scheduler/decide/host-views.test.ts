/** How placement sees hosts: what the log promises on them, joined with what is heard of them now. */
import { describe, expect, test } from 'vitest';
import { hostViews } from '../../../../scheduler/decide/host-views.ts';
import type { Standing } from '../../../../scheduler/decide/host-views.ts';
import { aCloud } from '../../../support/a-cloud.ts';
import { aHello } from '../../../support/a-leading.ts';
import { hostId } from '../../../support/log-writer.ts';

const other = 'b'.repeat(32);

function viewOf(
  standing?: Standing,
  prepare = (_cloud: ReturnType<typeof aCloud>): void => undefined,
) {
  const cloud = aCloud();
  prepare(cloud);
  const standings = new Map(standing ? [[hostId, standing]] : []);
  return hostViews(cloud.state, cloud.state.site!, standings)[0]!;
}

describe('a host', () => {
  test('has its capacity less what the site reserves, and what is promised of it', () => {
    const view = viewOf(undefined, (cloud) => void cloud.run());
    expect(view.capacity).toEqual({ cpuHundredths: 400, memoryMiB: 7_680, diskMiB: 98_976 });
    expect(view.promised).toMatchObject({ cpuHundredths: 100, memoryMiB: 512 });
    expect(view).toMatchObject({ name: 'host-1', enabled: true, runningMachines: 1 });
  });

  test('of which the leader knows nothing is not heard, and has no measured attributes', () => {
    const view = viewOf();
    expect(view.heard).toBe(false);
    expect(view.attributes).toEqual({ HYPERVISOR: 'qemu', ARCH: 'x86_64' });
  });

  test('that is heard has what was measured, under the names of old', () => {
    const { attributes } = viewOf({ heard: true, load: aHello().load, trouble: '' });
    expect(attributes).toMatchObject({ USEDCPU: 150, FREECPU: 250, NETRX: 7, NETTX: 8 });
  });

  test('that shrinks below what is promised is over-committed', () => {
    const view = viewOf(undefined, (cloud) => {
      cloud.run();
      const { declared } = cloud.state.hosts.get(hostId)!;
      const capacity = { ...declared!.capacity, cpuHundredths: 99 };
      cloud.commit([{ type: 'hostDeclared', hostId, ...declared!, capacity }]);
    });
    expect(view.overCommitted).toBe(true);
  });
});

test('hosts that never declared anything, or were removed, are not seen', () => {
  const cloud = aCloud({ moreHosts: [other] });
  const joined = { type: 'hostJoined', publicKey: '', tokenDigest: '' } as const;
  cloud.commit([{ ...joined, hostId: 'c'.repeat(32), name: 'host-3' }]);
  cloud.ask({ kind: 'removeHost', host: other, why: 'sold' });
  const seen = hostViews(cloud.state, cloud.state.site!, new Map());
  expect(seen.map(({ name }) => name)).toEqual(['host-1']);
});
