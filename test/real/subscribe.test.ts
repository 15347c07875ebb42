// Does a subscriber hear everything once? The example of docs/operating/subscribe.md runs as a user runs it, beside a real
// nats-server, scheduler and API that are killed and started again under it; the hosts are agents without a hypervisor.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventView } from '../../api/views/event-view.ts';
import { machineStateAfter } from '../../subscribe/machine-state.ts';
import { anImage } from '../support/an-api.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { natsProgram } from '../support/nats-server.ts';
import { diesWithParent } from '../support/real-cloud/part-process.ts';
import { until } from '../support/until.ts';

const program = await natsProgram();
if (typeof program === 'string') console.log(`skipped: subscribers on a real bus: ${program}`);
const checkout = dirname(dirname(import.meta.dirname));
const example = 'docs/operating/watch.mjs';

/** What the example prints, from a cursor on. */
function watching(profile: string, from: string) {
  const [file, ...args] = [...diesWithParent, process.execPath, example, from];
  const child: ChildProcess = spawn(file, args, {
    cwd: checkout,
    env: { ...process.env, STRATUS_PROFILE: profile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let stderr = '';
  child.stderr!.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line));
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    lines,
    stderr: () => stderr,
    machineLines: () => lines.filter((line) => line.startsWith('machine ')),
    hostLines: () => lines.filter((line) => line.startsWith('host ')),
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe.skipIf(typeof program === 'string')('the example', () => {
  let cloud: ControlPlane;
  let profile: string;
  const aMachine = { image: anImage, type: 't1.micro' };

  beforeAll(async () => {
    cloud = await startControlPlane();
    const subscriber = { servers: cloud.servers, cloudId: cloud.cloudId };
    profile = join(cloud.folder, 'profile.json');
    writeFileSync(
      profile,
      JSON.stringify({
        ...{ endpoint: cloud.endpoint, token: cloud.token },
        subscriber: { ...subscriber, seedFile: cloud.seedFiles['subscriber'] },
      }),
    );
  });
  afterAll(() => cloud?.end());

  async function eventsAfter(cursor: string): Promise<EventView[]> {
    const events: EventView[] = [];
    for (let after = cursor; ;) {
      const { body } = await cloud.ask('GET', `/events?after=${after}`);
      const page = body as { events: EventView[]; next: string };
      events.push(...page.events);
      if (page.events.length === 0) return events;
      after = page.next;
    }
  }

  const linesOf = (events: readonly EventView[]): string[] =>
    events.flatMap((event) => {
      const state = machineStateAfter(event);
      const { machineId, at, cursor } = event;
      return state ? [`machine ${machineId}: ${state} since ${at} (${cursor})`] : [];
    });

  test('prints every state of every machine once, through restarts of all that it depends on', async () => {
    const { body } = await cloud.ask('GET', '/events?last=1');
    const begin = body['next'] as string;
    let watch = watching(profile, begin);
    const printed: string[] = [];
    const killed: string[] = [];
    for (const part of ['scheduler', 'api', 'none', 'nats'] as const) {
      const run = await cloud.ask('POST', '/machines', { ...aMachine, count: 5 });
      expect(run.status).toBeLessThan(300);
      const [first, second] = run.body['machineIds'] as [string, string];
      if (part !== 'none') {
        await cloud.parts[part].kill(); // in the middle of their first states
        await cloud.parts[part].start();
      } else {
        await until('something was printed', () => watch.machineLines().length > 0);
        printed.push(...watch.machineLines());
        await watch.end(); // the program itself, which goes on behind the last line that it printed
        const last = /\((\S+)\)$/.exec(printed.at(-1)!)![1]!;
        watch = watching(profile, last);
      }
      await until('the cloud takes requests', async () => {
        const { status } = await cloud.ask('POST', `/machines/${first}/kill`, {});
        return status < 300;
      });
      killed.push(first);
      await cloud.reaches(second, 'running');
    }
    for (const id of killed) await cloud.reaches(id, 'done');
    const last = killed.at(-1)!;
    const isOver = (): boolean => watch.lines.some((line) => line.includes(`${last}: done`));
    await until('the last state was printed', isOver).catch((error: unknown) => {
      throw new Error(watch.stderr(), { cause: error });
    });
    const wanted = linesOf(await eventsAfter(begin));
    expect([...printed, ...watch.machineLines()]).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(4 * 5 * 3);
    const heard = watch.hostLines().length;
    await until('hosts are heard still', () => watch.hostLines().length > heard);
    expect(watch.hostLines().at(-1)).toBe(
      'host host-1: 0.25 of 4000 cores, 512 of 4000000 MiB, 9000 MiB of disk free',
    );
    expect(watch.stderr()).toBe('');
    await watch.end();
  });

  test('is what the document shows', () => {
    const document = readFileSync(join(checkout, 'docs/operating/subscribe.md'), 'utf8');
    const shown = /```js\n([\s\S]*?)```/.exec(document)?.[1];
    expect(shown).toBe(readFileSync(join(checkout, example), 'utf8'));
  });
});
