import type { Person } from '@passerelle/ticket';

/** Certainly the same human: an e-mail, login, number or whole name in common. A cut name proves nothing. */
export function isSamePerson(a: Person, b: Person): boolean {
  return (
    alike(a.email, b.email) ||
    alike(a.login, b.login) ||
    alike(a.employeeNumber, b.employeeNumber) ||
    (!a.cut && !b.cut && alike(a.name, b.name))
  );
}

/** A rule names a person by any of these. */
export function isCalled(person: Person, word: string): boolean {
  return [person.email, person.login, person.employeeNumber, person.cut ? null : person.name].some((name) =>
    alike(name, word),
  );
}

function alike(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== '' && a.toLowerCase() === b.toLowerCase();
}
