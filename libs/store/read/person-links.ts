import type { Candidate, PersonLink } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import type { Row, Wire } from '../wire/session.js';
import { given, givenOrNull, kept, keptOrNull } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { each } from './each.js';

const columns = `connection, person, native, evidence, candidates, by, at,
  (select said from person where person.id = person_link.person)`;

/** A source may name a hundred thousand people: they are asked for in one list. */
export async function personLinks(
  wire: Wire,
  connection: string,
  persons: readonly string[],
): Promise<ReadonlyMap<string, PersonLink>> {
  if (persons.length === 0) return new Map();
  const { rows } = await wire.use((session) =>
    session.run(each(columns, 'person_link', 'connection = $1 and person = wanted.id', 2), [
      kept(connection),
      textArray([...new Set(persons)].map(kept)),
    ]),
  );
  return new Map(rows.map(linkOf).map((link) => [link.person, link]));
}

/** Links of this evidence, of any connection unless one is given, in the order of connections and people. */
export async function linksBy(
  wire: Wire,
  wanted: {
    readonly evidence?: PersonLink['evidence'] | undefined;
    readonly connection?: string | undefined;
    readonly persons?: readonly string[] | undefined;
    readonly limit: number;
  },
): Promise<readonly PersonLink[]> {
  const { rows } = await wire.use((session) =>
    session.run(
      `select ${columns} from person_link
        where ($1::text is null or evidence = $1) and ($2::text is null or connection = $2)
          and ($3::text[] is null or person = any($3))
        order by connection, person limit $4`,
      [
        wanted.evidence ?? null,
        keptOrNull(wanted.connection ?? null),
        wanted.persons ? textArray(wanted.persons.map(kept)) : null,
        wanted.limit,
      ],
    ),
  );
  return rows.map(linkOf);
}

function linkOf([connection, person, native, evidence, candidates, by, at, said]: Row): PersonLink {
  return {
    connection: given(connection ?? ''),
    person: given(person ?? ''),
    native: givenOrNull(native ?? null),
    evidence: evidence as PersonLink['evidence'],
    ...(typeof said === 'string' && { named: JSON.parse(said) as Person }),
    ...(typeof candidates === 'string' && { candidates: JSON.parse(candidates) as readonly Candidate[] }),
    ...(typeof by === 'string' && { by: given(by) }),
    ...(typeof at === 'string' && { at }),
  };
}
