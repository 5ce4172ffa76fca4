import { act, type Done, type Run } from '@passerelle/sync';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import { named } from './duplicates.js';
import { referenceForms } from './reference-forms.js';

export interface Recategorisation {
  /** Any number of the ticket. */
  readonly number: string;
  /** A canonical word, such as `network.internet`. */
  readonly category: string;
  /** Stands in the journal, for the teams. */
  readonly why: string;
  readonly by: string;
}

const seeTicket = { fr: 'voyez «passerelle ticket»', en: 'see «passerelle ticket»' };

/**
 * Moves a ticket to its right category, in every tool that it lives in and in its own too, with the reason as an internal
 * line. `words` are the categories that there are.
 */
export async function recategorise(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  flow: Run,
  wish: Recategorisation,
  words: ReadonlySet<string>,
): Promise<Done> {
  const { number, category, why, by } = wish;
  if (!words.has(category))
    throw new OperatorError(
      'unknown-name',
      { fr: `«${category}» n’est pas une catégorie`, en: `«${category}» is no category` },
      { fr: 'prenez un mot de mappings/canon.yaml', en: 'use a word of mappings/canon.yaml' },
      { details: [...words].toSorted() },
    );
  if (why.trim() === '')
    throw new OperatorError(
      'unknown-name',
      { fr: 'un motif est attendu, aucun n’a été donné', en: 'a reason is wanted, none came' },
      { fr: 'ajoutez --why "…"', en: 'add --why "…"' },
    );
  const ids = [...new Set((await Promise.all(referenceForms(number).map((form) => store.byNumber(form)))).flat())];
  const [id] = ids;
  if (id === undefined || ids.length > 1)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `${ids.length === 0 ? 'aucun ticket ne porte' : `${ids.length} tickets portent`} le numéro «${number}»`,
        en: `${ids.length === 0 ? 'no ticket is' : `${ids.length} tickets are`} called «${number}»`,
      },
      seeTicket,
    );
  const at = clock.now().toISOString();
  const done = await act(flow, id, ({ ticket }) => ({
    id: `category ${category} ${at}`,
    by: named(by),
    why: `moved by ${by}: ${why}`,
    said: { category },
    lines:
      ticket.category === category
        ? []
        : [{ kind: 'handover', audience: 'internal', text: `${ticket.category ?? '-'} → ${category}\n\n${why}` }],
    files: [],
  }));
  if (!done)
    throw new OperatorError('unknown-name', { fr: `«${number}» n’existe plus`, en: `«${number}» is gone` }, seeTicket);
  return done;
}
