import type { Database } from '../store/database.js';
import { logOf, type Stored } from '../store/stored.js';
import { parseOql, type Expression, type Select } from './parse.js';
import { OqlError } from './tokens.js';

type Row = ReadonlyMap<string, Stored>;
type Cell = string | number | null;

export interface OqlSettings {
  readonly database: Database;
  /** NOW() of the database server, whose session zone iTop never sets: not the zone of the stored dates. */
  readonly databaseNow: () => string;
  /** A database time with so many seconds added. */
  readonly shift: (local: string, seconds: number) => string;
  readonly value: (object: Stored, code: string) => unknown;
  readonly visible: (object: Stored) => boolean;
}

/** Without case and accents, as the collation of the database compares. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();
}

/** Objects that an OQL query selects, and the class that it selects from. */
export function evaluateOql(query: string, settings: OqlSettings): { className: string; found: Stored[] } {
  const selects = parseOql(query);
  for (const select of selects) checkNames(query, select, settings);
  const found = new Map<string, Stored>();
  for (const select of selects)
    for (const object of run(select, settings)) found.set(`${object.class}::${object.id}`, object);
  const wanted = selects[0]?.sources.find(({ alias }) => alias === selects[0]?.wanted);
  return { className: wanted?.className ?? '', found: [...found.values()] };
}

function checkNames(query: string, select: Select, settings: OqlSettings): void {
  const { model } = settings.database;
  for (const { className, at } of select.sources)
    if (!model.find(className))
      throw new OqlError(
        'OqlNormalizeException',
        `Unknown class - found '${className}' at ${at} in '${query}', expecting {…}`,
      );
  const visit = (expression: Expression): void => {
    if (expression.kind === 'column') {
      const source = select.sources.find(({ alias }) => expression.alias === null || alias === expression.alias);
      const className = source?.className ?? '';
      if (!source || !columns(settings, className).includes(expression.code)) {
        throw new OqlError(
          'OqlNormalizeException',
          `Unknown filter code - found '${expression.code}' at ${expression.at} in '${query}', expecting {${columns(settings, className).join(', ')}}, I would suggest to use ''`,
        );
      }
    } else if (expression.kind === 'call') expression.of.forEach(visit);
    else if (expression.kind === 'not') visit(expression.of);
    else if (expression.kind === 'binary') [expression.left, expression.right].forEach(visit);
    else if (expression.kind === 'in') {
      visit(expression.left);
      for (const each of expression.list) if (each.kind === 'select') checkNames(query, each, settings);
    }
  };
  if (select.where) visit(select.where);
}

function columns({ database }: OqlSettings, className: string): string[] {
  const attributes = database.model.attributesOf(className).filter(({ kind }) => kind !== 'links');
  return [
    'finalclass',
    'friendlyname',
    ...attributes.flatMap(({ code, kind, flag }) => [
      code,
      ...(kind === 'key' ? [`${code}_friendlyname`, ...(flag ? [`${code}_obsolescence_flag`] : [])] : []),
    ]),
    'id',
  ];
}

function run(select: Select, settings: OqlSettings): Stored[] {
  const { database } = settings;
  const [first, ...joins] = select.sources;
  if (!first) return [];
  let rows: Row[] = database
    .all(first.className)
    .filter((each) => settings.visible(each))
    .map((each) => new Map([[first.alias, each]]));
  for (const { className, alias, on } of joins) {
    const all = database.all(className);
    rows = rows.flatMap((row) =>
      all.flatMap((each) => {
        const joined = new Map([...row, [alias, each]]);
        const fits = on && compare(cell(on.left, joined, settings), cell(on.right, joined, settings)) === 0;
        return fits ? [joined] : [];
      }),
    );
  }
  const { where } = select;
  const kept = where === null ? rows : rows.filter((row) => truth(where, row, settings));
  return kept.flatMap((row) => row.get(select.wanted) ?? []);
}

