/** What a command has at hand: its surroundings, and, only when it asks, the user's profile and the cloud. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { createClient } from './client.ts';
import type { Client } from './client.ts';
import { readProfile } from './profile.ts';
import type { Profile } from './profile.ts';
import type { Surroundings } from './surroundings.ts';
import { wrongUsage } from './surroundings.ts';

export interface Session {
  readonly surroundings: Surroundings;
  profile(): Profile;
  client(): Client;
}

export function createSession(surroundings: Surroundings): Session {
  let profile: Profile | null = null;
  const read = (): Profile => (profile ??= readProfile(surroundings));
  return { surroundings, profile: read, client: () => createClient(read(), surroundings) };
}

export interface OutputOptions {
  readonly output: 'table' | 'json';
  readonly quiet?: boolean;
}

/** Adds `-o` and `-q` to a command that shows something. */
export function withOutput(command: Command, quiet: string | null = null): Command {
  command.addOption(
    new Option('-o, --output <form>', 'form of the result')
      .choices(['table', 'json'])
      .default('table'),
  );
  return quiet === null ? command : command.option('-q, --quiet', quiet);
}

/** Prints the answer of the API itself, or the text made of it. */
export function show(
  { surroundings }: Session,
  options: OutputOptions,
  answer: unknown,
  texts: { readonly table: () => string; readonly quiet?: () => string },
): void {
  if (options.output === 'json') surroundings.out(`${JSON.stringify(answer, null, 2)}\n`);
  else surroundings.out(options.quiet && texts.quiet ? texts.quiet() : texts.table());
}

/**
 * A name or number in a path of the API. What would make another path (`..`, nothing) is wrong usage; half of a character,
 * which no URL can hold, is sent as the sign for that.
 */
export function inPath(reference: string): string {
  if (['', '.', '..'].includes(reference))
    wrongUsage(
      `${JSON.stringify(reference)} is no name or number; look for it with \`stratus list\``,
    );
  return encodeURIComponent(reference.toWellFormed());
}
