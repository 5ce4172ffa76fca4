/**
 * Encoded queries (product documentation, "Operators available for filters and queries"). Everything that reaches one goes
 * through these functions: a caret in a value would otherwise begin another condition, and a value that begins with
 * `javascript:` would be run by the instance.
 */
export type Query = string & { readonly encoded: true };

export function is(field: string, value: string): Query {
  return condition(field, '=', value);
}
export function above(field: string, value: string): Query {
  return condition(field, '>', value);
}
export function atLeast(field: string, value: string): Query {
  return condition(field, '>=', value);
}
export function contains(field: string, value: string): Query {
  return condition(field, 'LIKE', value);
}
export function ascending(field: string): Query {
  return `ORDERBY${name(field)}` as Query;
}

/** One of several values. A comma ends a value of IN, so those that hold one become conditions of their own. */
export function oneOf(field: string, values: readonly string[]): Query {
  if (values.length === 0) throw new Error(`expected at least one value for ${field}: IN () would match every row`);
  const listed = values.filter((value) => !value.includes(','));
  const single = values.filter((value) => value.includes(','));
  const first = listed.length > 0 ? [`${name(field)}IN${listed.map(literal).join(',')}`] : [];
  return [...first, ...single.map((value) => is(field, value))].join('^OR') as Query;
}

/** All of them. */
export function all(...queries: readonly Query[]): Query {
  return queries.join('^') as Query;
}

/** Any of them; each is a whole group, and sort clauses stand once, after the last. */
export function any(groups: readonly Query[], ...sorted: readonly Query[]): Query {
  return [groups.join('^NQ'), ...sorted].join('^') as Query;
}

/** The user whose credentials the request carries. */
export function isMyself(field: string): Query {
  return `${name(field)}=javascript:gs.getUserID()` as Query;
}

/** Whether a value can stand in a query at all. */
export function expressible(value: string): boolean {
  return value !== '' && !/^\s*javascript:/i.test(value);
}

function condition(field: string, operator: string, value: string): Query {
  return `${name(field)}${operator}${literal(value)}` as Query;
}

function name(field: string): string {
  if (!/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(field)) throw new Error(`expected a column name, «${field}» came`);
  return field;
}

function literal(value: string): string {
  if (!expressible(value)) throw new Error('expected a value that is neither empty nor a script');
  return value.replaceAll('^', '^^');
}

/** Lists whose members, URL-encoded, take at most `budget` characters each. */
export function chunksOf(values: readonly string[], budget = urlBudget): string[][] {
  const chunks: string[][] = [];
  let room = 0;
  for (const value of values) {
    const size = encodeURIComponent(value).length + 3;
    const open = chunks.at(-1);
    if (open && size <= room) open.push(value);
    else {
      chunks.push([value]);
      room = budget;
    }
    room -= size;
  }
  return chunks;
}

/** For the values of one URL, whose other parts take 2,500 at most: above about 8 kB proxies answer 414 (PySNC leaves GET at 10,000, the itsm collection at 2,048). */
export const urlBudget = 5000;
