import type { Keyed, NativeCommand } from '../../contract/command.js';
import type { NativeId, NativeTicket } from '../../contract/native.js';
import type { Found } from '../../contract/receipt.js';
import { Fault } from '../../fault.js';
import type { ToyClient } from './client.js';
import { toyIdOf, toyTickets } from './lookup.js';
import { toyNormal } from './normal.js';
import { markedText } from './obey.js';
import { done } from './receipt.js';
import { keptText } from './state.js';

/** Looks for the mark of a command, or for what it would have left behind. Reads only. */
export async function toyFind(
  client: ToyClient,
  sought: Keyed<NativeCommand>,
  others: ReadonlySet<NativeId> = new Set(),
): Promise<Found> {
  const ticket = await near(client, sought);
  if (sought.kind === 'remove')
    return ticket
      ? { verdict: 'not-landed' }
      : { verdict: 'landed', receipt: { key: sought.key, outcome: 'done', id: sought.id } };
  if (!ticket) return { verdict: 'not-landed' };
  const part = landed(sought, ticket, others);
  if (part === false) return { verdict: 'not-landed' };
  const receipt = done(sought.key, ticket);
  return {
    verdict: 'landed',
    receipt: part === true ? { ...receipt, already: true } : { ...receipt, part, already: true },
  };
}

async function near(client: ToyClient, sought: Keyed<NativeCommand>): Promise<NativeTicket | undefined> {
  if (sought.kind === 'create') return (await toyTickets(client, { key: sought.key }))[0];
  try {
    return (await toyTickets(client, { ids: await toyIdOf(client, sought.id) }))[0];
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return undefined;
    throw error;
  }
}

/** The part that it made, or true without one; false where nothing of it is there. */
function landed(sought: Keyed<NativeCommand>, ticket: NativeTicket, others: ReadonlySet<NativeId>): string | boolean {
  switch (sought.kind) {
    case 'create':
    case 'remove':
      return true;
    case 'append': {
      const free = ticket.entries.filter(({ id }) => id === null || !others.has(id));
      // The toy tool keeps texts as they are, so only what says exactly this is ours: people paste marks, and quote us.
      const sent = keptText('entry', markedText(sought.entry));
      const found = free.find(({ text }) => text === sent);
      return found?.id ?? false;
    }
    case 'attach': {
      const { name, sha256 } = sought.file;
      const free = ticket.attachments.filter(({ id }) => !others.has(id));
      return free.find((each) => each.name === name && each.sha256 === sha256)?.id ?? false;
    }
    case 'update':
      return holds(ticket, sought.fields);
    case 'transition':
      return holds(ticket, { ...sought.fields, status: sought.to });
    case 'amend': {
      const text = ticket.entries.find(({ id }) => id === sought.entry)?.text;
      return text !== undefined && text === sought.change['text'];
    }
    case 'retract':
      return !ticket.entries.some(({ id }) => id === sought.entry);
    case 'link':
      return (ticket.fields['assets'] as readonly string[]).includes(sought.asset);
    case 'unlink':
      return !(ticket.fields['assets'] as readonly string[]).includes(sought.asset);
    case 'relate':
      return (ticket.fields['relations'] as readonly string[]).includes(`${sought.as}:${sought.to}`);
  }
}

function holds(ticket: NativeTicket, fields: NativeTicket['fields']): boolean {
  return Object.entries(fields).every(
    ([field, value]) =>
      toyNormal(ticket.class, field, value) === toyNormal(ticket.class, field, ticket.fields[field] ?? null),
  );
}
