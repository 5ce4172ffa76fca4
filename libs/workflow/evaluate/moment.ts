import type { Entry, EntryId, Ticket, TicketField } from '@passerelle/ticket';
import { rulesVoice } from '../ruling.js';
import type { Situation } from '../situation.js';

/** The situation as the rules that come later see it: with what earlier rules said, without what was refused. */
export interface Moment {
  readonly situation: Situation;
  readonly ticket: Ticket;
  /** Changed in this step, by tools or by rules. */
  readonly changed: ReadonlySet<TicketField>;
  readonly entered: readonly Entry[];
  readonly amended: readonly Entry[];
  readonly born: string | null;
}

export function momentOf(situation: Situation): Moment {
  const fresh = new Set(situation.news.entries);
  const amended = new Set(situation.news.amended);
  return {
    situation,
    ticket: situation.ticket,
    changed: new Set(situation.news.fields),
    entered: situation.entries.filter((line) => fresh.has(line.id) && isHeard(line)),
    amended: situation.entries.filter((line) => amended.has(line.id) && isHeard(line)),
    born: situation.born ?? bornIn(situation.ticket),
  };
}

export function without(moment: Moment, refused: readonly EntryId[]): Moment {
  return { ...moment, entered: moment.entered.filter(({ id }) => !refused.includes(id)) };
}

function bornIn({ number, references }: Ticket): string | null {
  const own = number === null ? undefined : references.find((reference) => reference.number === number);
  return (own ?? references[0])?.connection ?? null;
}

/** Rules hear tools and people, neither each other nor what one of them refused. */
export function isHeard({ origin, refusedBy }: Entry): boolean {
  return origin.connection !== rulesVoice && !refusedBy;
}
