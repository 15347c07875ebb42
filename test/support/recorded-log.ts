/** The log of this release as it was recorded, over its segments, which a test may archive. */
import { readFileSync } from 'node:fs';
import { createMemorySegments } from '../../shared/log/memory-segments.ts';
import type { MemorySegments } from '../../shared/log/memory-segments.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { decodeCommit } from '../../shared/wire/commit.ts';

export interface RecordedLog {
  readonly segments: MemorySegments;
  readonly cloudId: string;
  /** Sequences of the seals, oldest first. */
  readonly seals: readonly number[];
}

/** Only the first `most` messages, or all. */
export async function recordedLog(most = Infinity): Promise<RecordedLog> {
  const file = new URL('../golden-logs/format-3.json', import.meta.url);
  const { commits } = JSON.parse(readFileSync(file, 'utf8')) as { commits: readonly string[] };
  const segments = createMemorySegments({ clock: systemClock });
  const client = segments.client('recorder');
  const seals: number[] = [];
  let [number, base, cloudId] = [1, 0, ''];
  for (const [index, text] of commits.slice(0, most).entries()) {
    const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
    const outcome = await client.open(number).append(bytes, index - base);
    if (outcome.kind !== 'stored') throw new Error(`the append was ${outcome.kind}`);
    const commit = decodeCommit(bytes);
    ({ cloudId } = commit);
    if (!commit.entries.some(({ events }) => events.some(({ type }) => type === 'sealed')))
      continue;
    [number, base] = [number + 1, index + 1];
    seals.push(base);
    await client.create(number);
  }
  return { segments, cloudId, seals };
}
