import { describe, expect, test } from 'vitest';
import { createPageCollector } from '../../../../shared/bus/page-collector.ts';
import { pageBytes, pageBytesOn, pagesOf } from '../../../../shared/bus/pages.ts';

const page = (setId: string, number: number, pages: number) => ({ setId, page: number, pages });

describe('pages', () => {
  test.each([
    [[], [[]]],
    [[3, 3, 3], [[3, 3, 3]]],
    [
      [5, 5, 5],
      [[5, 5], [5]],
    ],
    [
      [20, 1],
      [[20], [1]],
    ],
    [
      [1, 20, 1],
      [[1], [20], [1]],
    ],
  ])('of at most 10 bytes: %j', (sizes, expected) => {
    expect(pagesOf(sizes, (size) => size, 10)).toEqual(expected);
  });

  test('make a set when all have come, in any order, each as often as it likes', () => {
    const collector = createPageCollector();
    expect(collector.add(page('a', 3, 3))).toBeNull();
    expect(collector.add(page('a', 3, 3))).toBeNull();
    expect(collector.add(page('a', 1, 3))).toBeNull();
    expect(collector.add(page('a', 2, 3))).toEqual([1, 2, 3].map((n) => page('a', n, 3)));
  });

  test('that disagree about how many they are make none', () => {
    const collector = createPageCollector();
    expect(collector.add(page('a', 1, 3))).toBeNull();
    expect(collector.add(page('a', 2, 2))).toBeNull();
    expect(collector.add(page('b', 3, 2))).toBeNull();
    expect(collector.add(page('c', 1, 1))).toEqual([page('c', 1, 1)]);
  });

  test('of the oldest of too many sets are dropped', () => {
    const collector = createPageCollector();
    for (const set of ['a', 'b', 'c', 'd', 'e']) collector.add(page(set, 1, 2));
    expect(collector.add(page('e', 2, 2))).toHaveLength(2);
    expect(collector.add(page('a', 2, 2))).toBeNull();
  });
});

test('a page is small on a bus whose messages must be small', () => {
  expect(pageBytesOn({ messageBytesMax: 1_048_576 })).toBe(pageBytes);
  expect(pageBytesOn({ messageBytesMax: 16_384 })).toBe(4_096);
});
