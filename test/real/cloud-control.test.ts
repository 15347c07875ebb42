// Does losing a part of the control plane cost anything? Scheduler, API and nats-server are killed beside a real guest and
// under requests.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/real-cloud/cloud-client.ts';
import type { GuestShell } from '../support/real-cloud/guest-shell.ts';
import { heldImage } from '../support/real-cloud/held-image.ts';
import type { HeldImage } from '../support/real-cloud/held-image.ts';
import { qemuProcesses } from '../support/real-cloud/qemu-processes.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import type { RealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('the control plane killed beside a real guest');

describe.skipIf(why !== null)('beside a real guest', () => {
  let cloud: RealCloud;
  let slow: HeldImage;
  let guest: { readonly id: string; readonly shell: GuestShell };
  let before: readonly unknown[];

  /** What shows whether the guest was touched. */
  const witness = async (): Promise<readonly unknown[]> => [
    ...[await guest.shell.bootId(), await guest.shell.text('cat /root/kept')],
    ...qemuProcesses(guest.id),
  ];

  beforeAll(async () => {
    cloud = await startRealCloud();
    slow = await heldImage(cloud.image); // machines that wait for it cost nothing
    guest = await cloud.runs();
    await guest.shell.say('echo witness > /root/kept; sync');
    before = await witness();
  });
  afterAll(async () => {
    await slow?.close();
    await cloud?.end();
  });

  /** Sends the request until it is answered for good, as a client that repeats itself does. */
  async function untilAnswered(path: string, body: object, key: string): Promise<Answer> {
    let answer: Answer | null = null;
    const isAnswered = async (): Promise<boolean> => {
      answer = await cloud.ask('POST', path, body, key).catch(() => null);
      return answer !== null && answer.status < 500;
    };
    await until(`${path} is answered`, isAnswered, 90_000, 200);
    return answer!;
  }

  const named = async (name: string): Promise<number> => {
    const { body } = await cloud.ask('GET', '/machines');
    return (body['machines'] as { name: string }[]).filter((one) => one.name === name).length;
  };

  it.each(['scheduler', 'api', 'nats'] as const)(
    'killed after its word, the %s forgets nothing and does nothing twice',
    async (part) => {
      const key = randomUUID();
      const wishes = cloud.aMachine({ image: slow.image, name: `after-${part}` });
      const first = await cloud.ask('POST', '/machines', wishes, key);
      expect(first.status).toBe(201);
      await cloud.parts[part].kill();
      expect(await witness()).toEqual(before);
      await cloud.parts[part].start();
      const again = await untilAnswered('/machines', wishes, key);
      expect(again.body['machineIds']).toEqual(first.body['machineIds']);
      expect(await named(`after-${part}`)).toBe(1);
      const [id] = first.body['machineIds'] as [string];
      await cloud.reaches(id, 'prolog');
      await untilAnswered(`/machines/${id}/kill`, {}, randomUUID());
      await cloud.reaches(id, 'done');
      expect(await cloud.host.leftOf(id)).toEqual([]);
      expect(await witness()).toEqual(before);
    },
  );

  it.each(['scheduler', 'api', 'nats'] as const)(
    'killed under a request, the %s takes it once when it is repeated',
    async (part) => {
      const key = randomUUID();
      const wishes = cloud.aMachine({ image: slow.image, name: `under-${part}` });
      const lost = cloud.ask('POST', '/machines', wishes, key).catch(() => null);
      await cloud.parts[part].kill();
      await cloud.parts[part].start();
      const known = await lost;
      const { status, body } = await untilAnswered('/machines', wishes, key);
      expect(status).toBeLessThan(300);
      if (known !== null && known.status < 300)
        expect(body['machineIds']).toEqual(known.body['machineIds']);
      await cloud.hearsHost(2);
      expect(await named(`under-${part}`)).toBe(1);
      expect(await witness()).toEqual(before);
    },
  );

  it('the same key for another request is refused', async () => {
    const key = randomUUID();
    const first = await cloud.ask('POST', '/machines', cloud.aMachine({ image: slow.image }), key);
    expect(first.status).toBe(201);
    const other = cloud.aMachine({ image: slow.image, memoryMiB: 129 });
    const refused = await cloud.ask('POST', '/machines', other, key);
    expect(refused).toMatchObject({ status: 409, body: { reason: 'keyConflict' } });
  });

  it('all of them together are killed and come back, and the guest does as it is told', async () => {
    await Promise.all(
      [cloud.parts.scheduler, cloud.parts.api, cloud.parts.agent].map((part) => part.kill()),
    );
    await cloud.parts.nats.kill();
    expect(await witness()).toEqual(before);
    await cloud.parts.nats.start();
    await Promise.all(
      [cloud.parts.scheduler, cloud.parts.api, cloud.parts.agent].map((part) => part.start()),
    );
    await cloud.hearsHost(2);
    expect((await cloud.machine(guest.id)).state).toBe('running');
    expect(await witness()).toEqual(before);
    const stopped = await untilAnswered(`/machines/${guest.id}/stop`, {}, randomUUID());
    expect(stopped.status).toBeLessThan(300);
    expect((await cloud.reaches(guest.id, 'stopped')).reason).toBe('stoppedOnRequest');
  });
});
