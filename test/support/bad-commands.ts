/** The same attacks as a user of the command line would make them: words behind `stratus`. */
import type { Attempt } from './bad-request.ts';

interface Wishes {
  readonly name?: unknown;
  readonly address?: unknown;
  readonly vcpus?: unknown;
  readonly memoryMiB?: unknown;
  readonly image?: { readonly locations?: readonly unknown[] };
}

const image = ['--format', 'qcow2', '--digest', `sha256:${'ab'.repeat(32)}`, '--image-location'];
const anywhere = [...image, 'https://h/x'];
/** Refused by itself, so that what is good after all makes no machine. */
const never = ['--requirements', '('];

/** What can be typed; a NUL, and more than the system lets through, cannot. */
export function badCommands(requests: readonly Attempt[]): string[][] {
  const bodies = requests.filter(({ path }) => /^.(machines|plans)$/.test(path));
  return bodies
    .flatMap(({ body }) => commandsOf(wishesIn(body ?? '')))
    .filter((words) => words.every((word) => !word.includes('\0') && word.length < 100_000));
}

function wishesIn(body: string): Wishes {
  try {
    return (JSON.parse(body) ?? {}) as Wishes;
  } catch {
    return {};
  }
}

function commandsOf({ name, address, vcpus, memoryMiB, image: wanted }: Wishes): string[][] {
  const words = (value: unknown): string[] =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  const option = (what: string, value: unknown): string[][] =>
    words(value).map((word) => ['run', ...anywhere, what, word, ...never]);
  return [
    ...words(name).flatMap((word) => [
      ['run', ...anywhere, '--name', word, ...never],
      ['show', '--', word],
      ['kill', '--', word],
    ]),
    ...option('--address', address),
    ...option('--cpu', vcpus),
    ...option('--ram', memoryMiB),
    ...words(wanted?.locations?.[0]).map((word) => ['run', ...image, word, ...never]),
  ];
}
