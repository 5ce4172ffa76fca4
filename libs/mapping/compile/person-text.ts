import type { Person } from '@passerelle/ticket';
import { personOf } from './values.js';

const named = /^(.+?) \(([^()]+)\)$/su;

/** Somebody as `Wording.person` writes them: `Zoé Ålund (zoe@exemple.fr, zalund)`. */
export function personOfText(text: string): Person {
  const found = named.exec(text);
  const name = found?.[1] ?? text;
  const more = found?.[2]?.split(', ') ?? [];
  const email = more.find((part) => part.includes('@')) ?? null;
  const [login = null, employeeNumber = null] = more.filter((part) => part !== email);
  return personOf({ id: null, name, email, login, employeeNumber });
}
