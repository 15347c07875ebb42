/** Plays many histories from one seed on, over all workers, and tells what they came to. */
import type { Told } from './errands.ts';
import { figuresOf } from './figures.ts';
import type { Figures } from './figures.ts';
import type { Pool } from './pool.ts';

export interface ManyHistories {
  readonly seed: number;
  readonly count: number;
  /** No more are begun when so many have failed. */
  readonly failuresMax: number;
  /** Histories played so far. */
  onProgress?(played: number): void;
}

/** Histories that a worker plays in one go. */
const atOnce = 10;

/** Histories have the seeds from `seed` on, without a gap up to the last one played. */
export async function playMany(pool: Pool, wish: ManyHistories): Promise<Figures> {
  const startedMs = performance.now();
  const told: Told[] = [];
  const end = wish.seed + wish.count;
  let next = wish.seed;
  let failed = 0;
  let cpuMs = 0;

  /** One worker's share: the next seeds, until none is left. A worker ends its turn at a failure; the rest of it follows. */
  async function share(): Promise<void> {
    while (next < end && failed < wish.failuresMax) {
      let from = next;
      next = Math.min(end, from + atOnce);
      const to = next;
      while (from < to && failed < wish.failuresMax) {
        const played = await pool.ask('play', { from, count: to - from });
        told.push(...played.told);
        cpuMs += played.cpuMs;
        failed += played.told.filter(({ failure }) => failure !== null).length;
        from += played.told.length;
        wish.onProgress?.(told.length);
      }
    }
  }

  await Promise.all(Array.from({ length: pool.size }, share));
  told.sort((a, b) => a.seed - b.seed);
  return figuresOf(told, { seconds: (performance.now() - startedMs) / 1000, cpuMs });
}
