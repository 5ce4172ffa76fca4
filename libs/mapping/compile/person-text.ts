import type { Person } from '@passerelle/ticket';
import { personOf } from './values.js';
import type { Wording } from './wording.js';

const named = /^(.+) \(([^()]*)\)$/su;

/** Somebody as `Wording.person` writes them, so that a name in brackets is not taken for a login. */
export function personText(person: Person, wording: Pick<Wording, 'person'>): string {
  const text = wording.person(person);
  return text === person.name && named.test(text) ? `${text} ()` : text;
}

/** `Zoé Ålund (zoe@exemple.fr, zalund)`: the first word with an @ is a mail, the next one a login. */
export function personOfText(text: string): Person {
  const found = named.exec(text);
  const name = found?.[1] ?? text;
  const more = found?.[2]?.split(', ').filter((part) => part !== '') ?? [];
  const email = more.find((part) => part.includes('@')) ?? null;
  const [login = null, employeeNumber = null] = more.filter((part) => part !== email);
  return personOf({ id: null, name, email, login, employeeNumber });
}
