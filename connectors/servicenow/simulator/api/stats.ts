import type { Shape } from '../dictionary/dictionary.js';
import { everyRow } from '../query/select.js';
import { followPath, isNumeric, type Path } from '../query/path.js';
import type { Row } from '../store/row.js';
import type { Answer, Call } from '../transport/call.js';
import { notAllowed, Refusal } from '../transport/refusal.js';
import { showValue } from '../values/display.js';
import { requestedQuery, tableShape } from './records.js';

type Figures = Record<string, unknown>;

/** Aggregate API: no row rights are applied, only the right to the table. All numbers are strings. */
export function statsApi(call: Call): Answer {
  if (call.method !== 'GET') throw notAllowed();
  const shape = tableShape(call, call.path[0] ?? '');
  const { instance } = call;
  if (!instance.access.aggregate(call.actor, shape)) {
    throw new Refusal(403, 'Insufficient rights to query records', `No permission to read table '${shape.name}'`);
  }
  const query = requestedQuery(call, shape);
  const rows = query ? everyRow(instance.database, shape, query, call.now) : [];
  const by = paths(call, shape, 'sysparm_group_by');
  if (by.length === 0) return { status: 200, result: { stats: figures(call, shape, rows) } };

  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((path) => path.value(row)));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const having = readHaving(call.params.get('sysparm_having'));
  const result = [...groups.values()]
    .map((group) => ({
      stats: figures(call, shape, group),
      groupby_fields: by.map((path) => groupField(call, path, group[0] as Row)),
    }))
    .filter((one) => having.every((holds) => holds(one.stats)));
  return { status: 200, result: ordered(call, result) };
}

function paths(call: Call, shape: Shape, param: string): readonly Path[] {
  const names = (call.params.get(param) ?? '').split(',').filter(Boolean);
  return names.flatMap((name) => followPath(call.instance.database, shape, name) ?? []);
}

function figures(call: Call, shape: Shape, rows: readonly Row[]): Figures {
  const out: Figures = {};
  if (call.params.get('sysparm_count') === 'true') out['count'] = String(rows.length);
  for (const kind of ['sum', 'min', 'max', 'avg'] as const) {
    const some = paths(call, shape, `sysparm_${kind}_fields`);
    if (some.length > 0) out[kind] = Object.fromEntries(some.map((path) => [path.name, figure(kind, path, rows)]));
  }
  return out;
}

function figure(kind: 'sum' | 'min' | 'max' | 'avg', path: Path, rows: readonly Row[]): string {
  const values = rows.map(path.value).filter((value) => value !== '');
  if (values.length === 0) return '';
  const numbers = values.map(Number);
  const sum = numbers.reduce((total, n) => total + n, 0);
  if (kind === 'sum') return String(sum);
  if (kind === 'avg') return (sum / numbers.length).toFixed(4);
  const least = kind === 'min';
  if (isNumeric(path.column)) return String(numbers.reduce((a, b) => (a < b === least ? a : b)));
  return values.reduce((a, b) => (a < b === least ? a : b));
}

function groupField(call: Call, path: Path, row: Row): Record<string, string> {
  const value = path.value(row);
  const mode = call.params.get('sysparm_display_value');
  if (mode !== 'true' && mode !== 'all') return { value, field: path.name };
  const display = path.column.reference
    ? path.display(row)
    : showValue(call.instance.shown, path.shape, path.column, { [path.column.name]: value }, call.actor);
  return mode === 'true'
    ? { display_value: display, field: path.name }
    : { display_value: display, value, field: path.name };
}

/** `count^state^>^10`: aggregate, field, operator, value. */
function readHaving(text: string | null): readonly ((stats: Figures) => boolean)[] {
  if (!text) return [];
  return text.split(',').flatMap((one) => {
    const [kind = '', field = '', operator = '', value = ''] = one.split('^');
    return [
      (stats: Figures): boolean => {
        const found = stats[kind];
        const n = Number(typeof found === 'string' ? found : (found as Record<string, string> | undefined)?.[field]);
        const limit = Number(value);
        const outcomes: Readonly<Record<string, boolean>> = {
          '>': n > limit,
          '<': n < limit,
          '>=': n >= limit,
          '<=': n <= limit,
          '=': n === limit,
          '!=': n !== limit,
        };
        return outcomes[operator] ?? true;
      },
    ];
  });
}

/** By the groups' values unless sysparm_order_by names an aggregate or a field; DESC ends the name. */
function ordered<T extends { stats: Figures; groupby_fields: Record<string, string>[] }>(call: Call, groups: T[]): T[] {
  const text = call.params.get('sysparm_order_by') ?? '';
  const descending = /\^?DESC$/i.test(text);
  const name = text.replace(/\^?DESC$/i, '');
  const key = (one: T): string | number => {
    if (name.toLowerCase() === 'count') return Number(one.stats['count'] ?? 0);
    const field = one.groupby_fields.find((entry) => entry['field'] === name) ?? one.groupby_fields[0];
    return field?.['value'] ?? field?.['display_value'] ?? '';
  };
  const sorted = groups.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return descending ? sorted.reverse() : sorted;
}
