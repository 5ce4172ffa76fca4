import type { Shape } from '../dictionary/dictionary.js';
import { predicate } from './conditions.js';
import type { Predicate, QuerySession } from './session.js';
import { parseQuery, textSearch, type Condition } from './parse.js';
import { followPath, type Path } from './path.js';

export interface CompiledCondition {
  readonly path: Path | null;
  readonly condition: Condition;
  readonly holds: Predicate;
}

/** A column that a query looks at: equality and the like need query_match, everything else and sorting query_range. */
export interface Asked {
  readonly path: Path;
  readonly right: 'match' | 'range';
}

export interface CompiledQuery {
  readonly groups: readonly (readonly (readonly CompiledCondition[])[])[];
  readonly sorts: readonly { readonly path: Path; readonly descending: boolean }[];
  /** Terms that name no column or no operator. */
  readonly unknown: readonly string[];
  readonly asked: readonly Asked[];
  readonly matches: Predicate;
}

// Query ACL page of the documentation: these operators need query_match only.
const matchOperators: ReadonlySet<string> = new Set([
  '=',
  '!=',
  'IN',
  'NOT IN',
  'NOTIN',
  'SAMEAS',
  'NSAMEAS',
  'ANYTHING',
  'EMPTYSTRING',
  'ISEMPTY',
  'ISNOTEMPTY',
]);

export function compileQuery(text: string, shape: Shape, session: QuerySession): CompiledQuery {
  const parsed = parseQuery(text);
  const unknown: string[] = [];
  const asked: Asked[] = [];

  const compile = (one: Condition | string): CompiledCondition | null => {
    if (typeof one === 'string') {
      unknown.push(one);
      return null;
    }
    if (one.field === textSearch) return { path: null, condition: one, holds: containing(shape, one.value) };
    const path = followPath(session.database, shape, one.field);
    const holds = path && predicate(one, path, session);
    if (!path || !holds) {
      unknown.push(`${one.field}${one.operator}${one.value}`);
      return null;
    }
    asked.push({ path, right: matchOperators.has(one.operator) ? 'match' : 'range' });
    return { path, condition: one, holds };
  };

  // A term that cannot be read is dropped and the rest runs; alone it lets every row through.
  const groups = parsed.groups
    .map((group) => group.map((any) => any.flatMap((one) => compile(one) ?? [])).filter((any) => any.length > 0))
    .filter((group) => group.length > 0);
  const sorts = parsed.sorts.flatMap((sort) => {
    const path = followPath(session.database, shape, sort.field);
    if (!path) {
      unknown.push(`ORDERBY${sort.field}`);
      return [];
    }
    asked.push({ path, right: 'range' });
    return [{ path, descending: sort.descending }];
  });
  return { groups, sorts, unknown, asked, matches: combine(groups) };
}

function combine(groups: CompiledQuery['groups']): Predicate {
  const any = (conditions: readonly CompiledCondition[]): Predicate => {
    const [only, ...others] = conditions.map((one) => one.holds);
    if (only && others.length === 0) return only;
    return (row) => conditions.some((one) => one.holds(row));
  };
  const ways = groups.map((group) => {
    const all = group.map(any);
    return (row: Parameters<Predicate>[0]): boolean => all.every((holds) => holds(row));
  });
  const [only] = ways;
  if (!only) return () => true;
  return ways.length === 1 ? only : (row) => ways.some((holds) => holds(row));
}

function containing(shape: Shape, text: string): Predicate {
  const wanted = text.toLowerCase();
  const names = [...shape.columns.values()].filter((one) => one.kind === 'string').map((one) => one.name);
  return (row) => names.some((name) => row[name]?.toLowerCase().includes(wanted));
}
