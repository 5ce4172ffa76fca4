import { Inconsistent, type Changes } from '@passerelle/sync';

/**
 * The last row of each identity, sorted: one statement may not change a row twice, and steps that touch the same rows in
 * the same order cannot wait for each other in a circle.
 */
export function lastOfEach<T>(rows: readonly T[] | undefined, identity: (row: T) => string): readonly T[] {
  if (rows === undefined || rows.length === 0) return [];
  const byIdentity = new Map<string, T>();
  for (const row of rows) byIdentity.set(identity(row), row);
  return [...byIdentity.keys()].sort().map((key) => byIdentity.get(key) as T);
}

/** Of bonds of one line the first, or the first that knows a native id. */
export function firstOfEach<T extends { readonly native: string | null }>(
  rows: readonly T[] | undefined,
  identity: (row: T) => string,
): readonly T[] {
  if (rows === undefined || rows.length === 0) return [];
  const byIdentity = new Map<string, T>();
  for (const row of rows) {
    const key = identity(row);
    if ((byIdentity.get(key)?.native ?? null) === null && (row.native !== null || !byIdentity.has(key))) {
      byIdentity.set(key, row);
    }
  }
  return [...byIdentity.keys()].sort().map((key) => byIdentity.get(key) as T);
}

/** One step sends and resolves an intent once. */
export function refuseTwice(changes: Changes): void {
  for (const [what, rows] of [
    ['attempt', changes.attempts],
    ['resolution', changes.resolutions],
  ] as const) {
    const seen = new Set<string>();
    for (const { key } of rows ?? []) {
      if (seen.has(key)) throw new Inconsistent(`expected one ${what} of the intent ${key}, two came`);
      seen.add(key);
    }
  }
}
