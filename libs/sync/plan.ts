import type { TicketField } from '@passerelle/ticket';
import { intentKey } from './identity.js';
import type { Act, Bond, Intent, RunId, WholeTicket } from './ports/records.js';

/** Room for a ticket's entries between its creation and its files, and for its files before what ends it. */
const positions = { create: 0, entries: 1, attachments: 1_000_000, update: 2_000_000, close: 3_000_000 } as const;

export interface Planned {
  readonly connection: string;
  readonly run: RunId;
  readonly whole: WholeTicket;
  /** The ticket's presence in the connection to be told; null when it is not there yet. */
  readonly bond: Bond | null;
  /** Entries and attachments that the connection has already. */
  readonly told: ReadonlySet<string>;
  readonly changed: readonly TicketField[];
  /** Tells apart two updates of the same ticket. */
  readonly digest: string;
}

/** What one connection must be told of one ticket. Order within the ticket: it exists, it speaks, it ends. */
export function plan(planned: Planned): readonly Intent[] {
  const { whole, bond, told, changed } = planned;
  const entries = whole.entries.filter(
    (entry) => !told.has(entry.id) && entry.origin.connection !== planned.connection,
  );
  const files = whole.attachments.filter((file) => !told.has(file.id) && file.origin.connection !== planned.connection);
  const ended = endsTicket(whole) && (bond === null ? whole.entries.length + whole.attachments.length > 0 : false);
  const intents: Intent[] = [];
  if (bond === null) intents.push(intent(planned, { kind: 'create' }, '', positions.create));
  for (const entry of entries) {
    const position = positions.entries + whole.entries.indexOf(entry);
    intents.push(intent(planned, { kind: 'append', entry: entry.id }, entry.id, position));
  }
  for (const file of files) {
    const position = positions.attachments + whole.attachments.indexOf(file);
    intents.push(intent(planned, { kind: 'attach', attachment: file.id }, file.id, position));
  }
  if (bond !== null && changed.length > 0) {
    intents.push(intent(planned, { kind: 'update', fields: changed }, planned.digest, positions.update));
  }
  if (ended) intents.push(intent(planned, { kind: 'update', fields: endFields }, 'end', positions.close));
  return intents;
}

/** Many tools take no further line once a ticket is closed, some without saying so: it is told that last. */
export const endFields: readonly TicketField[] = ['status', 'outcome', 'resolution', 'resolved', 'closed'];

export function endsTicket(whole: WholeTicket): boolean {
  return whole.ticket.status === 'closed' || whole.ticket.status === 'cancelled';
}

function intent(planned: Planned, act: Act, subject: string, position: number): Intent {
  const { connection, run, whole } = planned;
  return {
    key: intentKey(connection, whole.ticket.id, act.kind, subject),
    connection,
    ticket: whole.ticket.id,
    act,
    position,
    run,
  };
}
