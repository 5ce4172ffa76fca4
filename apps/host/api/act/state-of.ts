import type { ActionState } from '@passerelle/api';
import type { Acted } from '@passerelle/store';
import type { OutboxRow } from '@passerelle/sync';
import type { Language } from '../problem.js';

const advice = {
  fr: 'voyez les lettres mortes, ou faites-le dans l’outil',
  en: 'see the dead letters, or do it in the tool',
} as const;

/** What came of an action, as the tools have answered it so far: never better than what they said. */
export function stateOf(
  { id, ticket, kind, account, at, intents, refused }: Acted,
  rows: ReadonlyMap<string, OutboxRow>,
  numbers: ReadonlyMap<string, string | null>,
  names: ReadonlyMap<string, string>,
  language: Language,
  /** Whether this caller may know of the tool at all, and of what it answered. */
  shown: { readonly isReached: (connection: string) => boolean; readonly isTold: (row: OutboxRow) => boolean },
): ActionState {
  const own = intents.flatMap((key) => rows.get(key) ?? []);
  const tells = [...Map.groupBy(own, ({ connection }) => connection)].map(([connection, all]) => {
    // Dropped by somebody: it is not queued any more, and the tool never said yes.
    const no = all.find((row) => row.state === 'dead' || (row.state === 'obeyed' && row.trouble !== null));
    const state = no ? 'refused' : all.every((row) => row.state === 'obeyed') ? 'confirmed' : 'awaiting';
    const waits = all.find((row) => row.state !== 'obeyed' && row.trouble !== null);
    const said = no ?? waits;
    const reason = said && shown.isTold(said) ? (said.trouble?.message[language] ?? null) : null;
    return {
      connection,
      number: numbers.get(connection) ?? null,
      state,
      reason,
      advice: no ? advice[language] : null,
    } as const;
  });
  const state =
    refused !== null || tells.some((tell) => tell.state === 'refused')
      ? 'refused'
      : tells.every((tell) => tell.state === 'confirmed')
        ? 'confirmed'
        : 'awaiting';
  const told = tells.filter(({ connection }) => shown.isReached(connection));
  const reason = refused ?? told.find((tell) => tell.state === 'refused')?.reason ?? null;
  return { id, ticket, kind, by: names.get(account) ?? '?', at, state, tells: told, reason };
}
