import { keptText, toyPriorities, toyStatuses, type ToyState, type ToyTicket } from './state.js';

/** What can be done in the toy tool, by its users and by its interface alike. */

export interface ToyDraft {
  readonly class: string;
  readonly key?: string | null;
  readonly born?: number | null;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly silent?: boolean;
}

export interface ToyWords {
  readonly journal: string;
  readonly text: string;
  readonly author?: string | null;
  readonly at?: number | null;
  readonly silent?: boolean;
}

const written = new Set(['title', 'body', 'status', 'priority', 'requester', 'group']);

function second(state: ToyState): number {
  return Math.floor(state.clock.now().getTime() / 1000) * 1000;
}

export function touch(state: ToyState, ticket: ToyTicket): void {
  ticket.changed = second(state);
  ticket.revision += 1;
}

export function openTicket(state: ToyState, draft: ToyDraft): ToyTicket {
  const now = second(state);
  const ticket: ToyTicket = {
    id: state.random.hex(16),
    number: `TOY${String(++state.numbered).padStart(5, '0')}`,
    class: draft.class,
    key: draft.key ?? null,
    fields: { title: null, body: null, status: 'open', priority: '3', requester: null, group: null, legacy: null },
    entries: [],
    files: [],
    assets: new Set(),
    relations: [],
    born: draft.born ?? now,
    changed: now,
    revision: 1,
    spoilt: false,
  };
  fill(ticket, draft.fields);
  state.tickets.set(ticket.id, ticket);
  if (!draft.silent) state.mails.push({ toRequester: true, text: `${ticket.number}: ${ticket.fields['title']}` });
  return ticket;
}

/** Sets fields as the tool does: codes and columns that it does not know are passed over without a word. */
function fill(ticket: ToyTicket, fields: Readonly<Record<string, string | null>>): void {
  for (const [field, value] of Object.entries(fields)) {
    if (!written.has(field)) continue;
    if (field === 'priority' && (value === null || !toyPriorities.includes(value))) continue;
    if (field === 'status' && (value === null || !toyStatuses.includes(value))) continue;
    const kept = value === null ? null : keptText(field, value);
    ticket.fields[field] = kept === '' ? null : kept;
  }
}

export function changeTicket(
  state: ToyState,
  ticket: ToyTicket,
  fields: Readonly<Record<string, string | null>>,
): void {
  fill(ticket, fields);
  touch(state, ticket);
}

export function write(state: ToyState, ticket: ToyTicket, words: ToyWords): string {
  const id = state.random.hex(12);
  const text = keptText('entry', words.text);
  const author = words.author ?? 'passerelle';
  ticket.entries.push({ id, journal: words.journal, text, author, at: words.at ?? second(state) });
  touch(state, ticket);
  if (words.journal === 'reply' && !words.silent) state.mails.push({ toRequester: true, text });
  return id;
}

export function attach(
  state: ToyState,
  ticket: ToyTicket,
  file: { name: string; mime: string; content: Buffer },
): string {
  const id = state.random.hex(12);
  ticket.files.push({ ...file, id, author: 'passerelle', at: second(state) });
  touch(state, ticket);
  return id;
}
