import { suggested } from '../configuration/nearest.js';
import { OperatorError } from '../operator-error.js';
import type { Workshop } from './workshop.js';

export type PauseWish =
  | { readonly kind: 'all' }
  | { readonly kind: 'connection'; readonly name: string }
  | { readonly kind: 'ticket'; readonly number: string };

/** What a pause is kept under. A number that several tickets have means all of them. Throws OperatorError `unknown-name`. */
export async function scopesOf({ configuration, store }: Workshop, wish: PauseWish): Promise<readonly string[]> {
  if (wish.kind === 'all') return ['all'];
  if (wish.kind === 'connection') {
    const names = [...configuration.connections.keys()];
    if (names.includes(wish.name)) return [`connection:${wish.name}`];
    throw new OperatorError(
      'unknown-name',
      {
        fr: `${configuration.file} : une connexion de ce fichier est attendue, «${wish.name}» a été donné`,
        en: `${configuration.file}: expected a connection of this file, «${wish.name}» came`,
      },
      suggested(wish.name, names),
    );
  }
  const ids = await store.byNumber(wish.number);
  if (ids.length > 0) return ids.map((id) => `ticket:${id}`);
  throw new OperatorError(
    'unknown-name',
    {
      fr: `le numéro d’un ticket est attendu, «${wish.number}» a été donné`,
      en: `expected the number of a ticket, «${wish.number}» came`,
    },
    {
      fr: 'tout numéro qu’un outil lui donne convient ; voyez «passerelle ticket»',
      en: 'any number works that any tool gives it; see «passerelle ticket»',
    },
  );
}

export async function pause(
  { store, clock }: Workshop,
  scopes: readonly string[],
  { by, why }: { readonly by: string; readonly why: string },
): Promise<void> {
  const since = clock.now().toISOString();
  await store.commit({ paused: scopes.map((scope) => ({ scope, since, by, why })) });
}

/** The run under which is kept when somebody last let a connection, or `all`, go on. */
export function resumedAs(scope: string): string {
  return `resumed:${scope}`;
}

/** Returns those of the scopes that were paused. A host that gave up on a connection tries again because of it, paused or not. */
export async function resumePaused({ store, clock }: Workshop, scopes: readonly string[]): Promise<readonly string[]> {
  const now = clock.now().toISOString();
  const wide = scopes.filter((scope) => !scope.startsWith('ticket:'));
  const done = { verb: 'verify', state: 'done', started: now, ended: now, report: {} } as const;
  if (wide.length > 0)
    await store.commit({ runs: wide.map((scope) => ({ ...done, id: resumedAs(scope), route: resumedAs(scope) })) });
  const paused = new Set((await store.pauses()).map(({ scope }) => scope));
  const unpaused = scopes.filter((scope) => paused.has(scope));
  if (unpaused.length > 0) await store.commit({ unpaused });
  return unpaused;
}
