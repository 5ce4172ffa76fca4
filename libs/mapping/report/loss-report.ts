import type { NativeCode } from '@passerelle/connector';
import { blankTicket, type Kind, type Ticket, type TicketField } from '@passerelle/ticket';
import type { Language } from '../canon.js';
import type { LoadedMapping } from '../compile/mapping.js';
import { inBoth } from '../compile/wording.js';
import { domainOf } from '../laws/fields.js';
import type { ClassView } from '../load/class-view.js';
import type { Loss, Resolver, WordUse } from '../mapping.js';
import type { FieldName } from '../schema/rows.js';
import { samplesOf } from './samples.js';

/** Something that tickets of this native class may say and that has no whole way into the target, whoever the ticket is. */
export interface PassageLoss extends Loss {
  readonly from: NativeCode;
  /** null where the target has no class for such tickets at all. */
  readonly to: NativeCode | null;
  /** The row to add, where a word is not decided. */
  readonly row: string | null;
}

export interface Passage {
  /** The classes that the route wishes for. */
  readonly as?: Readonly<Partial<Record<Kind, NativeCode>>>;
  readonly language: Language;
  readonly keepsInstants?: boolean;
}

/**
 * What is lost between two mappings before any ticket is looked at. Each field and word that the source can say is
 * written into a target that knows everybody and holds any length, by the code that writes tickets.
 */
export function lossReport(source: LoadedMapping, target: LoadedMapping, passage: Passage): readonly PassageLoss[] {
  const resolve = generous(passage);
  const found = source.classes.flatMap((view): readonly PassageLoss[] => {
    const { native: from, audience } = view;
    const kind = view.is ?? 'request';
    const to = target.classFor(kind, passage.as?.[kind]);
    if (to === null) return [noClass(view, kind, source)];
    return samplesOf(view).flatMap(({ fields, ticket }) => {
      const whole: Ticket = { ...blankTicket, audience, kind, ...ticket, id: '', number: null, references: [] };
      const { losses, words } = target.write(whole, to, fields, resolve);
      const undecided = words.filter(({ decision }) => decision.by === 'nobody');
      return [
        ...losses.map((loss) => ({ ...loss, from, to, row: rowFor(loss.field, undecided) })),
        ...undecided.filter(({ domain }) => domain === 'status').map((use) => ({ ...noStatus(use, source), from, to })),
      ];
    });
  });
  return [
    ...new Map(found.map((loss) => [`${loss.from} ${loss.field} ${loss.what} ${loss.detail.en}`, loss])).values(),
  ];
}

/** Knows everybody and everything that a ticket may name: what is lost then is lost whatever the tickets say. */
function generous({ language, keepsInstants = false }: Passage): Resolver {
  return {
    person: () => '0',
    group: () => '0',
    place: (_, name) => ({ id: '0', name }),
    asset: () => '0',
    maxLength: () => null,
    keepsInstants,
    language,
    zone: 'UTC',
  };
}

function noClass({ native }: ClassView, kind: Kind, { wording }: LoadedMapping): PassageLoss {
  const word = inBoth((language) => wording.word('kind', kind, language));
  const detail = {
    fr: `${word.fr} : l’outil cible n’a pas de classe pour cela`,
    en: `${word.en}: the target has no class for it`,
  };
  return { from: native, to: null, field: 'kind', what: 'no-word', detail, kept: false, row: null };
}

function noStatus({ word, decision }: WordUse, { wording }: LoadedMapping): Loss & { readonly row: string | null } {
  const status = inBoth((language) => wording.word('status', word, language));
  const detail = {
    fr: `État : l’outil cible n’a pas de mot pour « ${status.fr} »`,
    en: `Status: the target has no word for “${status.en}”`,
  };
  return { field: 'status', what: 'no-word', detail, kept: false, row: decision.by === 'nobody' ? decision.row : null };
}

function rowFor(field: TicketField, undecided: readonly WordUse[]): string | null {
  const use = undecided.find(({ domain }) => domain === field || domain === domainOf(field as FieldName));
  return use?.decision.by === 'nobody' ? use.decision.row : null;
}
