/** A cloud whose log was made anew, seen through the API: what is refused, what is shown, and how an administrator ends it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recoveryText } from '../../../cli/render/recovery.ts';
import { statusFacts } from '../../../cli/render/site.ts';
import type { Recovery, Status } from '../../../cli/rest-answers.ts';
import { systemClock } from '../../../shared/time/system-clock.ts';
import { anImage, call } from '../../support/an-api.ts';
import { startApiWithScheduler } from '../../support/api-with-scheduler.ts';
import type { ApiWithScheduler } from '../../support/api-with-scheduler.ts';
import { createLogWriter, genesis } from '../../support/log-writer.ts';
import { until } from '../../support/until.ts';

let api: ApiWithScheduler;
beforeEach(async () => {
  api = await startApiWithScheduler((log) =>
    createLogWriter(log, systemClock.now()).write([
      ...genesis,
      { type: 'recoveryNeeded', why: 'the store burnt' },
    ]),
  );
});
afterEach(() => api.stop());

async function status(): Promise<Status> {
  return (await call(api, 'GET', '/status')).json as unknown as Status;
}

async function recover(confirm?: string): Promise<{ status: number; json: Recovery }> {
  const answer = await call(api, 'POST', '/recovery', confirm === undefined ? {} : { confirm });
  return { status: answer.status, json: answer.json as unknown as Recovery };
}

test('it is frozen and says so, until an administrator repeats the word for what would be done', async () => {
  await until('it says that it is frozen', async () => (await status()).frozen !== null);
  const shown = statusFacts(await status());
  expect(shown).toContain('FROZEN:       the log was made anew');
  expect(shown).toContain('stratus recover');
  const refused = await call(api, 'POST', '/machines', { image: anImage });
  expect([refused.status, refused.json.reason]).toEqual([503, 'frozen']);

  const first = await recover();
  expect(first.json).toMatchObject({
    done: false,
    confirm: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
  });
  expect(recoveryText(first.json)).toContain(`stratus recover --confirm ${first.json.confirm}`);
  expect(recoveryText(first.json)).toContain('What host host-1 holds: it did not tell.');
  expect((await status()).frozen).not.toBeNull();

  expect((await recover('0bad0bad')).json).toMatchObject({ reason: 'confirmationUnknown' });
  const second = await recover(first.json.confirm!);
  expect(second.json).toMatchObject({ done: true, confirm: null });
  expect(recoveryText(second.json)).toContain('The log was recovered.');
  await until('it says that all is well', async () => (await status()).frozen === null);
  const waits = await call(api, 'POST', '/machines', { image: anImage, name: 'web' });
  expect(waits.json.machines[0]).toMatchObject({ state: 'pending', waiting: 'hostAwaited' });
}, 20_000);
