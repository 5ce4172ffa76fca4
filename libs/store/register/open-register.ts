import type { Duplicate, Erased, Register, Tries } from '@passerelle/sync';
import { linksBy } from '../read/person-links.js';
import type { Row, Wire } from '../wire/session.js';
import { given, givenOrNull, kept, keptOrNull } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { held, rewrite } from './held.js';
import { openPlaces } from './places.js';

/** The register on PostgreSQL: few rows, seldom asked, each statement by itself. */
export function openRegister(wire: Wire): Register {
  const run = (sql: string, values: Parameters<Parameters<Parameters<Wire['use']>[0]>[0]['run']>[1] = []) =>
    wire.use((session) => session.run(sql, values));
  return {
    ...openPlaces(wire),
    links: (wanted) => linksBy(wire, wanted),
    tries: async (scopes) => {
      const { rows } = await run('select scope, failures, since from failed_try where scope = any($1::text[])', [
        textArray(scopes.map(kept)),
      ]);
      return new Map(rows.map(([scope, failures, since]) => [given(scope ?? ''), triesOf(failures, since)]));
    },
    failed: async (scopes, now, notBefore) => {
      // In one order, so that two that fail at once do not wait for each other.
      await run(
        `insert into failed_try as f (scope, failures, since)
          select scope, 1, $2 from unnest($1::text[]) as x(scope) order by scope
          on conflict (scope) do update set
            failures = case when f.since < $3 then 1 else f.failures + 1 end,
            since = case when f.since < $3 then excluded.since else f.since end`,
        [textArray([...new Set(scopes)].map(kept)), now, notBefore],
      );
      await run('delete from failed_try where since < $1', [notBefore]);
    },
    settle: async (name, proposal) => {
      await run('insert into setting (name, value) values ($1, $2) on conflict (name) do nothing', [name, proposal]);
      const { rows } = await run('select value from setting where name = $1', [name]);
      return given(rows[0]?.[0] ?? proposal);
    },
    erased: async () => (await run('select key, person, at, by from erased order by key')).rows.map(erasedOf),
    erase: async (keys) => {
      await run(
        `insert into erased (key, person, at, by)
          select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict (key) do nothing`,
        [
          textArray(keys.map(({ key }) => key)),
          textArray(keys.map(({ person }) => person)),
          textArray(keys.map(({ at }) => at)),
          textArray(keys.map(({ by }) => kept(by))),
        ],
      );
    },
    forgetPersons: async (fingerprints) => {
      const gone = textArray(fingerprints.map(kept));
      await run('delete from person_link where person = any($1::text[])', [gone]);
      await run('delete from person where id = any($1::text[])', [gone]);
    },
    duplicates: async ({ state, limit }) => {
      const { rows } = await run(
        `select id, ticket, of, why, state, at, decided, by from duplicate
          where $1::text is null or state = $1 order by at desc, id limit $2`,
        [state ?? null, limit],
      );
      return rows.map(duplicateOf);
    },
    offer: async (offered) => {
      const { count } = await run(
        `insert into duplicate (id, ticket, of, why, state, at)
          select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
          on conflict (id) do nothing`,
        [
          textArray(offered.map(({ id }) => id)),
          textArray(offered.map(({ ticket }) => kept(ticket))),
          textArray(offered.map(({ of }) => kept(of))),
          textArray(offered.map(({ why }) => kept(why))),
          textArray(offered.map(({ state }) => state)),
          textArray(offered.map(({ at }) => at)),
        ],
      );
      return count;
    },
    answer: async (id, { state, by, at }) => {
      const { count } = await run(
        `update duplicate set state = $2, by = $3, decided = $4 where id = $1 and state = 'offered'`,
        [id, state, keptOrNull(by), at],
      );
      return count > 0;
    },
    held: (table, after, limit) => held(wire, table, after, limit),
    rewrite: (rows) => rewrite(wire, rows),
    forgetObservations: async (connection, before) => {
      const { count } = await run('delete from observation where connection = $1 and heard < $2', [
        kept(connection),
        before,
      ]);
      return count;
    },
  };
}

function triesOf(failures: string | null | undefined, since: string | null | undefined): Tries {
  return { failures: Number(failures), since: since ?? '' };
}

function erasedOf([key, person, at, by]: Row): Erased {
  return { key: key ?? '', person: person ?? '', at: at ?? '', by: given(by ?? '') };
}

function duplicateOf([id, ticket, of, why, state, at, decided, by]: Row): Duplicate {
  return {
    id: id ?? '',
    ticket: given(ticket ?? ''),
    of: given(of ?? ''),
    why: given(why ?? ''),
    state: state as Duplicate['state'],
    at: at ?? '',
    decided: decided ?? null,
    by: givenOrNull(by ?? null),
  };
}
