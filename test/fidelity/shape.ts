/** How far an answer's shape must equal the recorded one. */
export interface Leniency {
  /** Why the recorded body lacks keys that the tool sends; more keys than recorded are then no difference. */
  readonly trimmed?: string;
  /** Paths (`result[]`) below which the recorded keys are of a table nobody knows: only that rows are objects is compared. */
  readonly opaque?: readonly string[];
}

/** Differences of keys and JSON types, each with its path. Values are not compared. */
export function shapeDifferences(recorded: unknown, ours: unknown, leniency: Leniency, path = ''): readonly string[] {
  const kinds = [kindOf(recorded), kindOf(ours)] as const;
  if (kinds[0] !== kinds[1]) return [`${path || 'body'}: recorded ${kinds[0]}, ours ${kinds[1]}`];
  if (leniency.opaque?.includes(path)) return [];
  if (Array.isArray(recorded) && Array.isArray(ours)) return listDifferences(recorded, ours, leniency, `${path}[]`);
  if (!isObject(recorded) || !isObject(ours)) return [];
  const found: string[] = [];
  for (const [key, value] of Object.entries(recorded)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (key in ours) found.push(...shapeDifferences(value, ours[key], leniency, at));
    else found.push(`${at}: recorded, missing in ours`);
  }
  for (const key of Object.keys(ours)) {
    if (!(key in recorded) && leniency.trimmed === undefined)
      found.push(`${path === '' ? key : `${path}.${key}`}: ours, not recorded`);
  }
  return found;
}

/** Rows depend on the state: each recorded row must have a row of the same shape among ours, and none may be there without the other. */
function listDifferences(
  recorded: readonly unknown[],
  ours: readonly unknown[],
  leniency: Leniency,
  path: string,
): readonly string[] {
  if (recorded.length === 0 || ours.length === 0) {
    return recorded.length === ours.length ? [] : [`${path}: recorded ${recorded.length} rows, ours ${ours.length}`];
  }
  return recorded.flatMap((row) => {
    const tries = ours.map((one) => shapeDifferences(row, one, leniency, path));
    return tries.reduce((best, one) => (one.length < best.length ? one : best));
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
