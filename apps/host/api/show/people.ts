import type { Person as ShownPerson } from '@passerelle/api';
import { personKey, type Person } from '@passerelle/ticket';

export function showPerson(person: Person): ShownPerson {
  const { name, email, login, employeeNumber, cut } = person;
  return { key: personKey(person) ?? '', name, email, login, employeeNumber, cut };
}

export function showPersonOrNull(person: Person | null | undefined): ShownPerson | null {
  return person ? showPerson(person) : null;
}

export function who(person: Person | null): { readonly key: string; readonly name: string } | null {
  if (person === null) return null;
  const key = personKey(person);
  return key === null ? null : { key, name: person.name ?? person.email ?? person.login ?? key };
}
