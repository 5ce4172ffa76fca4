import type { Told } from '@passerelle/connector';
import type { Entry, Ticket, TicketField } from '@passerelle/ticket';
import {
  evaluate,
  rulesVoice,
  voiceOf,
  type RuleEntry,
  type RuleSet,
  type Ruling,
  type Situation,
  type Timer,
} from '@passerelle/workflow';
import { entryId, stable } from './identity.js';
import type { Merged } from './merge.js';
import type { KeptTicket } from './ports/records.js';

export interface Ruled {
  readonly merged: Merged;
  /** Fields that rules gave another value than the tools said. */
  readonly ruled: readonly TicketField[];
  readonly timers: Ruling['timers'];
  /** Rules that undo each other; nothing of the ruling counts then. */
  readonly trouble: Told | null;
}

/**
 * Rules are one more voice (law 11): what they say is folded into the ticket as a tool's word is, in the same step, so that
 * nobody ever sees the ticket without it. `mark` names the step; the same after a crash.
 */
export function rule(
  rules: RuleSet,
  merged: Merged,
  before: KeptTicket | null,
  said: { readonly by: string | null; readonly mark: string },
  timers: readonly Timer[],
  now: string,
): Ruled {
  const { whole } = merged;
  const situation: Situation = {
    before: before?.ticket ?? null,
    ticket: whole.ticket,
    entries: whole.entries,
    news: {
      fields: merged.changed,
      // What a ticket brings along when it is first heard of is its history, not news.
      entries: before === null ? [] : merged.newEntries.map(({ id }) => id),
      amended: before === null ? [] : merged.editedEntries.map(({ id }) => id),
      by: said.by,
      mark: said.mark,
    },
    timers,
    now,
  };
  const ruling = evaluate(rules, situation);
  if (ruling.trouble) return { merged, ruled: [], timers: { set: [], cancel: [] }, trouble: ruling.trouble.message };
  const voice = voiceOf(ruling);
  const ticket: Ticket = { ...whole.ticket, ...voice.said };
  const ruled = (Object.keys(voice.said) as TicketField[]).filter(
    (field) => stable(ticket[field]) !== stable(whole.ticket[field]),
  );
  const refusedBy = new Map(ruling.refusals.flatMap(({ entries, why }) => entries.map((id) => [id, why] as const)));
  const judged = (entry: Entry): Entry => {
    const why = refusedBy.get(entry.id);
    return why === undefined ? entry : { ...entry, refusedBy: why };
  };
  const spoken = lines(ticket.id, whole.entries, ruling, now);
  const changed = [...new Set([...merged.changed, ...ruled])].filter(
    (field) => stable(ticket[field]) !== stable(before?.ticket[field]),
  );
  return {
    merged: {
      ...merged,
      whole: {
        ...whole,
        ticket,
        why: { ...whole.why, ...voice.why },
        entries: [...whole.entries.map(judged), ...spoken],
      },
      changed,
      newEntries: [...merged.newEntries.map(judged), ...spoken],
    },
    ruled,
    timers: ruling.timers,
    trouble: null,
  };
}

/** What rules write, and what they tell whoever was refused; a cause that spoke before adds nothing. */
function lines(
  ticket: string,
  entries: readonly Entry[],
  { entries: added, refusals }: Ruling,
  now: string,
): readonly Entry[] {
  const own = entries.filter(({ origin }) => origin.connection === rulesVoice);
  const spoken: readonly Pick<RuleEntry, 'seed' | 'kind' | 'audience' | 'text'>[] = [
    ...added,
    ...refusals.map(({ seed, message }) => ({ seed, kind: 'comment', audience: 'public', text: message }) as const),
  ];
  const fresh = spoken.filter(({ seed }) => !own.some(({ origin }) => origin.native === seed));
  return fresh.map(({ seed, kind, audience, text }, index) => ({
    id: entryId(ticket, rulesVoice, seed),
    ticket,
    kind,
    audience,
    text,
    author: { name: 'Passerelle', email: null, login: null, employeeNumber: null, cut: false },
    at: now,
    origin: { connection: rulesVoice, native: seed, ordinal: own.length + index + 1 },
    task: null,
  }));
}
