import type { Sort } from './filter.js';

export interface Column {
  /** What stands below its head, as a track of a grid. */
  readonly width: string;
  readonly sort?: Sort;
  /** Its head is a shorter word. */
  readonly short?: true;
}

/** Every column that the list can show, in the order in which they are offered. */
export const columns = {
  priority: { width: '26px', sort: 'priority', short: true },
  number: { width: '128px', sort: 'number' },
  title: { width: 'minmax(240px, 1fr)' },
  status: { width: '196px' },
  agent: { width: '142px' },
  requester: { width: '130px' },
  due: { width: '72px', sort: 'due' },
  updated: { width: '76px', sort: 'updated' },
  created: { width: '76px', sort: 'created' },
  team: { width: '142px' },
  kind: { width: '84px' },
  category: { width: '170px' },
  site: { width: '120px' },
  organisation: { width: '120px' },
  tools: { width: '128px' },
  turn: { width: '140px' },
  lead: { width: '128px' },
  lines: { width: '60px' },
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnId = keyof typeof columns;
export const columnIds = Object.keys(columns) as readonly ColumnId[];

/** The title is the way to the ticket: a list without it would lead nowhere. */
export const always: ColumnId = 'title';

export const usual: readonly ColumnId[] = [
  'priority',
  'number',
  'title',
  'status',
  'agent',
  'requester',
  'due',
  'updated',
];

/** What somebody chose, as far as this console knows it: it may come from another version, or from an address by hand. */
export function readColumns(said: readonly string[] | null | undefined): readonly ColumnId[] | null {
  const known = [...new Set(said ?? [])].filter((id): id is ColumnId => Object.hasOwn(columns, id));
  if (known.length === 0) return null;
  return known.includes(always) ? known : [...known, always];
}

export function isUsual(chosen: readonly ColumnId[]): boolean {
  return chosen.join() === usual.join();
}

/** Shown at the end of the others, or not any more. */
export function toggleColumn(chosen: readonly ColumnId[], id: ColumnId): readonly ColumnId[] {
  if (id === always) return chosen;
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
}

/** One place to the left (-1) or to the right (1). */
export function moveColumn(chosen: readonly ColumnId[], id: ColumnId, by: -1 | 1): readonly ColumnId[] {
  const at = chosen.indexOf(id);
  const other = chosen[at + by];
  if (at < 0 || other === undefined) return chosen;
  return chosen.with(at, other).with(at + by, id);
}

/** The tracks of a row, the box to tick first. */
export function tracksOf(chosen: readonly ColumnId[]): string {
  return ['36px', ...chosen.map((id) => columns[id].width)].join(' ');
}

/** Narrower than this the list scrolls sideways, in pixels. */
export function widthOf(chosen: readonly ColumnId[]): number {
  const gap = 10;
  return chosen.reduce((sum, id) => sum + gap + Number(/\d+/.exec(columns[id].width)?.[0] ?? 0), 36 + 14);
}
