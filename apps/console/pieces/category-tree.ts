import type { Choices } from '@passerelle/api';

type Category = Choices['categories'][number];

export interface TreeRow extends Category {
  readonly depth: number;
  /** «Matériel › Imprimante»: what is searched and shown once chosen. */
  readonly path: string;
}

/** The categories as a tree is read: each below the one that it belongs to, in the order they came in. */
export function treeOf(categories: readonly Category[]): readonly TreeRow[] {
  const known = new Set(categories.map(({ key }) => key));
  const below = new Map<string | null, Category[]>();
  for (const category of categories) {
    const parent = category.parent !== null && known.has(category.parent) ? category.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), category]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const walk = (parent: string | null, depth: number, path: string): void => {
    for (const category of below.get(parent) ?? []) {
      if (seen.has(category.key)) continue;
      seen.add(category.key);
      const own = path ? `${path} › ${category.label}` : category.label;
      rows.push({ ...category, depth, path: own });
      walk(category.key, depth + 1, own);
    }
  };
  walk(null, 0, '');
  return rows;
}
