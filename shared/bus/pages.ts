/** Cuts long lists into messages: a set travels in pages of bounded size and is used only when all have come. */
import type { Bus } from './bus.ts';

/** Bytes of a page, roughly: far below the usual limit of a server. */
export const pageBytes = 256_000;

/** The same on a bus that may take less: sizes are estimates, so a page has a good margin. */
export function pageBytesOn({ messageBytesMax }: Pick<Bus, 'messageBytesMax'>): number {
  return Math.min(pageBytes, Math.floor(messageBytesMax / 4));
}

/** The items in order, in groups whose sizes sum to at most `bytesMax` (a single larger item is a group of its own). */
export function pagesOf<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  bytesMax: number = pageBytes,
): Item[][] {
  const pages: Item[][] = [];
  let page: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (page.length > 0 && bytes + size > bytesMax) {
      pages.push(page);
      page = [];
      bytes = 0;
    }
    page.push(item);
    bytes += size;
  }
  pages.push(page);
  return pages;
}
