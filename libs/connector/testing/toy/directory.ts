import type { NativeGroup, NativePerson, PersonHint, PersonSource } from '../../contract/knowledge.js';
import type { ToyClient } from './client.js';
import { ToyGroups, ToyPersons } from './schema.js';

export function toyDirectory(client: ToyClient): PersonSource {
  const ask = async (
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<readonly NativePerson[]> => {
    const path = '/persons';
    const { persons } = await client.ask(
      { method: 'GET', path, query, effect: 'read', ...(signal && { signal }) },
      ToyPersons,
    );
    return persons.map(({ badge, ...person }) => ({ ...person, employeeNumber: badge }));
  };
  return {
    async persons(hints, signal) {
      const found = new Map<string, NativePerson>();
      for (const query of new Set(hints.flatMap(queries).map((each) => JSON.stringify(each)))) {
        for (const person of await ask(JSON.parse(query) as Readonly<Record<string, string>>, signal))
          found.set(person.id, person);
      }
      return [...found.values()];
    },
    async groups(names, signal) {
      const found: NativeGroup[] = [];
      for (const name of new Set(names)) {
        const request = { method: 'GET', path: '/groups', query: { name }, effect: 'read' } as const;
        found.push(...(await client.ask({ ...request, ...(signal && { signal }) }, ToyGroups)).groups);
      }
      return found;
    },
  };
}

/** One question for each thing that is known; nothing known asks for nobody rather than for everybody. */
function queries(hint: PersonHint): readonly Readonly<Record<string, string>>[] {
  const { email, login, employeeNumber, name } = hint;
  const asked: Readonly<Record<string, string>>[] = [];
  if (email) asked.push({ email });
  if (login) asked.push({ login });
  if (employeeNumber) asked.push({ badge: employeeNumber });
  if (name) asked.push({ name });
  return asked;
}
