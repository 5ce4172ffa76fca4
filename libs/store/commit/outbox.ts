import { Inconsistent, sinceEver, type Changes, type Intent } from '@passerelle/sync';
import type { Session } from '../wire/session.js';
import { given as original, kept, keptOrNull } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { given, slices, type Column, type Table } from './table.js';

export const intents: Table<Intent> = {
  name: 'outbox',
  columns: [
    { name: 'key', value: ({ key }) => kept(key) },
    { name: 'connection', value: ({ connection }) => kept(connection) },
    { name: 'ticket', value: ({ ticket }) => kept(ticket) },
    { name: 'act', type: 'json', value: ({ act }) => JSON.stringify(act) },
    { name: 'position', type: 'int', value: ({ position }) => String(position) },
    { name: 'route', value: ({ route }) => kept(route) },
    { name: 'run', value: ({ run }) => kept(run) },
    { name: 'state', value: () => 'queued' },
    { name: 'due', value: () => sinceEver },
    { name: 'tries', type: 'int', value: () => '0' },
    { name: 'attempts', type: 'json[]', value: () => '{}' },
    { name: 'urgent', type: 'boolean', value: ({ urgent }) => String(urgent === true) },
  ],
  conflict: 'on conflict (key) do nothing',
};

type Sent = NonNullable<Changes['attempts']>[number];
type Resolved = NonNullable<Changes['resolutions']>[number];

/*
 * The state is asked in a form that no index serves: before the first ANALYZE the planner takes what is queued for a
 * handful, and would walk through all of it rather than look each key up.
 */
const sendSql = `update outbox o
  set state = 'in_flight', tries = o.tries + 1, attempts = array_append(o.attempts, x.c1::json)
  from ${given(2)} where o.key = x.c0 and case when o.state = 'queued' then true else false end returning o.key`;

const resolveSql = `update outbox o
  set state = x.c1, due = coalesce(x.c2, o.due), trouble_kind = x.c3, trouble_message = x.c4, trouble_french = x.c5,
    since = coalesce(x.c6, o.since),
    attempts = case when x.c1 = 'obeyed' then '{}' else o.attempts end, urgent = o.urgent and x.c1 <> 'obeyed'
  from ${given(7)} where o.key = x.c0 and (o.state <> 'obeyed' or x.c1 = 'obeyed') returning o.key`;

/** Claims: a row is changed only while it is queued, so of two that send the same intent one does. */
export async function addAttempts(session: Session, attempts: readonly Sent[]): Promise<void> {
  const left = await change(session, sendSql, attempts, [
    { value: ({ key }) => kept(key) },
    { value: ({ attempt }) => JSON.stringify(attempt) },
  ]);
  if (left === null) return;
  const state = (await stateOf(session, left)) ?? 'not here';
  throw new Inconsistent(`expected the intent ${left} to be queued before it is sent, it is ${state}`);
}

/** What is obeyed stays so. */
export async function addResolutions(session: Session, resolutions: readonly Resolved[]): Promise<void> {
  const left = await change(session, resolveSql, resolutions, [
    { value: ({ key }) => kept(key) },
    { value: ({ state }) => state },
    { value: ({ due }) => due ?? null },
    { value: ({ trouble }) => trouble?.kind ?? null },
    { value: ({ trouble }) => keptOrNull(trouble?.message.en ?? null) },
    { value: ({ trouble }) => keptOrNull(trouble?.message.fr ?? null) },
    { value: ({ at }) => at ?? null },
  ]);
  if (left === null) return;
  const state = await stateOf(session, left);
  throw new Inconsistent(
    state === undefined
      ? `expected the resolved intent ${left} to be kept, it is not here`
      : `expected the intent ${left} to stay ${state}, it was to be something else`,
  );
}

/** The first key that the statement did not change; null when it changed every row once. */
async function change<T extends { readonly key: string }>(
  session: Session,
  sql: string,
  rows: readonly T[],
  columns: readonly Pick<Column<T>, 'value'>[],
): Promise<string | null> {
  if (rows.length === 0) return null;
  const answers = await Promise.all(slices(rows, columns).map((cells) => session.run(sql, cells.map(textArray))));
  const changed = new Set(answers.flatMap((answer) => answer.rows.map(([key]) => original(key ?? ''))));
  return changed.size === rows.length ? null : (rows.find(({ key }) => !changed.has(key))?.key ?? null);
}

async function stateOf(session: Session, key: string): Promise<string | undefined> {
  const { rows } = await session.run('select state from outbox where key = $1', [kept(key)]);
  return rows[0]?.[0] ?? undefined;
}
