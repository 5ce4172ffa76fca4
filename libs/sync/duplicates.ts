import { hash } from 'node:crypto';
import type { Instant, Person, Ticket } from '@passerelle/ticket';
import { fold, nameKey } from './people/index.js';
import type { Duplicate } from './ports/register.js';

/** Milliseconds between two tellings of one need, at most. */
const usualSpan = 14 * 86_400_000;
/** Share of words that two descriptions have in common to be one. */
const alike = 0.7;

type Told = Pick<
  Ticket,
  'id' | 'number' | 'title' | 'description' | 'requester' | 'created' | 'kind' | 'outcome' | 'relations' | 'references'
>;

/**
 * Tickets by which the same person asks for the same thing again: offered to somebody, never merged. Each is offered
 * against the earliest of its kind; what is tied or refused already is not offered.
 */
export function duplicatesAmong(tickets: readonly Told[], now: Instant, span = usualSpan): readonly Duplicate[] {
  const byPerson = Map.groupBy(tickets.filter(counts), (ticket) => keyOf(ticket.requester));
  return [...byPerson].flatMap(([person, theirs]) => {
    if (person === null) return [];
    const inTime = theirs.toSorted((a, b) => ((a.created ?? '') < (b.created ?? '') ? -1 : 1));
    return inTime.flatMap((ticket, at) => {
      const first = inTime.slice(0, at).find((earlier) => isSame(earlier, ticket, span));
      return first && !areTied(first, ticket) ? [offerOf(ticket, first, now)] : [];
    });
  });
}

function counts({ outcome, title }: Told): boolean {
  return outcome !== 'duplicate' && title.trim() !== '';
}

/** By an address, a login or a number; a name alone may be a namesake's, and is taken only where it is all that is said. */
function keyOf(person: Person | null): string | null {
  if (!person || person.cut) return null;
  const { email, login, employeeNumber, name } = person;
  if (email) return `e ${fold(email.trim())}`;
  if (employeeNumber) return `n ${fold(employeeNumber)}`;
  if (login) return `l ${fold(login)}`;
  const key = nameKey(name ?? '');
  return key === '' ? null : `p ${key}`;
}

function isSame(a: Told, b: Told, span: number): boolean {
  if (a.kind !== b.kind && a.kind !== 'suggestion' && b.kind !== 'suggestion') return isTextSame(a, b, span, 0.9);
  return a.kind === b.kind && isTextSame(a, b, span, alike);
}

function isTextSame(a: Told, b: Told, span: number, enough: number): boolean {
  if (a.created === null || b.created === null) return false;
  if (Math.abs(Date.parse(a.created) - Date.parse(b.created)) > span) return false;
  const titles = shared(wordsOf(a.title), wordsOf(b.title));
  const texts = shared(wordsOf(a.description), wordsOf(b.description));
  return titles >= enough && (texts >= enough || wordsOf(a.description).size + wordsOf(b.description).size === 0);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(fold(text.slice(0, 5_000)).match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}

/** Jaccard's index: words in common among all words; of nothing and nothing it is all. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - both;
  return all === 0 ? 1 : both / all;
}

function areTied(a: Told, b: Told): boolean {
  const names = ({ number, references }: Told): readonly (string | null)[] => [
    number,
    ...references.map((reference) => reference.number),
  ];
  const ties = (one: Told, other: Told): boolean =>
    one.relations.some((relation) => names(other).includes(relation.number));
  return ties(a, b) || ties(b, a);
}

function offerOf(ticket: Told, of: Told, at: Instant): Duplicate {
  const id = hash('sha256', JSON.stringify(['duplicate', ticket.id, of.id])).slice(0, 32);
  const why = `${ticket.number ?? ticket.id} · ${of.number ?? of.id} : «${ticket.title.slice(0, 200)}»`;
  return { id, ticket: ticket.id, of: of.id, why, state: 'offered', at, decided: null, by: null };
}
