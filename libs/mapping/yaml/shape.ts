import type { z } from 'zod';
import type { MappingFault } from '../fault.js';
import type { Known } from '../schema/keys.js';
import type { YamlDocument } from './document.js';
import { at, flat, type Issue } from './issues.js';
import { shapeFault } from './shape-fault.js';

export interface Shaped<T> {
  /** What is left once broken rows are taken out; null when not even that has the shape. */
  readonly value: T | null;
  readonly faults: readonly MappingFault[];
  /** Native words of rows that were taken out: nothing may be concluded from their absence. */
  readonly damaged: ReadonlySet<string>;
}

/**
 * Holds a file against its schema and names every fault. Rows that are broken are taken out, so that the laws can still
 * be held against the others and all faults come at once.
 */
export function shapeOf<T>(document: YamlDocument, schema: z.ZodType<T>, known: Known): Shaped<T> {
  const root = document.value;
  const damaged = new Set<string>();
  const faults: MappingFault[] = [];
  for (let round = 0; round < 3; round += 1) {
    const parsed = schema.safeParse(root);
    // The value itself rather than zod's copy: only it knows where it stands.
    if (parsed.success) return { value: root as T, faults, damaged };
    const issues = parsed.error.issues.flatMap((issue) => flat(issue, root, []));
    if (round === 0) faults.push(...issues.map((issue) => shapeFault(issue, document, known)));
    takeOut(root, issues, damaged);
  }
  return { value: null, faults, damaged };
}

/** Removes the innermost list item around each issue, or else the key itself. */
function takeOut(root: unknown, issues: readonly Issue[], damaged: Set<string>): void {
  const items = new Map<unknown[], Set<number>>();
  for (const issue of issues) {
    let cut = issue.path.length - 1;
    while (cut >= 0 && typeof issue.path[cut] !== 'number') cut -= 1;
    const holder = at(root, issue.path.slice(0, Math.max(cut, 0)));
    if (cut >= 0 && Array.isArray(holder)) {
      const index = issue.path[cut] as number;
      const row = holder[index] as { native?: unknown } | null;
      if (typeof row === 'object' && row !== null) damaged.add(typeof row.native === 'string' ? row.native : '*');
      items.set(holder, (items.get(holder) ?? new Set()).add(index));
      continue;
    }
    const parent = at(root, issue.code === 'unrecognized_keys' ? issue.path : issue.path.slice(0, -1));
    if (typeof parent !== 'object' || parent === null) continue;
    for (const key of issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path.at(-1))])
      Reflect.deleteProperty(parent, key);
    damaged.add('*');
  }
  for (const [holder, indexes] of items)
    for (const index of [...indexes].sort((a, b) => b - a)) holder.splice(index, 1);
}
