import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  meets,
  parseRequirement,
} from '../../../../../scheduler/placement/expression/requirement.ts';

const host: Record<string, number | string> = {
  NAME: 'node-a.example.org',
  ARCH: 'x86_64',
  CLUSTER: 'batch',
  FREECPU: 350,
  RUNNING_VMS: 3,
  CPUSPEED: '2400',
  SLASHES: '/a/.b',
};

function isMet(source: string): boolean {
  const parsed = parseRequirement(source);
  if (!parsed.ok) throw new Error(`${parsed.reason.message} (${parsed.reason.where})`);
  return meets(parsed.value, (name) => host[name]);
}

function refusalOf(source: string) {
  const parsed = parseRequirement(source);
  if (parsed.ok) throw new Error(`"${source}" was accepted`);
  return parsed.reason;
}

describe('a requirement', () => {
  test.each([
    ['', true],
    ['  \t\n', true],
    ['ARCH = "x86_64"', true],
    ['ARCH="i686"', false],
    ['arch = "x86_64"', true],
    ['ARCH != "i686"', true],
    ['ARCH ! = "x86_64"', false],
    ['NAME = "node-*"', true],
    ['NAME = "node-?.example.*"', true],
    ['NAME = "*.example.com"', false],
    ['NAME = "node-[a-c].*"', true],
    ['NAME = "node-[!a-c].*"', false],
    ['SLASHES = "*b"', true],
    ['FREECPU > 349', true],
    ['FREECPU > 350', false],
    ['FREECPU < 350.5', true],
    ['FREECPU = 350', true],
    ['FREECPU > -1', true],
    ['FREECPU = "350"', true],
    ['CPUSPEED > 2000', true],
    ['NETRX = 0', true],
    ['NETRX = ""', true],
    ['NETRX > 0', false],
    ['ARCH > 0', false],
    ['!FREECPU > 100', false],
    ['!(FREECPU > 100) | ARCH = "x86*"', true],
    ['!!ARCH = "x86_64"', true],
    ['(ARCH = "x86_64" & CLUSTER = "batch")', true],
  ])('%s is %s on the host', (source, met) => {
    expect(isMet(source)).toBe(met);
  });

  test.each([
    ['a | b & c is (a | b) & c', 'RUNNING_VMS = 3 | RUNNING_VMS = 3 & RUNNING_VMS = 4', false],
    ['a & b | c is (a & b) | c', 'RUNNING_VMS = 4 & RUNNING_VMS = 3 | RUNNING_VMS = 3', true],
    ['!a & b is (!a) & b', '!RUNNING_VMS = 4 & RUNNING_VMS = 3', true],
    ['parentheses win', 'RUNNING_VMS = 3 | (RUNNING_VMS = 3 & RUNNING_VMS = 4)', true],
  ])('is read as OpenNebula reads it: %s', (_rule, source, met) => {
    expect(isMet(source)).toBe(met);
  });

  test.each([
    ['ARCH', 5, 'After ARCH', 'ARCH = 1'],
    ['ARCH = x86_64', 8, 'the attribute X86_64', 'double quotes'],
    ["ARCH = 'x86_64'", 8, 'no meaning', 'double quotes'],
    ['ARCH = "x86_64', 8, 'does not end', 'second double quote'],
    ['FREECPU >= 100', 10, 'not "="', '!( ... < ... )'],
    ['FREECPU == 100', 10, 'not "="', '"=" once'],
    ['A = 1 && B = 2', 8, 'not "&"', 'once'],
    ['A = 1 B = 2', 7, 'the attribute B', '& (and)'],
    ['A = 1 & ', 9, 'the end', 'ARCH'],
    ['(A = 1', 1, 'not closed', 'Add ")"'],
    ['A = 1)', 6, 'not ")"', 'Remove'],
    ['ARCH > "x"', 8, 'numbers only', '= or !='],
    ['1 = A', 1, 'the number 1', 'attribute'],
    ['A = -"x"', 6, 'the text', 'number'],
    ['A = 1 ; B', 7, '";"', 'Remove'],
    ['A = 1\0', 6, 'no meaning', 'Remove'],
    ['A ! 1', 3, 'not "!"', 'A = 1'],
  ])('%j is refused at column %d', (source, column, says, advises) => {
    const refusal = refusalOf(source);
    expect(refusal.reason).toBe('invalidRequirement');
    expect(refusal.where).toBe(`requirements, column ${column}`);
    expect(refusal.message).toContain(says);
    expect(refusal.whatToDo).toContain(advises);
  });

  test('may have 4 KiB and 32 levels, and not one more', () => {
    const filled = (bytes: number) => `A = "${'é'.repeat((bytes - 6) / 2)}"`;
    expect(isMet(filled(4096))).toBe(false);
    expect(refusalOf(filled(4098)).message).toContain('4098 bytes');
    const deep = (levels: number) => `${'('.repeat(levels)}A = 0${')'.repeat(levels)}`;
    expect(isMet(deep(32))).toBe(true);
    expect(refusalOf(deep(33)).where).toBe('requirements, column 33');
    expect(refusalOf(`${'!'.repeat(4000)}A = 0`).where).toBe('requirements, column 33');
  });

  test('is read or refused, never anything else', () => {
    const pieces = fc.constantFrom(
      'A',
      '=',
      '!',
      '&',
      '|',
      '(',
      ')',
      '1',
      '"x*"',
      '>',
      '-',
      ' ',
      '.',
      '"',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (some) => {
        const parsed = parseRequirement(some.join(''));
        if (parsed.ok) expect(typeof meets(parsed.value, () => undefined)).toBe('boolean');
        else expect(parsed.reason.where).toMatch(/^requirements, column \d+$/);
      }),
      { numRuns: 2000 },
    );
  });
});
