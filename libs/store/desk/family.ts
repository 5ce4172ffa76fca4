import type { TicketId } from '@passerelle/ticket';
import { inTransaction, type Wire } from '../wire/session.js';
import { given, kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import type { Sight } from './desk.js';
import { inSight, type Parameter } from './sight.js';

/*
 * Under which other ticket one stands: by hand (`gathered`: the same outage), else where a tool has it under another one
 * (a parent incident, the request of a requested item). Whoever may not see the lead sees no lead.
 */

type Add = (value: Parameter) => string;

const byHand = `(select g.lead from gathered g where g.ticket = l.ticket)`;
/** Numbers are unique within a tool only. */
const byTool = `(select b.ticket from bond b where b.number_key = l.parent_key and b.connection = any(l.connections)
  and b.tombstone is null and b.ticket <> l.ticket order by b.ticket limit 1)`;

const seen = (sight: Sight, alias: string, add: Add): string => ['true', ...inSight(sight, add, alias)].join(' and ');

/** A list of the lead's id, number and title as JSON, and whether it is one by hand; or null. */
export function leadSql(sight: Sight, add: Add): string {
  return `(select json_build_array(p.ticket, p.number, p.title, ${byHand} is not null) from listing p
    where p.ticket = coalesce(${byHand}, ${byTool}) and ${seen(sight, 'p', add)})`;
}

/** Those under the ticket whose id, as SQL, is `lead`. */
const under = (lead: string): string => `select g.ticket from gathered g where g.lead = ${lead}
  union select m.ticket from bond b join listing m on m.parent_key = b.number_key and b.connection = any(m.connections)
    where b.ticket = ${lead} and b.tombstone is null and m.ticket <> ${lead}
      and not exists (select from gathered g where g.ticket = m.ticket)`;

/** How many stand under it. */
export function membersSql(sight: Sight, add: Add): string {
  return `(select count(*) from listing u where u.ticket in (${under('l.ticket')}) and ${seen(sight, 'u', add)})`;
}

/** The lead and all that stand under it; nothing where the lead is not in sight. */
export function familySql(lead: TicketId, sight: Sight, add: Add): string {
  const id = add(kept(lead));
  return `(exists (select from listing p where p.ticket = ${id} and ${seen(sight, 'p', add)})
    and l.ticket in (select ${id}::text union ${under(id)}))`;
}

/**
 * Puts tickets under a lead. What stood under one of them comes along, and who is under another lead leaves it: a lead
 * is under nothing. Returns those that stand under it now.
 */
export async function gather(
  wire: Wire,
  tickets: readonly TicketId[],
  lead: TicketId,
  by: string,
  at: string,
): Promise<readonly TicketId[]> {
  return wire.use((session) =>
    inTransaction(session, 'write', async () => {
      // Two people who gather at once would hang leads under one another.
      await session.run('lock table gathered in share row exclusive mode');
      const { rows } = await session.run('select lead from gathered where ticket = $1', [kept(lead)]);
      const above = rows[0] ? given(rows[0][0] ?? '') : null;
      const real = above === null || tickets.includes(above) ? lead : above;
      const meant = [...new Set(tickets)].filter((id) => id !== real);
      if (meant.length === 0) return [];
      const list = textArray(meant.map(kept));
      await session.run('delete from gathered where ticket = $1', [kept(real)]);
      await session.run('update gathered set lead = $1 where lead = any($2::text[])', [kept(real), list]);
      await session.run(
        `insert into gathered (ticket, lead, "by", at) select t, $1, $3, $4 from unnest($2::text[]) as t
          on conflict (ticket) do update set lead = excluded.lead, "by" = excluded."by", at = excluded.at`,
        [kept(real), list, kept(by), at],
      );
      const all = await session.run('select ticket from gathered where lead = $1 order by 1', [kept(real)]);
      return all.rows.map(([id]) => given(id ?? ''));
    }),
  );
}

/** Takes it out again; false where nobody had put it anywhere. */
export async function release(wire: Wire, ticket: TicketId): Promise<boolean> {
  const { count } = await wire.use((session) => session.run('delete from gathered where ticket = $1', [kept(ticket)]));
  return count > 0;
}

export const followedSql = (reader: string): string =>
  `exists (select from followed f where f.account = ${reader} and f.ticket = l.ticket)`;

export async function follow(wire: Wire, account: string, ticket: TicketId, at: string): Promise<void> {
  await wire.use((session) =>
    session.run('insert into followed (account, ticket, at) values ($1, $2, $3) on conflict do nothing', [
      kept(account),
      kept(ticket),
      at,
    ]),
  );
}

export async function unfollow(wire: Wire, account: string, ticket: TicketId): Promise<void> {
  await wire.use((session) =>
    session.run('delete from followed where account = $1 and ticket = $2', [kept(account), kept(ticket)]),
  );
}
