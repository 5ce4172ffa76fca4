import type { NativeFields, NativeReference, NativeValue } from '@passerelle/connector';
import type { Fields } from '../field-kinds.js';
import { textIn } from '../wire/envelope.js';
import { getMany } from '../wire/get.js';
import type { Server } from '../wire/server.js';

export type People = ReadonlyMap<string, NativeReference>;

/** Whom the references of many tickets mean: a ticket tells a name, and other tools know people by their address. */
export async function peopleOf(
  server: Server,
  tickets: readonly NativeFields[],
  layout: Fields,
  signal?: AbortSignal,
): Promise<People> {
  const codes = Object.entries(layout).flatMap(([code, { target }]) => (target === 'Person' ? [code] : []));
  const wanted = tickets.flatMap((fields) => codes.flatMap((code) => idIn(fields[code]) ?? []));
  const rows = await getMany(server, 'Person', wanted, ['id', 'friendlyname', 'email', 'employee_number'], { signal });
  return new Map(
    rows.map(({ key, fields }) => [
      key,
      {
        id: key,
        name: textIn(fields, 'friendlyname') || null,
        email: textIn(fields, 'email') || null,
        employeeNumber: textIn(fields, 'employee_number') || null,
      },
    ]),
  );
}

/** `standIn` is who stands for people whom iTop does not know. */
export function withPeople(
  fields: NativeFields,
  layout: Fields,
  people: People,
  standIn: string | undefined,
): NativeFields {
  const known = Object.entries(fields).map(([code, value]): [string, NativeValue] => {
    const person = layout[code]?.target === 'Person' ? people.get(String(idIn(value) ?? '')) : undefined;
    return [code, person && person.id === standIn ? { ...person, standIn: true } : (person ?? value)];
  });
  return Object.fromEntries(known);
}

function idIn(value: NativeValue | undefined): number | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const { id } = value as NativeReference;
  return id === null ? null : Number(id);
}
