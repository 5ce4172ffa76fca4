/** Counts equal things without keeping each of them. */
export interface Counted<T> {
  add(key: string, make: () => T, by?: number): T;
  readonly rows: readonly { readonly value: T; readonly count: number }[];
}

export function counted<T>(): Counted<T> {
  const rows = new Map<string, { value: T; count: number }>();
  return {
    add: (key, make, by = 1) => {
      const row = rows.get(key) ?? { value: make(), count: 0 };
      row.count += by;
      rows.set(key, row);
      return row.value;
    },
    get rows() {
      return [...rows.values()].sort((a, b) => b.count - a.count);
    },
  };
}
