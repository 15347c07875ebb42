import { expect, test } from 'vitest';
import { lengths } from '../../tidy/lengths.ts';

const lines = (count: number): string => 'f();\n'.repeat(count);
const functionOf = (count: number): string => `function long() {\n${lines(count - 2)}}\n`;

test.each([
  ['a function of 70 lines', functionOf(70), []],
  ['a function of 71 lines', functionOf(71), ['function length']],
  ['a file of 400 lines', lines(400), []],
  ['a file of 401 lines', lines(401), ['file length']],
])('%s', (_what, text, rules) => {
  const found = lengths({ path: 'agent/x.ts', text }).map(({ rule }) => rule);
  expect(found).toEqual(rules);
});

test('an arrow, a method and a function inside a function are functions too', () => {
  const text = `const f = () => {\n${lines(70)}};\nclass C { m() {\n${lines(70)}} }\n`;
  expect(lengths({ path: 'agent/x.ts', text })).toMatchObject([{ line: 1 }, { line: 73 }]);
});

test('in tests a heading over many tests may be long, a test may not', () => {
  const heading = `describe('x', () => {\n${"test('y', () => {});\n".repeat(80)}});\n`;
  expect(lengths({ path: 'test/unit/x.test.ts', text: heading })).toEqual([]);
  const long = `test('y', () => {\n${lines(80)}});\n`;
  expect(lengths({ path: 'test/unit/x.test.ts', text: long })).toHaveLength(1);
});

test('generated code is as long as it is', () => {
  expect(lengths({ path: 'proto/gen/stratus.js', text: lines(5000) })).toEqual([]);
});

test('a factory is counted without its named inner functions, which are counted by themselves', () => {
  const factory = (inner: number): string =>
    `function createX() {\n${lines(30)}${functionOf(inner)}return { m() {\n${lines(inner - 2)}} };\n}\n`;
  expect(lengths({ path: 'agent/x.ts', text: factory(60) })).toEqual([]);
  expect(lengths({ path: 'agent/x.ts', text: factory(71) })).toHaveLength(2);
});
