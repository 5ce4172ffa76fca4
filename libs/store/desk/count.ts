import type { Wire } from '../wire/session.js';
import { given, givenOrNull, kept } from '../wire/text.js';
import type { Asked, Bucket, Counted, Facet, Keyed, Sight } from './desk.js';
import { inSight, type Parameter } from './sight.js';
import { whereOf } from './where.js';

/** So many buckets of each kind are told, the largest. */
const most = 200;

/**
 * Facets of few words are counted together, by what they are together, and taken apart here: a hash for each of them over
 * all tickets is what counting costs.
 */
const few: readonly Facet[] = ['status', 'kind', 'priority', 'approval', 'turn'];

/** One look at the list for all that is counted; what is in several tools counts in each. */
export async function count(wire: Wire, asked: Asked, by: readonly Facet[]): Promise<Counted> {
  const { sql, values } = whereOf(asked);
  const together = few.filter((facet) => by.includes(facet));
  const alone = by.filter((facet) => facet !== 'connection' && !few.includes(facet));
  const columns = [...together, ...alone].map((facet) => `l.${facet}`);
  const sets = [
    '()',
    ...(together.length > 0 ? [columns.slice(0, together.length).join(', ')] : []),
    ...columns.slice(together.length),
  ];
  const [totals, connections] = await wire.use((session) =>
    Promise.all([
      session.run(
        `select ${columns.length === 0 ? '0' : `grouping(${columns.join(', ')})`},
           ${columns.map((column) => `${column}::text, `).join('')} count(*),
           ${alone.includes('agent') ? 'min(l.agent_name)' : 'null'}
         from listing l where ${sql} group by grouping sets (${sets.map((set) => (set === '()' ? set : `(${set})`)).join(', ')})`,
        values,
      ),
      by.includes('connection')
        ? session.run(
            `select c, count(*) from listing l cross join unnest(l.connections) as c where ${sql} group by c order by 2 desc`,
            values,
          )
        : { rows: [] },
    ]),
  );
  const buckets = new Map<Facet, Map<string | null, Bucket>>(by.map((facet) => [facet, new Map()]));
  const add = (facet: Facet, key: string | null, name: string | null, sum: number): void => {
    const rows = buckets.get(facet);
    rows?.set(key, { key, name: key === null ? null : name, count: (rows.get(key)?.count ?? 0) + sum });
  };
  let total = 0;
  for (const row of totals.rows) {
    const sum = Number(row.at(-2));
    // The leftmost column has the highest bit; those that are grouped by have none.
    const grouped = columns.map((_, index) => (Number(row[0]) & (1 << (columns.length - 1 - index))) === 0);
    const key = (index: number): string | null => givenOrNull(row[index + 1] ?? null);
    if (!grouped.includes(true)) total = sum;
    else if (together.length > 0 && grouped[0])
      for (const [index, facet] of together.entries()) add(facet, key(index), key(index), sum);
    else {
      const index = grouped.indexOf(true);
      const facet = alone[index - together.length];
      if (facet) add(facet, key(index), facet === 'agent' ? givenOrNull(row.at(-1) ?? null) : key(index), sum);
    }
  }
  const { connections: reached } = asked.sight;
  for (const [name, sum] of connections.rows) {
    const key = given(name ?? '');
    if (reached === null || reached.includes(key)) add('connection', key, key, Number(sum));
  }
  const sorted = [...buckets].map(
    ([facet, rows]) => [facet, [...rows.values()].toSorted((a, b) => b.count - a.count).slice(0, most)] as const,
  );
  return { total, by: Object.fromEntries(sorted) };
}

const inUse = {
  team: ['l.team', 'l.team'],
  agent: ['l.agent', 'min(l.agent_name)'],
  site: ['l.site', 'l.site'],
  category: ['l.category', 'l.category'],
} as const;

