import { reaches, type Grant, type Why } from '@passerelle/api';
import { whyValues } from '@passerelle/runtime';
import type { TicketField } from '@passerelle/ticket';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import type { Language } from '../problem.js';
import type { SeenTicket } from '../seen-ticket.js';

export async function whyOf(
  grounds: Grounds,
  seen: SeenTicket,
  field: TicketField,
  grant: Grant,
  language: Language,
): Promise<Why> {
  const { house } = grounds;
  const only = { ...house.store, byNumber: () => Promise.resolve([seen.ticket.id]) };
  const found = await whyValues({ ...house, store: only }, await grounds.mirror(), seen.ticket.id, field);
  const [why] = found;
  if (!why) throw new ApiRefusal('not-found', 'no such ticket');
  const isReached = ({ connection }: { readonly connection: string }): boolean => reaches(grant, connection);
  return {
    field,
    value: why.value,
    why: why.why,
    said: why.said.filter(isReached).map(({ connection, number, heard, says, value, row, error }) => ({
      connection,
      number,
      heard,
      says,
      value,
      row,
      error,
    })),
    rules: why.rules.map(({ rule, at, did, because }) => ({ rule, at, did, because })),
    conflicts: why.conflicts.filter(isReached).map(({ id, connection, at, theirs, ours, stands, state }) => ({
      id,
      connection,
      at,
      theirs: JSON.parse(theirs) as unknown,
      ours: JSON.parse(ours) as unknown,
      stands,
      state,
    })),
    waiting: why.waiting.filter(isReached).map(({ connection, state, trouble }) => ({
      connection,
      state,
      trouble: trouble?.message[language] ?? null,
    })),
  };
}
