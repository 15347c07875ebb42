/** The page as a browser shows it, on the whole API in memory: who gets in, what is seen, what is done, and by whom it can be used. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, noBrowser, openPage, phone, startBrowser } from '../support/a-browser.ts';
import type { OpenedPage } from '../support/a-browser.ts';
import {
  acceptedMachine,
  advanced,
  hostileText,
  machineIdOf,
  startShownCloud,
} from '../support/a-shown-cloud.ts';
import type { ShownCloud } from '../support/a-shown-cloud.ts';
import { call, token } from '../support/an-api.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** What axe finds wrong, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

const widthBeyond = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

async function logIn({ page }: OpenedPage): Promise<void> {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('live', { exact: true }).waitFor();
}

const looks = [
  ['light', { colorScheme: 'light', viewport: desktop }],
  ['dark', { colorScheme: 'dark', viewport: desktop }],
  ['light on a phone', { colorScheme: 'light', viewport: phone }],
  ['dark on a phone', { colorScheme: 'dark', viewport: phone }],
] as const;

describe.skipIf(noBrowser !== null)(`the page${noBrowser === null ? '' : `: ${noBrowser}`}`, () => {
  let browser: Browser;
  let empty: ShownCloud;
  let cloud: ShownCloud;
  let hosts: string[];

  beforeAll(async () => {
    [browser, empty, cloud] = await Promise.all([
      startBrowser(),
      startShownCloud(),
      startShownCloud(),
    ]);
    hosts = [await cloud.addHost('alder'), await cloud.addHost('birch', { heard: false })];
    const [alder = ''] = hosts;
    for (const [index, name] of ['web', 'db', 'mail'].entries())
      await cloud.writer.write([
        ...acceptedMachine(index + 1, name, alder),
        ...advanced(index + 1, 'boot', 'running'),
      ]);
    await cloud.writer.write(acceptedMachine(4, 'wiki', null));
    await cloud.writer.write([
      ...acceptedMachine(5, 'lab', alder),
      {
        ...{ type: 'machineFailed', machineId: machineIdOf(5), generation: 1 },
        ...{ reason: 'imageDigestMismatch', message: hostileText },
      },
    ]);
    await cloud.endMachine(3, alder);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([empty?.stop(), cloud?.stop()]);
  });

  const open = (of: ShownCloud, options = {}, path = '/') =>
    openPage(browser, of.url + path, options);

  describe('can be used by everybody, by day and night, on a desk and on a phone:', () => {
    /** Every look of what the page shows now. */
    async function expectGood({ page, complaints }: OpenedPage): Promise<void> {
      for (const [look, { colorScheme, viewport }] of looks) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        expect(await violations(page), look).toEqual([]);
        expect(await widthBeyond(page), look).toBe(0);
      }
      expect(complaints).toEqual([]);
    }

    test('the log-in, and a cloud without machines', async () => {
      await using opened = await open(empty);
      await expectGood(opened);
      await logIn(opened);
      await opened.page.getByText('npx stratus run', { exact: true }).waitFor();
      await expectGood(opened);
    });

    test('a cloud with some, and a machine looked at', async () => {
      await using opened = await open(cloud);
      const { page } = opened;
      await logIn(opened);
      await page.getByRole('link', { name: 'web' }).first().waitFor();
      await expectGood(opened);
      await page.getByRole('link', { name: 'wiki' }).first().click();
      await page.getByText('No host has 512 MiB free.').waitFor();
      await expectGood(opened);
      await page.getByRole('button', { name: 'Kill' }).click();
      await expectGood(opened);
    });
  });

  describe('lets in', () => {
    test('whom the API knows, keeps the token in this tab, and forgets it at log-out', async () => {
      await using opened = await open(cloud);
      const { page } = opened;
      await page.getByLabel('Token').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('This token is not known here').waitFor();
      await logIn(opened);
      const kept = () =>
        page.evaluate('[sessionStorage.length, localStorage.length, document.cookie]');
      expect(await kept()).toEqual([1, 0, '']);
      await page.reload();
      await page.getByText('live', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByLabel('Token').waitFor();
      expect(await kept()).toEqual([0, 0, '']);
    });

    test('who has a log-in link, once, and takes it out of the address', async () => {
      const { json } = await call(cloud.api, 'POST', '/page/codes');
      const path = `/#login=${(json as unknown as { code: string }).code}`;
      await using first = await open(cloud, {}, path);
      await first.page.getByText('live', { exact: true }).waitFor();
      expect(await first.page.evaluate('location.hash')).toBe('');
      await using second = await open(cloud, {}, path);
      await second.page.getByText('was used before').waitFor();
    });
  });

  test('what others wrote is shown and not obeyed', async () => {
    await using opened = await open(cloud);
    const { page, complaints } = opened;
    await logIn(opened);
    await page.getByRole('cell', { name: hostileText }).waitFor();
    await page.getByRole('link', { name: 'web' }).first().click();
    const guest = page.getByRole('region', { name: 'Console' });
    await guest.getByText('Starting dropbear: ok').waitFor();
    expect(await guest.textContent()).toContain(hostileText);
    expect(
      await page.locator('img:not([src="/page/mark.svg"]), td script, pre script').count(),
    ).toBe(0);
    expect(await page.title()).toMatch(/^\d+ machines · Stratus$/);
    expect(complaints).toEqual([]);
  });

  test('no script runs that the page did not bring, and text cannot become markup', async () => {
    await using opened = await open(cloud);
    const outcome = await opened.page.evaluate(`(() => {
      const script = document.createElement('script');
      try { script.textContent = 'globalThis.ran = true'; document.head.append(script); } catch {}
      let refused = false;
      try { document.body.innerHTML = '<b>x</b>'; } catch { refused = true; }
      return [globalThis.ran ?? false, refused];
    })()`);
    expect(outcome).toEqual([false, true]);
  });

  test('changes are seen as they happen, only what changed is drawn, and a break is made good', async () => {
    await using opened = await open(cloud);
    const { page } = opened;
    await logIn(opened);
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    await row('db').getByText('running').waitFor();
    await page.evaluate(`globalThis.rows = [...document.querySelectorAll('tbody tr')]`);
    const stop = { machineId: machineIdOf(2), generation: 2 };
    await cloud.writer.write([{ type: 'stopOrdered', ...stop, thenGone: false }]);
    await row('db').getByText('stopping').waitFor();
    const same = `rows.every((row, index) => row === document.querySelectorAll('tbody tr')[index])`;
    expect(await page.evaluate(same)).toBe(true);
    await page.getByRole('status').getByText('db is stopping').waitFor({ state: 'attached' });
    cloud.api.app.server.closeAllConnections();
    await cloud.writer.write([
      { type: 'machineStopped', ...stop, reason: 'stoppedOnRequest', counters: null },
    ]);
    await row('db').getByText('stopped').waitFor();
    await row('db').getByText('on request').waitFor();
  });

  test('a machine is killed by keyboard, after it was asked whether that is meant', async () => {
    await using opened = await open(cloud);
    const { page } = opened;
    await logIn(opened);
    await page.getByRole('link', { name: 'web' }).first().focus();
    await page.keyboard.press('Enter');
    const kill = page.getByRole('button', { name: 'Kill', exact: true });
    await kill.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kill web?' }).waitFor();
    // What leaves everything as it is has the focus.
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('dialog.confirm[open]').count()).toBe(0);
    const kills = () => cloud.leader.heard.filter(({ request }) => request.kind === 'kill');
    expect(kills()).toEqual([]);
    await kill.focus();
    await page.keyboard.press('Enter');
    cloud.leader.next = 'silence';
    await page.getByRole('button', { name: 'Kill web' }).click();
    await page.getByRole('alert').getByText('no scheduler').waitFor();
    await page.getByRole('button', { name: 'Kill web' }).click();
    await expect.poll(() => page.locator('dialog.confirm[open]').count()).toBe(0);
    expect(new Set(kills().map(({ key }) => key)).size).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  });

  test('what is in quarantine shows its time, and is held', async () => {
    await using opened = await open(cloud);
    const { page } = opened;
    await logIn(opened);
    const kept = page.getByRole('region', { name: 'Quarantine' });
    await kept.getByText(/^39 h 5\d min left$/).waitFor();
    await kept.getByRole('button', { name: 'Hold what is kept of mail' }).click();
    await page.getByRole('button', { name: 'Hold mail' }).click();
    await kept.getByText('no end').waitFor();
  });

  test('a thousand machines are a page at a time, filtered by word and by state', async () => {
    await using opened = await open(empty);
    const { page } = opened;
    const host = await empty.addHost('oak');
    await empty.writer.write(
      Array.from({ length: 1000 }, (_, index) => [
        ...acceptedMachine(index + 1, `node-${index + 1}`, host),
        ...advanced(index + 1, 'boot', 'running'),
      ]).flat(),
    );
    await logIn(opened);
    await page.getByText('the newest 100 of 1000 machines').waitFor();
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(100);
    await page.evaluate(`
      globalThis.touched = new Set();
      new MutationObserver((records) => {
        for (const { target } of records) touched.add((target.closest ? target : target.parentElement).closest('tr'));
      }).observe(document.querySelector('tbody'), { subtree: true, childList: true, characterData: true, attributes: true });
    `);
    await empty.writer.write([
      { type: 'machineLost', machineId: machineIdOf(950), generation: 1, reason: 'vanished' },
    ]);
    await page
      .getByRole('row', { name: /node-950 / })
      .getByText('unknown')
      .waitFor();
    const touched = `[...touched].filter((row) => row && !row.textContent.includes('node-950')).filter((row) => !row.querySelector('time')).length`;
    expect(await page.evaluate(touched)).toBe(0);
    await page.getByRole('button', { name: 'Show 100 more' }).click();
    expect(await rows.count()).toBe(200);
    await page.getByLabel('Filter').fill('node-77');
    await page.getByText('11 of 1000 machines').waitFor();
    await page.getByLabel('Filter').fill('');
    await page.getByRole('button', { name: 'in trouble' }).click();
    expect(await rows.count()).toBe(1);
  });
});
