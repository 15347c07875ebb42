import { expect, test } from 'vitest';
import { classicCommands } from '../../../../cli/classic/classic-program.ts';
import { generalOptions } from '../../../../cli/classic/shared-options.ts';
import { refusedOptions } from '../../../../cli/classic/refused-options.ts';
import { COMMAND_NAMES } from '../../../../start/install/command-links.mjs';
import { aClassicCloudForEachTest } from '../../../support/a-classic-cloud.ts';

const cloud = aClassicCloudForEachTest();

test('every command has a link, and every link a command', () => {
  expect([...COMMAND_NAMES].sort()).toEqual(['stratus', ...Object.keys(classicCommands)].sort());
});

test('an option is written down once, and every refused one is an option', () => {
  const all = Object.values(classicCommands).flatMap(({ options }) => options);
  for (const { options } of Object.values(classicCommands)) {
    const names = [...generalOptions, ...options].flatMap(({ long, aliases = [], short }) => [
      ...[long, ...aliases],
      ...(short === undefined ? [] : [short]),
    ]);
    expect(new Set(names).size).toBe(names.length);
  }
  const known = new Set(all.map(({ long }) => long));
  expect(Object.keys(refusedOptions).filter((long) => !known.has(long))).toEqual([]);
});

test('another name is refused: 1', async () => {
  const { exitCode, err } = await cloud.terminal.run('stratus-fly');
  expect([exitCode, err]).toEqual([1, '  [ERROR] stratus-fly is not a command of this cloud\n']);
});
