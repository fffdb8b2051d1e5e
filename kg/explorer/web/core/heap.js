// A queue that gives the least first.

// Returns {push(item), pop(), size()}; `isBefore(a, b)` says which of two is less.
/** @template T @param {(a: T, b: T) => boolean} isBefore */
export function createHeap(isBefore) {
  /** @type {T[]} */
  const items = [];
  const swap = (i, j) => ([items[i], items[j]] = [items[j], items[i]]);
  return {
    size: () => items.length,
    push(item) {
      items.push(item);
      for (let i = items.length - 1; i > 0;) {
        const above = (i - 1) >> 1;
        if (!isBefore(items[i], items[above])) return;
        swap(i, above);
        i = above;
      }
    },
    pop() {
      swap(0, items.length - 1);
      const least = /** @type {T} */ (items.pop());
      for (let i = 0; ;) {
        let next = i;
        for (const below of [2 * i + 1, 2 * i + 2])
          if (below < items.length && isBefore(items[below], items[next])) next = below;
        if (next === i) return least;
        swap(i, next);
        i = next;
      }
    },
  };
}
