/**
 * Puts the pages of a set together again. Pages may come twice, out of order, or not at all; an incomplete set is never
 * used, and a newer set replaces it.
 */
export interface Page {
  readonly setId: string;
  /** 1 to `pages`. */
  readonly page: number;
  readonly pages: number;
}

export interface PageCollector<Kind extends Page> {
  /** All pages of the set in order as soon as the last one has come, else null. */
  add(page: Kind): readonly Kind[] | null;
}

/** Pages of one set; a quarter of a megabyte each, they bound what a sender can make us keep. */
const pagesMax = 64;
/** Sets begun at the same time; the oldest is dropped for a further one. */
const setsMax = 4;

export function createPageCollector<Kind extends Page>(): PageCollector<Kind> {
  const sets = new Map<string, Map<number, Kind>>();
  return {
    add(page) {
      if (page.page > page.pages || page.pages > pagesMax) return null;
      if (page.pages === 1) return [page];
      const set = sets.get(page.setId) ?? new Map<number, Kind>();
      const [other] = set.values();
      if (other && other.pages !== page.pages) return null;
      sets.set(page.setId, set);
      if (sets.size > setsMax) sets.delete(sets.keys().next().value ?? '');
      set.set(page.page, page);
      if (set.size < page.pages) return null;
      sets.delete(page.setId);
      return [...set.values()].sort((a, b) => a.page - b.page);
    },
  };
}