function truth(expression: Expression, row: Row, settings: OqlSettings): boolean {
  if (expression.kind === 'not') return !truth(expression.of, row, settings);
  if (expression.kind === 'in') {
    const left = cell(expression.left, row, settings);
    const literals = literalsOf(expression);
    if (literals) return literals.has(typeof left === 'number' ? left : folded(left ?? '')) !== expression.not;
    const [nested] = expression.list;
    const values =
      nested?.kind === 'select'
        ? run(nested, settings).map(({ id }): Cell => id)
        : expression.list.map((each) => (each.kind === 'select' ? null : cell(each, row, settings)));
    const among = values.some((each) => compare(left, each) === 0);
    return among !== expression.not;
  }
  if (expression.kind === 'call' && expression.name === 'ISNULL') {
    const value = expression.of[0] ? cell(expression.of[0], row, settings) : null;
    return value === null || value === '';
  }
  if (expression.kind !== 'binary') return Boolean(Number(cell(expression, row, settings)));
  const { sign, left, right } = expression;
  if (sign === 'AND') return truth(left, row, settings) && truth(right, row, settings);
  if (sign === 'OR') return truth(left, row, settings) || truth(right, row, settings);
  const a = cell(left, row, settings);
  const b = cell(right, row, settings);
  // In SQL nothing compares with NULL, and an unset date is one.
  if (a === null || b === null) return false;
  if (sign === 'LIKE') return like(String(a), String(b));
  const order = compare(a, b);
  if (sign === '=') return order === 0;
  if (sign === '!=' || sign === '<>') return order !== 0;
  if (sign === '<') return order < 0;
  if (sign === '<=') return order <= 0;
  return sign === '>' ? order > 0 : order >= 0;
}

const lists = new WeakMap<Expression, ReadonlySet<string | number> | null>();

/** The values of a list that holds nothing else, both as numbers and as texts; a thousand of them are common. */
function literalsOf(expression: Extract<Expression, { kind: 'in' }>): ReadonlySet<string | number> | null {
  const known = lists.get(expression);
  if (known !== undefined) return known;
  const values = expression.list.map((each) => (each.kind === 'literal' ? each.value : null));
  const set = values.includes(null)
    ? null
    : new Set(values.flatMap((each) => [Number(each), folded(String(each))].filter((one) => !Number.isNaN(one))));
  lists.set(expression, set);
  return set;
}

function compare(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : 1;
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const [one, other] = [folded(a), folded(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function like(value: string, pattern: string): boolean {
  const parts = folded(pattern)
    .replace(/[.+?^${}()|[\]\\*]/g, '\\$&')
    .replaceAll('%', '[\\s\\S]*')
    .replaceAll('_', '[\\s\\S]');
  return new RegExp(`^${parts}$`).test(folded(value));
}

const seconds: Readonly<Record<string, number>> = { SECOND: 1, MINUTE: 60, HOUR: 3_600, DAY: 86_400 };

function cell(expression: Expression, row: Row, settings: OqlSettings): Cell {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'column') {
    const object = expression.alias === null ? [...row.values()][0] : row.get(expression.alias);
    return object ? columnOf(object, expression.code, settings) : null;
  }
  if (expression.kind !== 'call') return truth(expression, row, settings) ? 1 : 0;
  const [first, second] = expression.of;
  if (expression.name === 'NOW') return settings.databaseNow();
  if ((expression.name === 'DATE_SUB' || expression.name === 'DATE_ADD') && first && second?.kind === 'call') {
    const amount = Number(second.of[0] ? cell(second.of[0], row, settings) : 0) * (seconds[second.unit ?? ''] ?? 1);
    return settings.shift(String(cell(first, row, settings)), expression.name === 'DATE_SUB' ? -amount : amount);
  }
  return null;
}

function columnOf(object: Stored, code: string, { database, value }: OqlSettings): Cell {
  if (code === 'id') return object.id;
  const attribute = database.model.attribute(object.class, code);
  if (attribute?.kind === 'caselog')
    return logOf(object, code)
      .map(({ html }) => html)
      .join('\n');
  const shown = value(object, code);
  if (attribute?.kind === 'key' || attribute?.kind === 'objectkey' || attribute?.kind === 'integer')
    return Number(shown);
  if (attribute?.kind === 'datetime' && shown === '') return null;
  return typeof shown === 'string' || typeof shown === 'number' ? shown : null;
}
