/**
 * How does an option of the classic commands look? StratusLab's users know the behaviour of Python's option parser: its
 * texts, its abbreviations, its exit code 2. Node's own parser splits the words; what is right is decided here.
 */
import { parseArgs } from 'node:util';
import { UsageError } from './stops.ts';

export interface OptionDefinition {
  /** Without its dashes. */
  readonly long: string;
  /** Other long names that mean the same. */
  readonly aliases?: readonly string[];
  readonly short?: string;
  /** `count`: how often it was given; `texts`: it may be given several times. */
  readonly kind: 'flag' | 'count' | 'text' | 'texts' | 'integer' | 'number';
  readonly choices?: readonly string[];
  /** What the help calls its value. */
  readonly value?: string;
  readonly help: string;
}

export interface ParsedOptions {
  readonly args: readonly string[];
  isGiven(long: string): boolean;
  count(long: string): number;
  text(long: string): string | null;
  texts(long: string): readonly string[];
  number(long: string): number | null;
}

interface Given {
  readonly typed: string;
  readonly value: string | null;
}

/** Throws `UsageError` with the words that the classic parser had. */
export function parseOptions(
  args: readonly string[],
  definitions: readonly OptionDefinition[],
): ParsedOptions {
  const byName = new Map(
    definitions.flatMap((one) => [one.long, ...(one.aliases ?? [])].map((name) => [name, one])),
  );
  const { tokens } = parseArgs({
    args: expanded(args, [...byName.keys()]),
    options: Object.fromEntries(
      [...byName].map(([name, { kind, long, short }]) => [
        name,
        {
          type: takesValue(kind) ? ('string' as const) : ('boolean' as const),
          multiple: true,
          ...(short !== undefined && name === long ? { short } : {}),
        },
      ]),
    ),
    ...{ strict: false, allowPositionals: true, tokens: true },
  });
  const given = new Map<string, Given[]>();
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value);
    if (token.kind !== 'option') continue;
    const definition = byName.get(token.name);
    if (!definition) throw new UsageError(`no such option: ${token.rawName}`);
    const one = { typed: token.rawName, value: token.value ?? null };
    check(definition, one);
    given.set(definition.long, [...(given.get(definition.long) ?? []), one]);
  }
  return parsedOf(rest, given);
}

function parsedOf(
  args: readonly string[],
  given: ReadonlyMap<string, readonly Given[]>,
): ParsedOptions {
  const last = (long: string): string | null => given.get(long)?.at(-1)?.value ?? null;
  return {
    args,
    isGiven: (long) => given.has(long),
    count: (long) => given.get(long)?.length ?? 0,
    text: last,
    texts: (long) => (given.get(long) ?? []).map(({ value }) => value ?? ''),
    number: (long) => {
      const text = last(long);
      return text === null ? null : Number(text);
    },
  };
}

function takesValue(kind: OptionDefinition['kind']): boolean {
  return kind !== 'flag' && kind !== 'count';
}

function check({ kind, choices }: OptionDefinition, { typed, value }: Given): void {
  if (!takesValue(kind)) {
    if (value !== null) throw new UsageError(`${typed} option does not take a value`);
    return;
  }
  if (value === null) throw new UsageError(`${typed} option requires an argument`);
  if (kind === 'integer' && !/^\s*[+-]?\d{1,15}\s*$/.test(value))
    throw new UsageError(`option ${typed}: invalid integer value: '${value}'`);
  if (kind === 'number' && !/^\s*[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\s*$/.test(value))
    throw new UsageError(`option ${typed}: invalid floating-point value: '${value}'`);
  if (choices && !choices.includes(value)) {
    const all = choices.map((choice) => `'${choice}'`).join(', ');
    throw new UsageError(`option ${typed}: invalid choice: '${value}' (choose from ${all})`);
  }
}

/** A long option may be cut as long as it is clear which one is meant. */
function expanded(args: readonly string[], names: readonly string[]): string[] {
  const end = args.indexOf('--');
  const upTo = end < 0 ? args.length : end;
  return args.map((arg, index) => {
    const [, name = '', rest = ''] = /^--([^=]+)(=.*)?$/s.exec(arg) ?? [];
    if (index >= upTo || name === '' || names.includes(name)) return arg;
    const meant = names.filter((one) => one.startsWith(name));
    if (meant.length > 1) {
      const all = meant.map((one) => `--${one}`).sort();
      throw new UsageError(`ambiguous option: --${name} (${all.join(', ')}?)`);
    }
    return meant.length === 1 ? `--${meant[0]}${rest}` : arg;
  });
}
