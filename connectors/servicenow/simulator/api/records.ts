import type { Shape } from '../dictionary/dictionary.js';
import { compileQuery, type CompiledQuery } from '../query/compile.js';
import { select } from '../query/select.js';
import { cell, type Row } from '../store/row.js';
import { linkBase, type Call } from '../transport/call.js';
import { queryDenied, Refusal } from '../transport/refusal.js';
import { renderer, type Mode, type Rendered } from '../values/render.js';
import { pairsQuery } from './pairs.js';
import { countParam, paginationHeaders } from './paging.js';

/** The query of a request, with the terms it drops already judged by the instance's switch. Null: it returns no rows. */
export function requestedQuery(call: Call, shape: Shape): CompiledQuery | null {
  const { instance, actor, now } = call;
  const text = call.params.get('sysparm_query') ?? pairsQuery(call, shape);
  const query = compileQuery(text, shape, { database: instance.database, actor, now });
  if (query.unknown.length > 0) {
    if (instance.quirks.unknownQueryTerm === 'forbidden') throw queryDenied();
    if (instance.quirks.unknownQueryTerm === 'no-rows') return null;
  }
  for (const { path, right } of query.asked) {
    for (const [index, step] of path.steps.entries()) {
      const need = index === path.steps.length - 1 ? right : 'match';
      if (!instance.access.query(actor, step.shape, step.column.name, need)) throw queryDenied();
    }
  }
  return query;
}

export interface Listing {
  readonly rows: readonly Row[];
  readonly headers: Record<string, string>;
}

/** Offset and limit cut before the row rights do, so a page may be short or empty, and the total counts rows nobody may read. */
export function listRows(call: Call, shape: Shape, defaultLimit: number): Listing {
  const { instance, params } = call;
  const limit = countParam(params, 'sysparm_limit', defaultLimit);
  const offset = Math.max(0, countParam(params, 'sysparm_offset', 0));
  const counted = params.get('sysparm_no_count') !== 'true';
  const query = requestedQuery(call, shape);
  const page = query
    ? select(instance.database, shape, query, call.now, { offset, limit, counted })
    : { rows: [], total: counted ? 0 : null };
  const rows = page.rows.filter((row) => instance.access.row(call.actor, shape, 'read', row));
  return { rows, headers: paginationHeaders(call, page.total, offset, limit, page.rows.length) };
}

export function modeOf(call: Call): Mode {
  const mode = call.params.get('sysparm_display_value');
  return mode === 'true' || mode === 'all' ? mode : 'false';
}

/** Sysparm_fields, or null for all columns. */
export function fieldsOf(call: Call): readonly string[] | null {
  const fields = call.params.get('sysparm_fields');
  const names = fields?.split(',').map((one) => one.trim()) ?? [];
  return names.some((one) => one !== '') ? names : null;
}

export function rendererOf(call: Call, shape: Shape): (row: Row) => Rendered {
  const { instance, actor } = call;
  return renderer(instance.shown, shape, {
    mode: modeOf(call),
    excludeLink: call.params.get('sysparm_exclude_reference_link') === 'true',
    links: linkBase(call),
    actor,
    fields: fieldsOf(call),
    readable: (at, column) => instance.access.column(actor, at, column, 'read'),
  });
}

/** Tables must exist and be open to web services. */
export function tableShape(call: Call, name: string): Shape {
  const shape = call.instance.database.dictionary.shape(name);
  const entry = shape && call.instance.database.where('sys_db_object', 'name', name)[0];
  if (!shape || (entry && cell(entry, 'ws_access') === 'false')) throw new Refusal(400, `Invalid table ${name}`);
  return shape;
}
