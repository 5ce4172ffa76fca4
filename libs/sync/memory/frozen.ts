const ours = new WeakSet<object>();

/**
 * A copy that nobody can change, without members that are undefined, as it would come back from a database.
 * What was frozen here before is returned as it is.
 */
export function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || ours.has(value)) return value;
  const copy: object = Array.isArray(value)
    ? value.map((item) => frozen<unknown>(item))
    : Object.fromEntries(
        Object.entries(value).flatMap(([name, item]) => (item === undefined ? [] : [[name, frozen<unknown>(item)]])),
      );
  ours.add(Object.freeze(copy));
  return copy as T;
}
