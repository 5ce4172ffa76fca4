import { foldName } from '@passerelle/ticket';
import { kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import type { Asked, ListingFilter, Sight } from './desk.js';
import { familySql, followedSql } from './family.js';
import { inSight, type Parameter } from './sight.js';
import { querySql, searchOf } from './words.js';

/** Conditions on `listing as l`, with their parameters. */
export interface Where {
  readonly sql: string;
  readonly values: Parameter[];
  /** The words that are looked for, as SQL; null where nothing is. */
  readonly query: string | null;
}

/** What somebody may see, and what they ask for. There is no way to list tickets that does not go through here. */
export function whereOf({ sight, filter, reader, now }: Asked): Where {
  const values: Parameter[] = [];
  const add = (value: Parameter): string => `$${values.push(value)}`;
  const conditions = [...inSight(sight, add), ...choices(filter, sight, add)];
  const { open, escalated, turn, unread, overdue, followed, lead, travel, asset, text, tickets } = filter;
  const yes = (wanted: boolean, sql: string): string => (wanted ? sql : `not (${sql})`);
  if (open !== undefined) conditions.push(yes(open, 'l.open'));
  if (escalated !== undefined) conditions.push(yes(escalated, `l.escalation <> 'none'`));
  if (turn !== undefined) conditions.push(`l.turn = ${add(turn)}`);
  if (overdue !== undefined) conditions.push(yes(overdue, `l.open and l.due is not null and l.due < ${add(now)}`));
  if (unread !== undefined) conditions.push(yes(unread, unreadSql(add(kept(reader)))));
  if (followed !== undefined) conditions.push(yes(followed, followedSql(add(kept(reader)))));
  if (lead !== undefined) conditions.push(familySql(lead, sight, add));
  if (travel) conditions.push(`(${travel.map((one) => travels[one]).join(' or ')})`);
  if (asset) conditions.push(`l.assets && ${add(textArray(asset.map((one) => kept(foldName(one)))))}::text[]`);
  if (tickets) conditions.push(`l.ticket = any(${add(textArray(tickets.map(kept)))}::text[])`);
  for (const [column, sign, value] of [
    ['created_key', '>=', filter.createdFrom],
    ['created_key', '<', filter.createdBefore],
    ['updated_key', '>=', filter.updatedFrom],
    ['updated_key', '<', filter.updatedBefore],
  ] as const)
    if (value !== undefined) conditions.push(`l.${column} ${sign} ${add(value)}`);
  let query: string | null = null;
  if (text !== undefined && text.trim() !== '') {
    const [first] = searchOf(text).map((one) => values.push(kept(one)));
    query = querySql(first ?? 0);
    conditions.push(`l.${sight.internal ? 'all_words' : 'public_words'} @@ ${query}`);
  }
  return { sql: conditions.length === 0 ? 'true' : conditions.join(' and '), values, query };
}

export const unreadSql = (reader: string): string =>
  `not exists (select from seen s where s.account = ${reader} and s.ticket = l.ticket and s.revision >= l.revision)`;

const open = (state: string): string => `exists (select from outbox o where o.ticket = l.ticket and ${state})`;
const travels = {
  stuck: `l.ticket in (select o.ticket from outbox o where o.state = 'dead')`,
  awaiting: `l.ticket in (select o.ticket from outbox o where o.state in ('queued', 'in_flight'))`,
  synced: `not ${open(`o.state <> 'obeyed'`)}`,
} as const;
export const travelSql = `case when ${open(`o.state = 'dead'`)} then 'stuck'
  when ${open(`o.state in ('queued', 'in_flight')`)} then 'awaiting' else 'synced' end`;

const columns = {
  status: 'status',
  kind: 'kind',
  team: 'team',
  agent: 'agent',
  requester: 'requester',
  priority: 'priority',
  site: 'site',
  approval: 'approval',
} as const;

function choices(filter: ListingFilter, { connections }: Sight, add: (value: Parameter) => string): string[] {
  const conditions: string[] = [];
  for (const [name, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
    const wanted: readonly (string | number | null)[] | undefined = filter[name];
    if (!wanted) continue;
    const some = wanted.filter((one) => one !== null).map((one) => kept(String(one)));
    const cast = name === 'priority' ? 'int[]' : 'text[]';
    const array = name === 'priority' ? `{${some.join(',')}}` : textArray(some);
    const either = [
      ...(some.length > 0 ? [`l.${column} = any(${add(array)}::${cast})`] : []),
      ...(wanted.includes(null) ? [`l.${column} is null`] : []),
    ];
    conditions.push(either.length === 0 ? 'false' : `(${either.join(' or ')})`);
  }
  if (filter.connection) {
    const reached = filter.connection.filter((name) => connections === null || connections.includes(name));
    conditions.push(`l.connections && ${add(textArray(reached.map(kept)))}::text[]`);
  }
  if (filter.category) {
    const either = filter.category.map((one) => {
      if (one === null) return 'l.category is null';
      const word = add(kept(one));
      return `(l.category = ${word} or starts_with(l.category, ${word} || '.'))`;
    });
    conditions.push(either.length === 0 ? 'false' : `(${either.join(' or ')})`);
  }
  return conditions;
}
