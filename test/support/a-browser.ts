/** Debian's chromium, without a window and without the connections it makes by itself. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const program = '/usr/bin/chromium';

/** Why there is no browser, or null. `npm test` installs it where it may. */
export const noBrowser = existsSync(program)
  ? null
  : `${program} is not there; as root: apt-get install chromium`;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: flags, timeout: 60_000 });
}

export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained about: errors of scripts, and what the content security policy kept from happening. */
  readonly complaints: readonly string[];
}

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

/** A page with nothing kept from others; closed when it goes out of scope. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: desktop,
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is said by the browser too; the page tells it to the user.
    const isRefusal = /^Failed to load resource/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isRefusal)
      complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}
