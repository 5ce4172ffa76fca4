import type { Changes } from '@passerelle/sync';
import type { Session } from '../wire/session.js';
import { kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { given } from './table.js';

interface Tie {
  readonly connection: string;
}

/** Whatever tied these tickets to one connection goes; the tickets stay. */
export async function forget(session: Session, ties: NonNullable<Changes['forgotten']>): Promise<void> {
  const tables = ['outbox', 'entry_bond', 'attachment_bond', 'bond'];
  await Promise.all(tables.map((table) => remove(session, table, 'ticket', ties, ({ ticket }) => ticket)));
}

export async function resume(session: Session, resumed: NonNullable<Changes['resumed']>): Promise<void> {
  await remove(session, 'postponed', 'native', resumed, ({ native }) => native);
}

export async function stopTimers(session: Session, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await session.run('delete from timer where id = any($1::text[])', [textArray(ids.map(kept))]);
}

export async function unpause(session: Session, scopes: readonly string[]): Promise<void> {
  if (scopes.length === 0) return;
  await session.run('delete from pause where scope = any($1::text[])', [textArray(scopes.map(kept))]);
}

export async function release(session: Session, released: NonNullable<Changes['released']>): Promise<void> {
  await remove(session, 'quarantine', 'native', released, ({ native }) => native);
}

async function remove<T extends Tie>(
  session: Session,
  table: string,
  column: string,
  rows: readonly T[],
  value: (row: T) => string,
): Promise<void> {
  if (rows.length === 0) return;
  await session.run(`delete from ${table} d using ${given(2)} where d.connection = x.c0 and d.${column} = x.c1`, [
    textArray(rows.map(({ connection }) => kept(connection))),
    textArray(rows.map((row) => kept(value(row)))),
  ]);
}
