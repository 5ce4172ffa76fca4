import type { PlaceLink, Places } from '@passerelle/sync';
import type { Row, Wire } from '../wire/session.js';
import { given, givenOrNull, kept, keptOrNull } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';

/** Few rows: one for each name of an organisation or a site that tickets have. */
export function openPlaces(wire: Wire): Places {
  return {
    places: async ({ connection, kind, evidence, names, limit }) => {
      const { rows } = await wire.use((session) =>
        session.run(
          `select connection, kind, name, native, called, evidence, candidates, by, at from place_link
            where ($1::text is null or connection = $1) and ($2::text is null or kind = $2)
              and ($3::text is null or evidence = $3) and ($4::text[] is null or name = any($4))
            order by connection, kind, name limit $5`,
          [
            keptOrNull(connection ?? null),
            kind ?? null,
            evidence ?? null,
            names ? textArray(names.map(kept)) : null,
            limit,
          ],
        ),
      );
      return rows.map(linkOf);
    },
    keepPlaces: async (links) => {
      if (links.length === 0) return;
      await wire.use((session) =>
        session.run(
          `insert into place_link as p (connection, kind, name, native, called, evidence, candidates, by, at)
            select (x->>0), (x->>1), (x->>2), (x->>3), (x->>4), (x->>5), (x->6)::json, (x->>7), (x->>8)
            from jsonb_array_elements($1::jsonb) as x order by 1, 2, 3
            on conflict (connection, kind, name) do update set native = excluded.native, called = excluded.called,
              evidence = excluded.evidence, candidates = excluded.candidates, by = excluded.by, at = excluded.at
            where excluded.evidence = 'decision' or p.evidence <> 'decision'`,
          [JSON.stringify(links.map(cellsOf))],
        ),
      );
    },
  };
}

function cellsOf(link: PlaceLink): readonly unknown[] {
  const { connection, kind, name, native, called, evidence, candidates, by, at } = link;
  const shown = candidates.map((one) => ({ id: kept(one.id), name: kept(one.name) }));
  return [
    kept(connection),
    kind,
    kept(name),
    keptOrNull(native),
    keptOrNull(called),
    evidence,
    shown,
    keptOrNull(by),
    at,
  ];
}

function linkOf([connection, kind, name, native, called, evidence, candidates, by, at]: Row): PlaceLink {
  const shown = JSON.parse(candidates ?? '[]') as PlaceLink['candidates'];
  return {
    connection: given(connection ?? ''),
    kind: kind as PlaceLink['kind'],
    name: given(name ?? ''),
    native: givenOrNull(native ?? null),
    called: givenOrNull(called ?? null),
    evidence: evidence as PlaceLink['evidence'],
    candidates: shown.map((one) => ({ id: given(one.id), name: given(one.name) })),
    by: givenOrNull(by ?? null),
    at: at ?? null,
  };
}
