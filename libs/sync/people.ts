import type { NativePerson } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import type { PersonLink } from './ports/records.js';

export interface Match {
  readonly evidence: PersonLink['evidence'];
  readonly person: NativePerson | null;
  /** Who else fits, or who would fit if the account were active. */
  readonly candidates: readonly NativePerson[];
}

const evidences = ['email', 'employee_number', 'login', 'name'] as const;

/**
 * Finds who somebody is in the target, by the strongest thing that the source says of them: e-mail, employee number, login,
 * full name in either order. The first of these that fits anybody decides; if it fits several active accounts nobody
 * guesses. A name that was cut is never matched.
 */
export function matchPerson(person: Person, accounts: readonly NativePerson[]): Match {
  if (!person.cut) {
    for (const evidence of evidences) {
      const fitting = accounts.filter((account) => fits(evidence, person, account));
      const active = fitting.filter((account) => account.active);
      if (active.length === 1 && active[0]) return { evidence, person: active[0], candidates: fitting };
      if (active.length > 1) return { evidence: 'ambiguous', person: null, candidates: active };
      if (fitting.length === 1 && fitting[0]) return { evidence, person: fitting[0], candidates: fitting };
      if (fitting.length > 1) return { evidence: 'ambiguous', person: null, candidates: fitting };
    }
  }
  return { evidence: 'none', person: null, candidates: [] };
}

function fits(evidence: (typeof evidences)[number], person: Person, account: NativePerson): boolean {
  switch (evidence) {
    case 'email':
      return same(person.email, account.email);
    case 'employee_number':
      return same(person.employeeNumber, account.employeeNumber);
    case 'login':
      return same(person.login, account.login);
    case 'name':
      return person.name !== null && nameKey(person.name) !== '' && nameKey(person.name) === nameKey(account.name);
  }
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.trim() !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** `DUPONT Éric`, `Éric Dupont` and `eric  dupont` are one name; `Jean-Éric` and `Jean Eric` too. */
export function nameKey(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s,'’.-]+/u);
  return words
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}
