/** YAML allows one thing where it allows a list. */
export function listOf<T extends string | object>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
