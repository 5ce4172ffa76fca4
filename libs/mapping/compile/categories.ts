import { meaningOf } from '../laws/tables.js';
import type { ClassView } from '../load/class-view.js';
import type { NativeCategory } from '../mapping.js';

/** A category that several classes know is one category: the first row that tells of it counts. */
export function categoriesOf(views: readonly ClassView[]): readonly NativeCategory[] {
  const found = new Map<string, NativeCategory>();
  for (const { row } of views.flatMap((view) => view.words.get('category')?.rows ?? [])) {
    if (row.native === '' || row.refuse !== undefined || found.has(row.native)) continue;
    const means = row.is === undefined ? null : meaningOf('category', row.is);
    const words = [...(means === null ? [] : [means]), ...(row.writes ?? [])].map(String);
    found.set(row.native, {
      native: row.native,
      label: row.label ?? null,
      help: row.help ?? null,
      words: [...new Set(words)],
    });
  }
  return [...found.values()];
}
