/** Of a failing history only what its failure needs is left, and it is told so that somebody understands it. */
import { expect, test } from 'vitest';
import { drawPlan } from './history-plan.ts';
import type { HistoryPlan } from './history-plan.ts';
import { bundleSimulator } from './run/bundle.ts';
import { bugsNamed, findBug } from './run/find-bugs.ts';
import { openPool } from './run/pool.ts';
import { shrink } from './run/shrink.ts';

test('two items that are needed together are left, and the smallest cloud, and the shortest time', async () => {
  const whole = drawPlan(1);
  const [fault, request] = [whole.faults[2]!, whole.requests[5]!];
  const needsBoth = async (plan: HistoryPlan): Promise<boolean> =>
    plan.faults.includes(fault) && plan.requests.includes(request) && plan.world.hosts.length >= 2;
  const { plan, tries } = await shrink(whole, needsBoth, 300);
  expect(plan.faults).toEqual([fault]);
  expect(plan.requests).toEqual([request]);
  expect(plan.hostLife).toEqual([]);
  expect([plan.world.hosts.length, plan.world.schedulers]).toEqual([2, 1]);
  expect(plan.activeMs).toBe(Math.min(600_000, Math.max(fault.atMs, request.atMs) + 5_000));
  expect(tries).toBeLessThan(100);
});

test('a plan that fails in any case is emptied', async () => {
  const { plan } = await shrink(drawPlan(7), async () => true, 300);
  expect([plan.faults, plan.requests, plan.hostLife]).toEqual([[], [], []]);
});

test('nothing is taken out that the failure needs, and no more is tried than allowed', async () => {
  const whole = drawPlan(7);
  const { plan, tries } = await shrink(whole, async () => false, 40);
  expect([plan, tries]).toEqual([whole, 40]);
});

test('a planted bug is told in a story with a handful of faults', async () => {
  const [bug] = bugsNamed('one generation is started again and again');
  const bundle = await bundleSimulator(bug);
  const pool = openPool(bundle.worker, 1);
  try {
    const { seed, failure } = await findBug(pool, bug!, { seed: 1, count: 300 });
    expect(failure?.invariant).toBe('I17');
    const story = await pool.ask('shrink', { seed: seed! });
    expect(story).toMatchObject({ invariant: 'I17' });
    expect(story!.faults).toBeLessThanOrEqual(5);
    expect(story!.requests).toBeLessThanOrEqual(5);
    expect(story!.text).toMatch(/QEMU of [0-9a-f]{8} starts, generation 1/);
    expect(story!.text).toContain('breaks I17: ');
    expect(story!.text.split('\n').length).toBeLessThan(60);
  } finally {
    pool.end();
    await bundle.remove();
  }
});

test('what is altered must be there, once, and in what histories run', async () => {
  const file = 'scheduler/decide/sweep.ts';
  const nowhere = { name: 'a bug', file, find: 'there is no such text', replace: '' };
  await expect(bundleSimulator(nowhere)).rejects.toThrow('has 0 places for it');
  const unused = { name: 'a bug', file: 'cli/program.ts', find: 'import', replace: '' };
  await expect(bundleSimulator(unused)).rejects.toThrow('no history reaches cli/program.ts');
});
