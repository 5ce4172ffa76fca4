/** Keys in ascending order, each once, sorted again only when one was added since the last look. */
export interface SortedKeys {
  add(key: string): void;
  /** Ascending, from the first one after `after`. */
  from(after: string | null): Iterable<string>;
}

export function sortedKeys(): SortedKeys {
  const keys: string[] = [];
  const known = new Set<string>();
  let sorted = true;
  return {
    add(key) {
      if (known.has(key)) return;
      known.add(key);
      const last = keys.at(-1);
      if (last !== undefined && key < last) sorted = false;
      keys.push(key);
    },
    *from(after) {
      if (!sorted) keys.sort();
      sorted = true;
      for (let index = after === null ? 0 : firstAfter(keys, after); index < keys.length; index += 1)
        yield keys[index] as string;
    },
  };
}

function firstAfter(keys: readonly string[], after: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
