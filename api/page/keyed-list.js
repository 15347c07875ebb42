/** A list on the page in which only what changed is drawn again: each item keeps its element as long as it is shown. */

/**
 * @template Item
 * @param {Element} parent
 * @param {{key: (item: Item) => string, create: (item: Item) => {node: Element, update: (item: Item) => void}}} options
 * @returns {(items: Item[]) => void}
 */
export function createKeyedList(parent, { key, create }) {
  /** @type {Map<string, {node: Element, update: (item: Item) => void, shown: Item | null}>} */
  const kept = new Map();
  return (items) => {
    const wanted = new Set(items.map(key));
    for (const [name, { node }] of kept)
      if (!wanted.has(name)) {
        node.remove();
        kept.delete(name);
      }
    items.forEach((item, index) => {
      const name = key(item);
      const one = kept.get(name) ?? { ...create(item), shown: null };
      kept.set(name, one);
      if (one.shown !== item) one.update(item);
      one.shown = item;
      const place = parent.children[index] ?? null;
      if (place !== one.node) parent.insertBefore(one.node, place);
    });
  };
}
