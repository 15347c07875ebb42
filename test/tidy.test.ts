/**
 * The shape of the project, checked on every file that git tracks or would track. Each rule is a pure function in
 * test/tidy/ with its own test in test/unit/tidy/; here they meet the real files.
 */
import { expect, test } from 'vitest';
import { bannedCallExceptions, bannedCalls } from './tidy/banned-calls.ts';
import { citations, indexedDecisions } from './tidy/citations.ts';
import { declaredDependencies, decidedDependencies } from './tidy/dependencies.ts';
import { foreignPlaces } from './tidy/foreign-places.ts';
import { headComments } from './tidy/head-comments.ts';
import { importCycles } from './tidy/import-cycles.ts';
import { importDirections, wiringFiles } from './tidy/import-directions.ts';
import { lengths } from './tidy/lengths.ts';
import { names } from './tidy/names.ts';
import { purity } from './tidy/purity.ts';
import { repositoryFiles } from './tidy/repository-files.ts';
import { violationText } from './tidy/source-text.ts';
import type { FileRule, SourceText, Violation } from './tidy/source-text.ts';
import { unusedFiles } from './tidy/unused-files.ts';

const files = repositoryFiles();

const each =
  (rule: FileRule) =>
  (all: readonly SourceText[]): readonly Violation[] =>
    all.flatMap((file) => rule(file));

test.each<[string, (all: readonly SourceText[]) => readonly Violation[]]>([
  ['parts import only what they may', each((file) => importDirections(file))],
  ['no files need one another', importCycles],
  ['what decides is pure', each(purity)],
  ['time, chance, shells and printing go through ports', each((file) => bannedCalls(file))],
  ['functions and files are small', each(lengths)],
  ['names tell', each(names)],
  ['every file is needed', unusedFiles],
  ['no file names a place outside the project', each(foreignPlaces)],
  ['every file says what it is for', each(headComments)],
  ['what a text points at is there', citations],
  ['every decision is in the index', indexedDecisions],
  ['every dependency is decided on a page', decidedDependencies],
  ['every package that is imported is declared', declaredDependencies],
])('%s', (_law, rule) => {
  expect(rule(files).map(violationText)).toEqual([]);
});

test('no exception is listed for a file that is gone', () => {
  const listed = [wiringFiles, ...Object.values(bannedCallExceptions)].flatMap(Object.keys);
  const present = new Set(files.map(({ path }) => path));
  expect(listed.filter((path) => !present.has(path))).toEqual([]);
});
