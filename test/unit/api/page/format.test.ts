import { describe, expect, test } from 'vitest';
import {
  agoText,
  bytesText,
  consoleText,
  coresText,
  countText,
  exactText,
  leftText,
  shareOf,
  sizeText,
  spanText,
} from '../../../../api/page/format.js';

const minute = 60_000;
const hour = 60 * minute;

describe('spans and what is left of them', () => {
  test.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [minute, '1 min'],
    [hour - 1, '59 min'],
    [47 * hour, '47 h'],
    [48 * hour, '2 d'],
  ])('%d ms are %s', (ms, text) => expect(spanText(ms)).toBe(text));

  test.each([
    [-2_000, 'just now'],
    [1_999, 'just now'],
    [3 * minute, '3 min ago'],
  ])('%d ms ago is %s', (ms, text) => expect(agoText(ms)).toBe(text));

  test.each([
    [0, 'time is over'],
    [30_000, 'less than 1 min left'],
    [12 * minute, '12 min left'],
    [41 * hour + 12 * minute, '41 h 12 min left'],
    [80 * hour, '3 d 8 h left'],
  ])('%d ms to go: %s', (ms, text) => expect(leftText(ms)).toBe(text));

  test('the exact time names its zone', () => {
    const text = exactText('2026-01-31T12:00:05.000Z', 'en-GB', 'UTC');
    expect(text).toBe('31 Jan 2026, 12:00:05 UTC');
  });
});

test.each([
  [sizeText(512), '512 MiB'],
  [sizeText(1536), '1.5 GiB'],
  [sizeText(2_000_000), '1.9 TiB'],
  [bytesText(0), '0 B'],
  [bytesText(2048), '2 KiB'],
  [bytesText(5_242_880), '5 MiB'],
  [coresText(1), '1 core'],
  [coresText(0.05), '0.05 cores'],
  [countText(1, 'host'), '1 host'],
  [countText(0, 'host'), '0 hosts'],
])('%s', (written, text) => expect(written).toBe(text));

test('a share is never outside of its bar', () => {
  expect([shareOf(1, 4), shareOf(9, 4), shareOf(-1, 4), shareOf(1, 0)]).toEqual([25, 100, 0, 0]);
});

test.each([
  ['colours', '\u001b[1;32mok\u001b[0m', 'ok'],
  ['a title of the window', '\u001b]0;owned\u0007text', 'text'],
  ['lines as terminals write them', 'one\r\r\ntwo\r\n', 'one\ntwo\n'],
  ['other control characters', 'a\u0000\u0008b\u202ec', 'abc'],
  ['markup, which stays text', '<b>&amp;</b>\t.', '<b>&amp;</b>\t.'],
])('a console without %s', (_what, printed, shown) => expect(consoleText(printed)).toBe(shown));
