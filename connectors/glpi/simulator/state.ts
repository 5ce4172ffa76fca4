import type { Clock, Random } from '@passerelle/connector';
import type { Column } from './columns.js';
import type { Profile, Quirks } from './quirks.js';

export type Cell = string | number | null;
/** Instants are milliseconds since 1970; texts are as the release stores them. */
export type Row = Record<string, Cell>;

export interface Shelf {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Map<number, Row>;
  next: number;
  /** Moves with every row that is added, changed or purged. */
  version: number;
  /** Rows by what they hang on. */
  readonly index: ReadonlyMap<string, Map<Cell, Set<Row>>>;
}

/** Columns that rows are looked up by. */
export const indexed = ['tickets_id', 'items_id', 'tickets_id_1', 'tickets_id_2', 'users_id', 'documents_id'];

export interface Session {
  readonly token: string;
  readonly userId: number;
  profileId: number;
  entity: number;
  recursive: boolean;
  readonly zone: string;
  readonly language: 'fr' | 'en';
  lastSeen: number;
  /** Entities below the active one, as long as neither changes. */
  reach?: { readonly key: string; readonly entities: ReadonlySet<number> };
}

export interface Mail {
  readonly event: string;
  readonly to: string;
  readonly toRequester: boolean;
  readonly ticket: number;
  readonly text: string;
}

/** Things that may go wrong, thrown by hand. */
export interface Switches {
  maintenance: boolean;
  databaseDown: boolean;
  /** The next write ends in an empty page: before it had its effect, or after. */
  fatal: 'before' | 'after' | null;
}

/** What a business rule may do to a ticket that is born. */
export type Rule = (
  ticket: Row,
  does: { assign(group: number): void; tie(itemtype: string, id: number): void },
) => void;

export interface State {
  readonly profile: Profile;
  readonly quirks: Quirks;
  readonly clock: Clock;
  readonly random: Random;
  readonly shelves: ReadonlyMap<string, Shelf>;
  readonly sessions: Map<string, Session>;
  /** Passwords and tokens, which no answer ever shows. */
  readonly secrets: Map<number, { password: string | null; token: string | null }>;
  /** Profiles of each user with the entity that they hold from. */
  readonly grants: { readonly userId: number; readonly profileId: number; readonly entity: number }[];
  readonly files: Map<string, Buffer>;
  readonly mails: Mail[];
  readonly switches: Switches;
  /** Business rules: looked at when a ticket has been filled in, before it is stored. */
  readonly rules: Rule[];
}

export function shelf(state: State, itemtype: string): Shelf {
  const found = state.shelves.get(itemtype);
  if (!found) throw new Error(`simulator: no itemtype ${itemtype}`);
  return found;
}

export function rowsOf(state: State, itemtype: string): Row[] {
  return [...shelf(state, itemtype).rows.values()];
}

export function rowOf(state: State, itemtype: string, id: number): Row | null {
  return state.shelves.get(itemtype)?.rows.get(id) ?? null;
}

export function where(state: State, itemtype: string, fits: Readonly<Row>): Row[] {
  const wanted = Object.entries(fits);
  const found: Row[] = [];
  const { rows, index } = shelf(state, itemtype);
  const column = indexed.find((name) => name in fits && index.has(name));
  const near = column === undefined ? rows.values() : (index.get(column)?.get(fits[column] ?? null) ?? []);
  for (const row of near) {
    if (wanted.every(([name, value]) => row[name] === value)) found.push(row);
  }
  return found;
}

/** The second that the request runs in: GLPI keeps nothing finer. */
export function second(state: State): number {
  return Math.floor(state.clock.now().getTime() / 1000) * 1000;
}

/** A row with every column of its itemtype, numbered and kept. Cells that the itemtype does not have are passed over. */
export function keep(state: State, itemtype: string, cells: Readonly<Row>): Row {
  const on = shelf(state, itemtype);
  const given = cells['id'];
  const id = typeof given === 'number' ? given : on.next;
  on.next = Math.max(on.next, id + 1);
  const row: Row = {};
  for (const { name, initial, now } of on.columns) row[name] = cells[name] ?? (now ? second(state) : initial);
  row['id'] = id;
  on.rows.set(id, row);
  for (const [name, values] of on.index) enter(values, row[name] ?? null, row);
  on.version += 1;
  return row;
}

/** Whether anything became another value. */
export function alter(state: State, itemtype: string, row: Row, cells: Readonly<Row>): boolean {
  let changed = false;
  for (const [name, value] of Object.entries(cells)) {
    if (!(name in row) || row[name] === value) continue;
    const values = shelf(state, itemtype).index.get(name);
    values?.get(row[name] ?? null)?.delete(row);
    row[name] = value;
    if (values) enter(values, value, row);
    changed = true;
  }
  if (changed) shelf(state, itemtype).version += 1;
  return changed;
}

export function purge(state: State, itemtype: string, id: number): void {
  const on = shelf(state, itemtype);
  const row = on.rows.get(id);
  if (!row) return;
  on.rows.delete(id);
  for (const [name, values] of on.index) values.get(row[name] ?? null)?.delete(row);
  on.version += 1;
}

function enter(values: Map<Cell, Set<Row>>, value: Cell, row: Row): void {
  const set = values.get(value);
  if (set) set.add(row);
  else values.set(value, new Set([row]));
}

export function listOf(row: Row | null | undefined): Row[] {
  return row ? [row] : [];
}

export function num(row: Readonly<Row> | null | undefined, name: string): number {
  const value = row?.[name];
  return typeof value === 'number' ? value : Number(value ?? 0) || 0;
}

export function str(row: Readonly<Row> | null | undefined, name: string): string {
  const value = row?.[name];
  return value === null || value === undefined ? '' : String(value);
}