export async function used(wire: Wire, sight: Sight): Promise<Readonly<Record<keyof typeof inUse, readonly Keyed[]>>> {
  const lists = await wire.use((session) =>
    Promise.all(
      Object.values(inUse).map(([key, name]) => {
        const values: Parameter[] = [];
        const where = ['true', ...inSight(sight, (value) => `$${values.push(value)}`)].join(' and ');
        const sql = `select ${key}, ${name} from listing l where ${where} and ${key} is not null
          group by ${key} order by count(*) desc limit 1000`;
        return session.run(sql, values);
      }),
    ),
  );
  const keyed = lists.map(({ rows }) =>
    rows.map(([key, name]): Keyed => ({ key: given(key ?? ''), name: given(name ?? key ?? '') })),
  );
  return { team: keyed[0] ?? [], agent: keyed[1] ?? [], site: keyed[2] ?? [], category: keyed[3] ?? [] };
}

/** By a part of a name, address or login. */
export async function people(wire: Wire, sight: Sight, text: string, limit: number): Promise<readonly Keyed[]> {
  const values: Parameter[] = [kept(text.trim())];
  const where = ['true', ...inSight(sight, (value) => `$${values.push(value)}`)].join(' and ');
  const of = (key: string): string => `select l.${key} as key, l.${key}_name as name from listing l
    where ${where} and l.${key} is not null
      and (strpos(lower(unaccent(l.${key}_name)), lower(unaccent($1))) > 0 or strpos(l.${key}, lower(unaccent($1))) > 0)`;
  const { rows } = await wire.use((session) =>
    session.run(
      `select key, min(name) from (${of('requester')} union all ${of('agent')}) as found
        group by key order by count(*) desc, key limit $${values.push(limit)}`,
      values,
    ),
  );
  return rows.map(([key, name]) => ({ key: given(key ?? ''), name: given(name ?? '') }));
}

export async function assets(
  wire: Wire,
  sight: Sight,
  text: string,
  limit: number,
): Promise<readonly (Keyed & { readonly tickets: number })[]> {
  const values: Parameter[] = [kept(text.trim())];
  const where = ['true', ...inSight(sight, (value) => `$${values.push(value)}`)].join(' and ');
  const { rows } = await wire.use((session) =>
    session.run(
      `select a, count(*) from listing l cross join unnest(l.assets) as a
        where ${where} and strpos(a, lower(unaccent($1))) > 0 group by a order by 2 desc, 1 limit $${values.push(limit)}`,
      values,
    ),
  );
  return rows.map(([key, sum]) => ({ key: given(key ?? ''), name: given(key ?? ''), tickets: Number(sum) }));
}

export async function see(wire: Wire, account: string, ticket: string, revision: number, at: string): Promise<void> {
  await wire.use((session) =>
    session.run(
      `insert into seen (account, ticket, revision, at) values ($1, $2, $3, $4)
        on conflict (account, ticket) do update set revision = excluded.revision, at = excluded.at
        where seen.revision <= excluded.revision`,
      [kept(account), kept(ticket), revision, at],
    ),
  );
}

export async function forgetSeen(wire: Wire, account: string, ticket: string): Promise<void> {
  await wire.use((session) =>
    session.run('delete from seen where account = $1 and ticket = $2', [kept(account), kept(ticket)]),
  );
}

export async function lastMade(wire: Wire): Promise<number> {
  const { rows } = await wire.use((session) => session.run('select coalesce(max(seq), 0) from listing'));
  return Number(rows[0]?.[0] ?? 0);
}

export async function madeSince(
  wire: Wire,
  since: number,
  limit: number,
): Promise<{ readonly tickets: readonly string[]; readonly last: number }> {
  const { rows } = await wire.use((session) =>
    session.run('select ticket, seq from listing where seq > $1 order by seq limit $2', [since, limit]),
  );
  return { tickets: rows.map(([id]) => given(id ?? '')), last: Number(rows.at(-1)?.[1] ?? since) };
}
