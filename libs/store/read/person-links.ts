import type { PersonLink } from '@passerelle/sync';
import type { Wire } from '../wire/session.js';
import { given, givenOrNull, kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import { each } from './each.js';

/** A source may name a hundred thousand people: they are asked for in one list. */
export async function personLinks(
  wire: Wire,
  connection: string,
  persons: readonly string[],
): Promise<ReadonlyMap<string, PersonLink>> {
  if (persons.length === 0) return new Map();
  const { rows } = await wire.use((session) =>
    session.run(each('person, native, evidence', 'person_link', 'connection = $1 and person = wanted.id', 2), [
      kept(connection),
      textArray([...new Set(persons)].map(kept)),
    ]),
  );
  return new Map(
    rows.map(([name, native, evidence]) => {
      const person = given(name ?? '');
      const link = { connection, person, native: givenOrNull(native ?? null) };
      return [person, { ...link, evidence: evidence as PersonLink['evidence'] }];
    }),
  );
}
