import { expect, test } from 'vitest';
import { broken, drill } from '../../../cli/drill/drill.ts';
import type { DrilledCloud, DrillPorts } from '../../../cli/drill/drill.ts';
import { startLoad } from '../../../cli/drill/load.ts';
import type { Part } from '../../../cli/drill/parts.ts';
import { drillPlan, drillTable } from '../../../cli/render/drill.ts';
import type { CloudEvent, Host, Machine } from '../../../cli/rest-answers.ts';
import { aQuickClock } from '../../support/a-quick-clock.ts';
import { simRandom } from '../../sim/sim-random.ts';

const names = ['scheduler', 'agent-host-1', 'nats-server', 'api'];
const bystander = 'bystander';

interface Misfortune {
  /** How long the cloud answers nothing after a kill, ms. */
  readonly awayMs?: number;
  /** The part whose kill ends the bystander too. */
  readonly stops?: string;
  /** Forgets what was acknowledged within so many ms before a kill. */
  readonly forgetsMs?: number;
  /** The canaries never run. */
  readonly startsNothing?: boolean;
}

/** A cloud that answers nothing for a while after each kill, and keeps keys as the real one does. */
function aDrilledCloud({ awayMs = 1_000, stops, forgetsMs = 0, startsNothing }: Misfortune = {}) {
  const clock = aQuickClock();
  const machines = new Map<string, Machine>();
  const kept = new Map<string, { cursor: string; atMs: number }>();
  const ends: CloudEvent[] = [];
  const said: string[] = [];
  let held = false;
  let sequence = 0;
  let backAtMs = 0;
  let pid = 100;
  let parts: Part[] = names.map((name) => ({ name, pid: ++pid, startTicks: '1' }));

  const put = (id: string, state: string): void =>
    void machines.set(id, { id, name: id, state, since: String(clock.now()) } as Machine);
  put(bystander, 'running');

  async function answered<Answer>(answer: () => Answer): Promise<Answer> {
    if (clock.elapsed() < backAtMs) throw new Error('503');
    return answer();
  }

  const cloud: DrilledCloud = {
    hosts: () =>
      answered(() => [{ heard: true, heardAt: new Date(clock.now()).toISOString() } as Host]),
    machines: () => answered(() => [...machines.values()]),
    machine: (id) => answered(() => machines.get(id)!),
    run: (name) =>
      answered(() => {
        put(name, 'pending');
        if (!startsNothing) clock.after(500, () => put(name, 'running'));
        else put(name, 'failed');
        return name;
      }),
    kill: (id) => answered(() => put(id, 'done')),
  };
  const ports: DrillPorts = {
    ...{ clock, cloud, say: (line) => void said.push(line), signal: new AbortController().signal },
    parts: {
      ready: () => parts,
      kill(part) {
        backAtMs = clock.elapsed() + awayMs;
        for (const [key, { atMs }] of kept)
          if (atMs > clock.elapsed() - forgetsMs) kept.delete(key);
        parts = parts.map((one) => (one === part ? { ...one, pid: ++pid } : one));
        if (part.name === stops) {
          put(bystander, 'unknown');
          ends.push({ type: 'machineLost', machineId: bystander } as CloudEvent);
        }
        return true;
      },
    },
    watcher: { ends, seenAtMs: () => clock.elapsed() },
    startLoad: () =>
      startLoad({
        ...{ clock, random: simRandom(1) },
        send: (action, key) =>
          answered(() => {
            if (!kept.has(key)) held = action === 'hold';
            const made = kept.get(key) ?? { cursor: `log:${++sequence}:0`, atMs: clock.elapsed() };
            kept.set(key, made);
            return made.cursor;
          }),
      }),
  };
  const canaries = (): string[] =>
    [...machines.values()].filter(({ id }) => id !== bystander).map(({ state }) => state);
  return { ports, canaries, said, isHeld: () => held };
}

test('a cloud that comes back in a second passes, and its canaries are ended', async () => {
  const { ports, canaries, said, isHeld } = aDrilledCloud();
  const measured = await drill(ports, names, 'drill-1');
  expect(measured.map(({ part }) => part)).toEqual(names);
  expect(broken(measured)).toEqual([]);
  for (const { readySeconds, requests } of measured) {
    expect(readySeconds).toBeGreaterThanOrEqual(1);
    expect(requests).toBeGreaterThan(1);
  }
  expect(canaries()).toEqual(Array(6).fill('done'));
  expect([isHeld(), said.at(-1)]).toEqual([
    false,
    'the disks of 6 canaries are in quarantine for its window: stratus quarantine',
  ]);
  expect(drillTable(measured)).toContain(
    'Nothing stopped, nothing was lost, every bound was kept.',
  );
});

test.each<[string, Misfortune, RegExp]>([
  [
    'one that takes too long',
    { awayMs: 7_000 },
    /^scheduler: control plane ready after 7\.\d s, at most 5 s$/,
  ],
  ['one that does not come back', { awayMs: 150_000 }, /^scheduler: .* never \(120 s\)/],
  ['one that stops a machine', { stops: 'nats-server' }, /^nats-server: 1 machines stopped$/],
  ['one that loses what it acknowledged', { forgetsMs: 500 }, /^\S+: \d+ requests lost$/],
])('%s is told', async (_what, misfortune, expected) => {
  const { ports, canaries } = aDrilledCloud(misfortune);
  const problems = broken(await drill(ports, names.slice(0, 3), 'drill-1'));
  expect(problems.filter((problem) => expected.test(problem))).not.toEqual([]);
  expect(canaries()).toEqual(Array(5).fill('done'));
});

test('nothing is killed when the canaries do not run, and they are ended', async () => {
  const { ports, canaries } = aDrilledCloud({ startsNothing: true });
  await expect(drill(ports, names, 'drill-1')).rejects.toThrow('Nothing was killed');
  expect(canaries()).toEqual(['done', 'done']);
});

test.each([4_000, 5_000, 9_000])(
  'an interrupt after %i ms ends the drill, its canaries and its hold',
  async (afterMs) => {
    const { ports, canaries, isHeld } = aDrilledCloud({ awayMs: 3_000 });
    const interrupt = new AbortController();
    ports.clock.after(afterMs, () => interrupt.abort(new Error('interrupted')));
    const ended = drill({ ...ports, signal: interrupt.signal }, names, 'drill-1');
    await expect(ended).rejects.toThrow('interrupted');
    expect([...new Set(canaries()), isHeld()]).toEqual(['done', false]);
  },
);

test('a hold that cannot be released is told, with what ends it', async () => {
  const { ports, said } = aDrilledCloud({ awayMs: 1_000_000 });
  await expect(drill(ports, names.slice(0, 1), 'drill-1')).rejects.toThrow('503');
  expect(said).toContain('a hold may be left: stratus quarantine release drill-1-ends');
});

test('the plan says what is killed', () => {
  expect(drillPlan(names, 3)).toContain('scheduler, agent-host-1, nats-server, api');
});
