/** What `npm run sim` was asked for: read from the arguments, and refused with what is wrong and what to do. */
import { parseArgs } from 'node:util';

export type SimWish =
  | { readonly kind: 'histories'; readonly seed: number | null; readonly count: number }
  | { readonly kind: 'replay'; readonly seed: number; readonly planted: string | null }
  | { readonly kind: 'story'; readonly name: string }
  | {
      readonly kind: 'planted';
      readonly name: string;
      readonly seed: number;
      readonly count: number;
    }
  | { readonly kind: 'usage' };

export const usage = `usage: npm run sim -- [--histories N] [--seed S]
       npm run sim -- --replay SEED [--planted NAME]
       npm run sim -- --story NAME | all
       npm run sim -- --planted NAME | all [--histories N] [--seed S]

  --histories N   plays N histories (1 to 1000000; 1000 unless said; with --planted at most so many for each bug, 10000)
  --seed S        of the first history, 0 to 4294967295; the others follow. A fresh one unless said, and printed.
                  From 2147483648 on an older copy of the log is put back in each
  --replay SEED   plays one history, prints all that happened in it, and its failure shrunk to a short story
  --story NAME    plays a named story and prints it with its outcome
  --planted NAME  plants that bug into the code and plays until a promise breaks; with --replay: plays with that bug

Ends with 0 when all held (with --planted: when every bug was found), 1 when not, 2 when it was asked wrongly.`;

/** Something in the arguments is wrong; the message says what. */
export class AskedWrongly extends Error {
  override readonly name = 'AskedWrongly';
}

const seedMax = 2 ** 32 - 1;
const historiesMax = 1_000_000;

/** Throws `AskedWrongly`. */
export function readSimWish(given: readonly string[]): SimWish {
  const { histories, seed, replay, story, planted, help } = valuesOf(given);
  if (help) return { kind: 'usage' };
  const count = numberIn('--histories', histories, 1, historiesMax);
  const first = numberIn('--seed', seed, 0, seedMax);
  const again = numberIn('--replay', replay, 0, seedMax);
  if (story !== undefined) {
    if ([histories, seed, replay, planted].some((other) => other !== undefined))
      throw new AskedWrongly('--story stands alone');
    return { kind: 'story', name: story };
  }
  if (again !== null) {
    if (histories !== undefined || seed !== undefined)
      throw new AskedWrongly('--replay plays one history: without --histories and --seed');
    if (planted === 'all') throw new AskedWrongly('--replay plays with one planted bug: name it');
    return { kind: 'replay', seed: again, planted: planted ?? null };
  }
  if (planted !== undefined)
    return { kind: 'planted', name: planted, seed: first ?? 1, count: count ?? 10_000 };
  return { kind: 'histories', seed: first, count: count ?? 1_000 };
}

function valuesOf(given: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        ...{ histories: text, seed: text, replay: text, story: text, planted: text },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new AskedWrongly((error as Error).message);
  }
}

function numberIn(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new AskedWrongly(`${option} takes a whole number from ${least} to ${most}, not "${text}"`);
}
