/** The same array for the same names: records of an unload name their columns one by one, layouts are found by array. */
export function interner(): (names: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (names) => {
    const key = names.join('\u0000');
    const found = known.get(key);
    if (found) return found;
    if (known.size >= 1_000) known.clear();
    known.set(key, names);
    return names;
  };
}
