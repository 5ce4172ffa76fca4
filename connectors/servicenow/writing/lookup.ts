import type { NativeId, Told } from '@passerelle/connector';
import type { Place } from '../id.js';
import { any, is } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';
import { rowsOf } from '../wire/rows.js';
import type { Writer } from './step.js';

export type Looked =
  | { readonly kind: 'found'; readonly row: Row }
  /** Counted, but hidden by access rules: a GET of the record itself would say 404, as of one that is not there. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'missing' };

export function hidden(id: NativeId): Told {
  return { fr: `${id} est là, mais caché au compte`, en: `${id} is there, but hidden from the account` };
}

/** The record under a sys_id, or under a correlation id where the instance took no sys_id of ours. */
export async function recordOf(
  { instance, layouts }: Writer,
  { table, sysId }: Place,
  correlation: string | null = null,
  signal?: AbortSignal,
): Promise<Looked> {
  const query =
    correlation === null ? is('sys_id', sysId) : any([is('sys_id', sysId), is('correlation_id', correlation)]);
  const fields = layouts(table).fields;
  const found = await rowsOf(instance, { of: table, query, fields, limit: 10, both: true }, signal);
  // A column that the instance does not know is dropped from the question, and then any rows come: they are not believed.
  const row =
    found.rows.find((one) => text(one, 'sys_id') === sysId) ??
    found.rows.find((one) => correlation !== null && text(one, 'correlation_id') === correlation);
  if (row) return { kind: 'found', row };
  return { kind: found.rows.length === 0 && (found.total ?? 0) > 0 ? 'hidden' : 'missing' };
}
