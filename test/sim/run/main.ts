/** `npm run sim`: does a promise break in any of many simulated histories? */
import { allStories, tell } from '../stories/all-stories.ts';
import { figuresWithCoverage } from './figures.ts';
import { playMany } from './many-histories.ts';
import { AskedWrongly, readSimWish, usage } from './options.ts';
import type { SimWish } from './options.ts';
import { bugsNamed, findBug, findingText } from './find-bugs.ts';
import type { Pool } from './pool.ts';
import { outcomeText } from './story-text.ts';
import { withPool } from './with-pool.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A failing history is told in full for so many. */
const failuresMax = 3;

/** True: all held. */
async function carryOut(wish: SimWish): Promise<boolean> {
  switch (wish.kind) {
    case 'usage':
      say(usage);
      return true;
    case 'histories':
      return withPool(null, (pool) => histories(pool, wish.seed ?? freshSeed(), wish.count));
    case 'replay':
      return withPool(wish.planted === null ? null : bugsNamed(wish.planted)[0]!, (pool) =>
        replay(pool, wish.seed),
      );
    case 'story':
      return stories(wish.name);
    case 'planted':
      return planted(wish);
  }
}

/** As many as there are 32-bit numbers; the histories of a run follow one another. */
function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

async function histories(pool: Pool, seed: number, count: number): Promise<boolean> {
  say(`${count} histories from seed ${seed} in ${pool.size} processes`);
  const progress = startProgress(count);
  const figures = await playMany(pool, {
    ...{ seed, count, failuresMax },
    onProgress: progress.show,
  });
  progress.end();
  say(figuresWithCoverage(figures));
  for (const { seed: failing, failure } of figures.failed) {
    say(`\nseed ${failing} ${outcomeText(failure)}`);
    say(`again: npm run sim -- --replay ${failing}`);
    const story = await pool.ask('shrink', { seed: failing });
    if (story) say(`shrunk in ${story.tries} tries to:\n${story.text}`);
  }
  return figures.failed.length === 0;
}

async function replay(pool: Pool, seed: number): Promise<boolean> {
  const { lines, failure } = await pool.ask('replay', { seed });
  for (const line of lines) say(line);
  say(outcomeText(failure));
  if (!failure) return true;
  const story = await pool.ask('shrink', { seed });
  if (story) say(`\nshrunk in ${story.tries} tries to:\n${story.text}`);
  return false;
}

async function stories(name: string): Promise<boolean> {
  const chosen = allStories.filter((story) => name === 'all' || story.name === name);
  if (chosen.length === 0) {
    const known = allStories.map((story) => `  ${story.name}: ${story.tells}`).join('\n');
    throw new AskedWrongly(`there is no story "${name}"; these are:\n${known}`);
  }
  let differ = 0;
  for (const story of chosen) {
    const { text, isGolden } = await tell(story);
    say(`${text}\n`);
    if (!isGolden) differ += 1;
  }
  return differ === 0;
}

async function planted(wish: Extract<SimWish, { kind: 'planted' }>): Promise<boolean> {
  const bugs = bugsNamed(wish.name);
  let missed = 0;
  for (const bug of bugs) {
    const finding = await withPool(bug, (pool) => findBug(pool, bug, wish));
    say(findingText(bug, finding));
    if (!finding.failure) missed += 1;
  }
  say(`${bugs.length - missed} of ${bugs.length} planted bugs found`);
  return missed === 0;
}

/** On a terminal a line that changes; elsewhere a line now and then. */
function startProgress(count: number): { show(played: number): void; end(): void } {
  const { isTTY } = process.stdout;
  const everyMs = isTTY ? 200 : 10_000;
  let shownMs = performance.now();
  return {
    show(played) {
      if (performance.now() - shownMs < everyMs) return;
      shownMs = performance.now();
      const text = `${played} of ${count}`;
      process.stdout.write(isTTY ? `\r${text}` : `${text}\n`);
    },
    end: () => void (isTTY && process.stdout.write('\r')),
  };
}

try {
  process.exitCode = (await carryOut(readSimWish(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof AskedWrongly)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
