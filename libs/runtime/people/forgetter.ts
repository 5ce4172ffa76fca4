import { fold, nameKey, nameWords } from '@passerelle/sync';
import type { Salted } from './salt.js';

/** What somebody is known by. Of all of it only salted hashes are kept once they are erased. */
export interface Traces {
  readonly emails: readonly string[];
  readonly logins: readonly string[];
  readonly employeeNumbers: readonly string[];
  /** Full names, looked for in text and beside logins and numbers. */
  readonly names: readonly string[];
  /** Names under which they stand without anything else: whoever is called so and nothing more is them. */
  readonly alone: readonly string[];
  readonly phones: readonly string[];
}

export function keysOf(traces: Traces, salted: Salted): readonly string[] {
  const of = (kind: string, values: readonly string[], form: (value: string) => string): readonly string[] =>
    values.map(form).flatMap((value) => (value === '' ? [] : [salted(kind, value)]));
  const keys = [
    ...of('email', traces.emails, lower),
    ...of('login', traces.logins, lower),
    ...of('number', traces.employeeNumbers, lower),
    // One word is nobody's name in a text.
    ...of('name', traces.names, (name) => (nameWords(name).length > 1 ? nameKey(name) : '')),
    ...of('alone', traces.alone, nameKey),
    ...of('phone', traces.phones, phoneKey),
  ];
  return [...new Set(keys)];
}

/** Puts what stands for them in the place of people who were erased, wherever they are named. */
export interface Forgetter {
  readonly text: (text: string) => string;
  /** Of what is no text of people, such as a tool's own name of a ticket: e-mail addresses alone. */
  readonly addresses: (text: string) => string;
  /** JSON values: texts anywhere in them, and whatever names a person. The same value where nothing is to be forgotten. */
  readonly value: <T>(value: T) => T;
}

/** `erased` gives what stands for somebody by the keys of `keysOf`. */
export function forgetterOf(erased: ReadonlyMap<string, string>, salted: Salted): Forgetter {
  const who = (kind: string, value: string): string | undefined => erased.get(salted(kind, value));
  const text = (whole: string): string => forgetNames(forgetMarks(whole, who), who);
  const value = <T>(one: T): T => {
    if (typeof one === 'string') return text(one) as T;
    if (one === null || typeof one !== 'object') return one;
    if (Array.isArray(one)) {
      const items = one.map((item: unknown) => value(item));
      return (items.some((item, at) => item !== one[at]) ? items : one) as T;
    }
    const object = one as Readonly<Record<string, unknown>>;
    const label = erasedAs(object, who);
    // Somebody who is called alike and is not meant keeps their name.
    const own = label === undefined && isPersonLike(object);
    const entries = Object.entries(object).map(([name, item]) => {
      if (own && facts.includes(name)) return [name, item] as const;
      if (label === undefined || !facts.includes(name)) return [name, value<unknown>(item)] as const;
      return [name, name === 'name' ? labelled(label) : null] as const;
    });
    const same = entries.every(([name, item]) => item === object[name]);
    return same ? one : (Object.fromEntries(entries) as T);
  };
  const addresses = (whole: string): string => forgetAddresses(whole, who);
  const same = <T>(one: T): T => one;
  return erased.size === 0 ? { text: same, addresses: same, value: same } : { text, addresses, value };
}

type Who = (kind: string, value: string) => string | undefined;

const facts: readonly string[] = ['name', 'email', 'login', 'employeeNumber'];

/** What people read instead. */
export function labelled(person: string): string {
  return `Personne effacée ${person}`;
}

/** An address is somebody's own; a login or number is theirs under their name or none, since other tools give them again. */
function erasedAs(one: Readonly<Record<string, unknown>>, who: Who): string | undefined {
  const fact = (name: string): string => (typeof one[name] === 'string' ? lower(one[name]) : '');
  const name = typeof one['name'] === 'string' ? nameKey(one['name']) : '';
  const [email, login, number] = [fact('email'), fact('login'), fact('employeeNumber')];
  const byMail = email === '' ? undefined : who('email', email);
  if (byMail !== undefined) return byMail;
  const named = name === '' ? undefined : (who('name', name) ?? who('alone', name));
  const account =
    (login === '' ? undefined : who('login', login)) ?? (number === '' ? undefined : who('number', number));
  if (account !== undefined && (name === '' || named === account)) return account;
  const bare = email === '' && login === '' && number === '';
  return bare && isPersonLike(one) && name !== '' ? who('alone', name) : undefined;
}

/** Files have names, too. */
function isPersonLike(one: Readonly<Record<string, unknown>>): boolean {
  return 'name' in one && ('email' in one || 'login' in one || ('id' in one && Object.keys(one).length === 2));
}

const email = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const phone = /\+?\d[\d .()/-]{6,}\d/gu;
/** Words that only machines write: with a digit, a dot or a line in them. */
const account = /(?<![\p{L}\p{N}._-])(?=[\p{L}._-]*[\d._])[\p{L}\p{N}][\p{L}\p{N}._-]{2,}[\p{L}\p{N}]/gu;

const replacing = (pattern: RegExp, kind: string, form: (found: string) => string, who: Who) => (whole: string) =>
  whole.replace(pattern, (found) => {
    const label = who(kind, form(found));
    return label === undefined ? found : labelled(label);
  });

function forgetAddresses(text: string, who: Who): string {
  return replacing(email, 'email', lower, who)(text);
}

function forgetMarks(text: string, who: Who): string {
  const byPhone = replacing(phone, 'phone', phoneKey, who)(forgetAddresses(text, who));
  return replacing(account, 'login', lower, who)(byPhone);
}

const word = /[\p{L}\p{M}]+/gu;
/** What may stand between the words of one name: `DUPRÉ-LŒW, Amélie`, `amelie_dupre_loew.pdf`. */
const gap = /^(?:[\s'’.,_-]|%20){1,3}$/u;
const longestName = 6;

function forgetNames(text: string, who: Who): string {
  const words = [...text.matchAll(word)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    plain: fold(found[0]),
  }));
  let done = 0;
  let told = '';
  for (let at = 0; at < words.length; at += 1) {
    const found = nameAt(words, at, text, who);
    const first = words[at];
    if (!found || !first) continue;
    told += `${text.slice(done, first.from)}${labelled(found.label)}`;
    done = found.to;
    at += found.count - 1;
  }
  return done === 0 ? text : told + text.slice(done);
}

type Words = readonly { readonly from: number; readonly to: number; readonly plain: string }[];

/** The longest name that begins at this word. */
function nameAt(
  words: Words,
  at: number,
  text: string,
  who: Who,
): { readonly label: string; readonly to: number; readonly count: number } | null {
  let found: { readonly label: string; readonly to: number; readonly count: number } | null = null;
  for (let count = 2; count <= longestName; count += 1) {
    const [last, before] = [words[at + count - 1], words[at + count - 2]];
    if (!last || !before || !gap.test(text.slice(before.to, last.from))) break;
    const name = words.slice(at, at + count).map(({ plain }) => plain);
    const label = who('name', name.toSorted().join(' '));
    if (label !== undefined) found = { label, to: last.to, count };
  }
  return found;
}

function lower(text: string): string {
  return text.trim().toLowerCase();
}

/** The last nine digits: `+33 5 61 …` and `05 61 …` are one number. */
function phoneKey(text: string): string {
  const digits = text.replace(/\D/gu, '');
  return digits.length < 8 ? '' : digits.slice(-9);
}
