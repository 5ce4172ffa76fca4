import type { PersonWish } from '@passerelle/api';

type Named = Partial<PersonWish>;

/** «Léa Martin <lea.martin@exemple.fr>»: enough to tell two of one name apart. */
export function describePerson(person: Named | null): string {
  if (!person) return '';
  const name = person.name || person.login || '';
  return person.email ? (name ? `${name} <${person.email}>` : person.email) : name;
}

/** Who is meant by what was typed: one who is known, an address, an address with a name, or a name alone. */
export function wishFor(text: string, known: readonly Named[]): PersonWish | null {
  const typed = text.trim();
  if (typed === '') return null;
  const found = known.find((person) => describePerson(person) === typed);
  const blank: PersonWish = { name: null, email: null, login: null, employeeNumber: null };
  if (found)
    return {
      ...blank,
      name: found.name ?? null,
      email: found.email ?? null,
      login: found.login ?? null,
      employeeNumber: found.employeeNumber ?? null,
    };
  const [, name, address] = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/u.exec(typed) ?? [];
  if (address) return { ...blank, name: name || null, email: address };
  if (/^[^\s@<>]+@[^\s@<>]+$/u.test(typed)) return { ...blank, email: typed };
  return { ...blank, name: typed };
}
