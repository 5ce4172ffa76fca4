import { blankTicket, type Entry, type Person, type Ticket, type TicketField, ticketFields } from '@passerelle/ticket';
import { isSame } from '../evaluate/value.js';
import { rulesVoice, type Ruling } from '../ruling.js';
import type { News, Situation } from '../situation.js';

export const noon = '2025-11-18T12:00:00.000Z';

export function person(name: string, login: string | null = null): Person {
  return { name, login, email: null, employeeNumber: null, cut: false };
}

export const suzanne = person('Suzanne Diabaté', 'sdiabate');
export const paul = person('Paul Smith', 'psmith');

export function ticket(said: Partial<Ticket> = {}): Ticket {
  return {
    ...blankTicket,
    audience: 'public',
    title: 'Impossible de lancer le logiciel',
    requester: paul,
    id: 't1',
    number: 'R-000380',
    references: [{ connection: 'itop-academie', number: 'R-000380', url: null }],
    ...said,
  };
}

export function line(id: string, said: Partial<Entry> = {}): Entry {
  return {
    id,
    ticket: 't1',
    kind: 'comment',
    audience: 'public',
    text: 'Bonjour, j’ai fait le test sur plusieurs postes.',
    author: paul,
    at: noon,
    origin: { connection: 'itop-academie', native: id, ordinal: 1 },
    task: null,
    ...said,
  };
}

/** A step: what the ticket was, what it is, and which lines are new. Fields that differ are the news. */
export function step(
  before: Ticket | null,
  now: Ticket,
  more: Partial<Omit<Situation, 'news'>> & {
    readonly fresh?: readonly Entry[];
    readonly news?: Partial<News>;
  } = {},
): Situation {
  const { fresh = [], news = {}, entries = [], ...rest } = more;
  return {
    before,
    ticket: now,
    entries: [...entries, ...fresh],
    timers: [],
    now: noon,
    ...rest,
    news: {
      fields: ticketFields.filter((field: TicketField) => before === null || !isSame(before[field], now[field])),
      entries: fresh.map(({ id }) => id),
      by: 'itop-academie',
      mark: 'digest-1',
      ...news,
    },
  };
}

/** The situation once a ruling is kept and nothing new has come. */
export function kept(situation: Situation, ruling: Ruling, now = situation.now): Situation {
  const said = Object.fromEntries(ruling.deltas.map(({ field, value }) => [field, value]));
  const after: Ticket = { ...situation.ticket, ...said };
  const lines = ruling.entries.map(({ seed, kind, audience, text }, index) =>
    line(seed, {
      kind,
      audience,
      text,
      author: suzanne,
      origin: { connection: rulesVoice, native: seed, ordinal: index + 1 },
    }),
  );
  const refused = new Map(ruling.refusals.flatMap(({ entries, why }) => entries.map((id) => [id, why] as const)));
  const judged = situation.entries.map((one): Entry => {
    const why = refused.get(one.id);
    return why === undefined ? one : { ...one, refusedBy: why };
  });
  const replaced = new Set([...ruling.timers.cancel, ...ruling.timers.set.map(({ id }) => id)]);
  return {
    ...situation,
    before: after,
    ticket: after,
    entries: [...judged, ...lines],
    now,
    timers: [...situation.timers.filter(({ id }) => !replaced.has(id)), ...ruling.timers.set],
    news: { fields: [], entries: [], by: null, mark: '' },
  };
}
