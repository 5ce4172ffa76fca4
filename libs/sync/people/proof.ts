import type { NativePerson } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { compareNames, fold, nameWords, type NameMatch } from './names.js';

type Same = boolean | null;

/** What speaks for and against an account being somebody. null: one of the two says nothing. */
export interface Proof {
  readonly email: Same;
  readonly employee_number: Same;
  readonly login: Same;
  readonly name: NameMatch;
  /** The address or login of one spells the address or login of the other, or its name, in another domain or tool. */
  readonly spelled: boolean;
}

export function prove(person: Person, account: NativePerson): Proof {
  return {
    email: same(person.email, account.email),
    employee_number: same(person.employeeNumber, account.employeeNumber),
    login: same(person.login, account.login),
    name: compareNames(person.name, account.name),
    spelled: isSpelled(person, account),
  };
}

/** One word for each thing that fits, with a dash in front of what contradicts: `email`, `name (near)`, `-login`. */
export function proofWords({ name, ...proof }: Proof): readonly string[] {
  const facts = (['email', 'employee_number', 'login'] as const).flatMap((fact) =>
    proof[fact] === null ? [] : [proof[fact] ? fact : `-${fact}`],
  );
  const names = { same: ['name'], near: ['name (near)'], differs: ['-name'], unknown: [] }[name];
  return [...facts, ...names, ...(proof.spelled ? ['spelling'] : [])];
}

/**
 * Whether what fits is contradicted by something as strong: an address that several people read, a number or a login that
 * two organisations each gave to somebody, a namesake. What is contradicted is shown to a human, not linked.
 */
export function isContradicted(by: 'email' | 'employee_number' | 'login' | 'name', proof: Proof): boolean {
  const { email, employee_number: number, login, name, spelled } = proof;
  switch (by) {
    case 'email':
      return number === false || (name === 'differs' && login !== true && number !== true && !spelled);
    case 'employee_number':
      return name === 'differs' && email !== true;
    case 'login':
      return number === false || (email !== true && name === 'differs');
    case 'name':
      return number === false || (email === false && !spelled);
  }
}

function isSpelled(person: Person, account: NativePerson): boolean {
  const [theirs, ours] = [localOf(person.email), localOf(account.email)];
  const [login, ourLogin] = [person.login, account.login].map((text) => (text === null ? null : squeezed(text)));
  const spells = (a: string | null | undefined, b: string | null | undefined): boolean =>
    a !== null && a !== undefined && a.length > 3 && a === b;
  const oneAddress = same(person.email, account.email) === true;
  if ((!oneAddress && spells(theirs, ours)) || spells(login, ours) || spells(theirs, ourLogin)) return true;
  // One address under two names: made of the name that they had, whoever still shares a word of it has married or moved.
  return (
    oneAddress && (isMadeOf(theirs, person.name) || (isMadeOf(ours, account.name) && share(person.name, account.name)))
  );
}

/** `jean.dupont` of `DUPONT Jean`. */
function isMadeOf(local: string | null, name: string | null): boolean {
  const words = nameWords(name ?? '').filter((word) => word.length > 1);
  return local !== null && words.length > 1 && words.every((word) => local.includes(word));
}

function share(a: string | null, b: string | null): boolean {
  const words = nameWords(b ?? '');
  return nameWords(a ?? '').some((word) => word.length > 1 && words.includes(word));
}

function localOf(email: string | null): string | null {
  const local = email?.split('@')[0] ?? '';
  return local === '' ? null : squeezed(local);
}

function squeezed(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function same(a: string | null, b: string | null): Same {
  if (a === null || b === null || a.trim() === '' || b.trim() === '') return null;
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
