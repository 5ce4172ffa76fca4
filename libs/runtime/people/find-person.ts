import { compareNames, fold, holdings, nameWords, personFingerprint } from '@passerelle/sync';
import type { Account } from '@passerelle/store';
import type { Person, Ticket } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import type { Traces } from './forgetter.js';
import { cellValue, heldRows } from './held-rows.js';

/** One human, as far as facts tell: everybody who shares an address or an employee number with whom was asked for. */
export interface FoundPerson {
  readonly persons: readonly Person[];
  /** Called alike, and nothing says whether it is them: left alone unless somebody says that they are meant too. */
  readonly namesakes: readonly Person[];
  readonly traces: Traces;
  /** Ids of their accounts in this house. */
  readonly accounts: ReadonlySet<string>;
}

/** Somebody who may sign in here. */
type Signing = Pick<Account, 'id' | 'login' | 'name' | 'email'>;

/**
 * Finds somebody by e-mail, login, employee number, name or the beginning of their fingerprint. Throws `unknown-name` where
 * nobody is called so, or where several people are: then one of their addresses is to be named.
 */
export async function findPerson(
  house: Pick<House, 'register'> & { readonly accounts?: readonly Signing[] },
  who: string,
  withNamesakes: boolean,
): Promise<FoundPerson> {
  const { persons: named, phones } = await namedAnywhere(house);
  const signing = new Map((house.accounts ?? []).map((account) => [account.id, personOfAccount(account)]));
  const all = [...new Map([...named, ...signing.values()].map((one) => [personFingerprint(one), one])).values()];
  const meant = fold(who.trim());
  const exact = all.filter((person) => isCalled(person, meant));
  const seeds = exact.length > 0 ? exact : all.filter(({ name }) => compareNames(name, who) === 'same');
  if (seeds.length === 0)
    throw new OperatorError(
      'unknown-name',
      { fr: `personne ici n’est «${who}»`, en: `nobody here is «${who}»` },
      {
        fr: 'donnez une adresse, un identifiant ou un nom complet',
        en: 'name an e-mail address, a login or a full name',
      },
    );
  const persons = grown(seeds, all);
  const emails = distinct(persons.map(({ email }) => email));
  if (exact.length === 0 && isSeveral(seeds))
    throw new OperatorError(
      'unknown-name',
      { fr: `«${who}» est le nom de plusieurs personnes`, en: `«${who}» is the name of several people` },
      { fr: 'désignez-en une par son adresse', en: 'name one by an e-mail address' },
      { details: seeds.map(describe) },
    );
  const names = distinct(persons.map(({ name }) => name));
  const namesakes = all.filter(
    (person) =>
      !persons.includes(person) &&
      !(person.email && emails.length > 0) &&
      names.some((name) => compareNames(person.name, name) === 'same'),
  );
  const taken = withNamesakes ? [...persons, ...namesakes] : persons;
  const meantBy = new Set(taken.map(personFingerprint));
  return {
    persons: taken,
    namesakes: withNamesakes ? [] : namesakes,
    accounts: new Set([...signing].flatMap(([id, one]) => (meantBy.has(personFingerprint(one)) ? [id] : []))),
    traces: {
      emails: distinct(taken.map(({ email }) => email)),
      logins: distinct(taken.map(({ login }) => login)),
      employeeNumbers: distinct(taken.map(({ employeeNumber }) => employeeNumber)),
      names: names.filter((name) => nameWords(name).length > 1),
      alone: distinct(taken.flatMap((one) => (one.email || one.login || one.employeeNumber ? [] : [one.name]))),
      phones: distinct(taken.flatMap((person) => [...(phones.get(personFingerprint(person)) ?? [])])),
    },
  };
}

function personOfAccount({ login, name, email }: Signing): Person {
  return { name, email, login, employeeNumber: null, cut: false };
}

export function describe({ name, email, login, employeeNumber }: Person): string {
  return [name, email, login, employeeNumber].filter((one) => one !== null && one !== '').join(' · ');
}

function isCalled(person: Person, meant: string): boolean {
  const { email, login, employeeNumber } = person;
  if ([email, login, employeeNumber].some((fact) => fact !== null && fold(fact.trim()) === meant)) return true;
  return meant.length >= 8 && personFingerprint(person).startsWith(meant);
}

/** Whoever shares an address or a number is the same human; a login is one tool's, so it counts with the name alone. */
function grown(seeds: readonly Person[], all: readonly Person[]): readonly Person[] {
  const found = new Set(seeds);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of all) if (!found.has(one) && [...found].some((other) => isOne(one, other))) found.add(one);
  }
  return [...found];
}

function isOne(a: Person, b: Person): boolean {
  const same = (fact: 'email' | 'employeeNumber' | 'login'): boolean =>
    Boolean(a[fact]) && fold(a[fact]?.trim() ?? '') === fold(b[fact]?.trim() ?? '');
  return same('email') || same('employeeNumber') || (same('login') && compareNames(a.name, b.name) === 'same');
}

function isSeveral(seeds: readonly Person[]): boolean {
  return ['email', 'employeeNumber'].some(
    (fact) => distinct(seeds.map((one) => one[fact as 'email']?.toLowerCase() ?? null)).length > 1,
  );
}

/** Everybody who is named anywhere in what is kept, once each, and the phones on which they ask to be called. */
async function namedAnywhere({ register }: Pick<House, 'register'>): Promise<{
  readonly persons: readonly Person[];
  readonly phones: ReadonlyMap<string, ReadonlySet<string>>;
}> {
  const persons = new Map<string, Person>();
  const phones = new Map<string, Set<string>>();
  const collect = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if (isPersonLike(value)) {
      const { name = null, email = null, login = null, employeeNumber = null, cut = false } = value;
      const person = { name, email, login, employeeNumber, cut: cut === true };
      if (describe(person) !== '') persons.set(personFingerprint(person), person);
    }
    for (const item of Object.values(value)) collect(item);
  };
  for (const table of holdings) {
    for await (const rows of heldRows(register, table)) {
      for (const cell of rows.flatMap(({ cells }) => Object.values(cells))) {
        const value = cell === null ? null : cellValue(cell);
        collect(value);
        if (table === 'ticket') addPhone(phones, value as Partial<Ticket> | null);
      }
    }
  }
  return { persons: [...persons.values()], phones };
}

function addPhone(phones: Map<string, Set<string>>, ticket: Partial<Ticket> | null): void {
  const { callbackPhone, requester, beneficiary } = ticket ?? {};
  for (const person of [requester, beneficiary]) {
    if (!person || !callbackPhone) continue;
    const key = personFingerprint(person);
    phones.set(key, (phones.get(key) ?? new Set()).add(callbackPhone));
  }
}

interface PersonLike extends Partial<Person> {
  readonly name?: string | null;
}

/** As the canonical ticket and the tools' own words name people: a name with something that only people have. */
function isPersonLike(value: object): value is PersonLike {
  const one = value as Readonly<Record<string, unknown>>;
  const fits = (name: string): boolean =>
    one[name] === undefined || one[name] === null || typeof one[name] === 'string';
  if (!['name', 'email', 'login', 'employeeNumber'].every(fits)) return false;
  return 'cut' in one || ('name' in one && ('email' in one || 'login' in one || 'employeeNumber' in one));
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => (value === null || value.trim() === '' ? [] : [value.trim()])))];
}
