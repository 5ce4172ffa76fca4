import type { Person } from './person.js';

/**
 * One key for everybody who is named alike, to list and to count by: `email:…`, `login:…` or `name:…`, without case and
 * accents. It says what a tool said, and no more: two keys may be one human. Null where nothing is said.
 */
export function personKey({ email, login, name }: Pick<Person, 'email' | 'login' | 'name'>): string | null {
  const [kind, said] = email ? ['email', email] : login ? ['login', login] : ['name', name ?? ''];
  const folded = foldName(said);
  return folded === '' ? null : `${kind}:${folded}`;
}

/** Without case, accents and outer blanks. */
export function foldName(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim().replaceAll(/\s+/gu, ' ');
}
