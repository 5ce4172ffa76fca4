import type { Entry, Ticket } from '@passerelle/ticket';
import type { LineTest } from '../rule.js';
import { isSamePerson } from './same-person.js';

/** Whether a line of the journal is what a rule asks for. What cannot be known does not fit. */
export function fits(line: Entry, test: LineTest, ticket: Ticket): boolean {
  return (
    among(test.kinds, line.kind) &&
    (test.audience === undefined || test.audience === line.audience) &&
    (test.verdict === undefined || test.verdict === verdictOf(line, ticket)) &&
    (test.from === undefined || test.from === sideOf(line, ticket)) &&
    (test.text === undefined || test.text === presence(line.text)) &&
    (test.reason === undefined || test.reason === presence(line.text, reasonOf(line, ticket))) &&
    (test.planned === undefined || test.planned === ((line.task?.plannedFrom ?? null) !== null)) &&
    among(test.states, line.task?.state) &&
    among(test.categories, line.task?.category)
  );
}

/** A line that does not say its verdict says the ticket's: tools keep one at a time. */
function verdictOf(line: Entry, ticket: Ticket): 'accepted' | 'refused' | null {
  if (line.kind !== 'verdict') return null;
  if (!line.verdict) return ticket.resolution?.verdict ?? null;
  return line.verdict.accepted ? 'accepted' : 'refused';
}

/** Some tools keep the reason beside the line, and some on the ticket. */
function reasonOf(line: Entry, ticket: Ticket): string | null {
  return line.verdict ? line.verdict.reason : (ticket.resolution?.reason ?? null);
}

function presence(...texts: readonly (string | null)[]): 'some' | 'none' {
  return texts.some((text) => text !== null && text.trim() !== '') ? 'some' : 'none';
}

function sideOf({ author }: Entry, { requester }: Ticket): 'requester' | 'support' | null {
  if (author === null || requester === null) return null;
  if (isSamePerson(author, requester)) return 'requester';
  return author.cut || requester.cut ? null : 'support';
}

function among<T>(wanted: readonly T[] | undefined, value: T | null | undefined): boolean {
  return wanted === undefined || (value !== null && value !== undefined && wanted.includes(value));
}
