/**
 * `npm run screenshots`: pictures of the page of a running cloud, as PNG, by day and night, on a desk and on a phone. It
 * logs in as a user does, by the link of `stratus page`, so the profile or STRATUS_PROFILE says of which cloud.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { noBrowser, openPage, phone, startBrowser } from '../support/a-browser.ts';

const tall = { width: 1280, height: 1130 };
const pictures = [
  ['page', { colorScheme: 'light', viewport: tall }],
  ['page-dark', { colorScheme: 'dark', viewport: tall }],
  ['page-phone', { colorScheme: 'light', viewport: phone }],
] as const;

if (noBrowser !== null) throw new Error(noBrowser);
const folder = process.argv[2] ?? 'screenshots';
mkdirSync(folder, { recursive: true });
const browser = await startBrowser();
for (const [name, options] of pictures) {
  const link = execFileSync(process.execPath, ['cli/stratus.mjs', 'page', '-q'], {
    encoding: 'utf8',
  });
  await using opened = await openPage(browser, link.trim(), options);
  const { page } = opened;
  await page.getByText('live', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Machines', exact: true }).waitFor();
  // A host that has not spoken to this API yet shows no load; its first word comes within seconds.
  await page.getByText('used').first().waitFor();
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}
await browser.close();
