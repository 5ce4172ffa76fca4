import type { Status, TicketField } from '@passerelle/ticket';
import { intentKey } from './identity.js';
import { isForAnother } from './left-behind.js';
import type { Act, Intent, RunId, WholeTicket } from './ports/records.js';

/** Room for a ticket's entries between its creation and its files, and for its files before what ends it. */
const positions = {
  create: 0,
  entries: 1,
  retract: 0,
  amend: 999_999,
  attachments: 1_000_000,
  update: 2_000_000,
  close: 3_000_000,
} as const;

export interface Planned {
  readonly connection: string;
  /** In whose terms. */
  readonly route: string;
  readonly run: RunId;
  readonly whole: WholeTicket;
  /** The ticket is in the connection to be told. */
  readonly present: boolean;
  /** Its creation was planned earlier, whatever came of it. */
  readonly begun: boolean;
  /** Entries and attachments that the connection has already. */
  readonly told: ReadonlySet<string>;
  /** Attachments that the route leaves behind. */
  readonly withheld: ReadonlySet<string>;
  /** Entries that were told in public and are internal now: they are taken back. */
  readonly narrowed: ReadonlySet<string>;
  /** Entries that were changed after they were told. */
  readonly edited: ReadonlySet<string>;
  readonly changed: readonly TicketField[];
  /** Tells apart two updates of the same ticket, together with how many were planned before: a ticket may become again what it was. */
  readonly digest: string;
  readonly updates: number;
  /** Whoever said it waits for it. */
  readonly urgent?: true;
}

/** What one connection must be told of one ticket. Order within the ticket: it exists, it speaks, it ends. */
export function plan(planned: Planned): readonly Intent[] {
  const { whole, present, begun, told, changed } = planned;
  const { connection, digest, updates } = planned;
  const elsewhere = ({ id, origin }: { readonly id: string; readonly origin: { readonly connection: string } }) =>
    !told.has(id) && origin.connection !== connection;
  const intents: Intent[] = [];
  if (!present) intents.push(intent(planned, { kind: 'create' }, '', positions.create));
  for (const [index, entry] of whole.entries.entries()) {
    if (!elsewhere(entry) || entry.refusedBy || isForAnother(entry, connection)) continue;
    intents.push(intent(planned, { kind: 'append', entry: entry.id }, entry.id, positions.entries + index));
  }
  for (const id of planned.narrowed)
    intents.push(intent(planned, { kind: 'retract', entry: id }, id, positions.retract));
  for (const id of planned.edited)
    intents.push(intent(planned, { kind: 'amend', entry: id }, `${id} ${digest}`, positions.amend));
  for (const [index, file] of whole.attachments.entries()) {
    if (!elsewhere(file) || planned.withheld.has(file.id)) continue;
    intents.push(intent(planned, { kind: 'attach', attachment: file.id }, file.id, positions.attachments + index));
  }
  // A creation that was begun may be under way with what the ticket said before; when it is not, the update finds itself said.
  if ((present || begun) && changed.length > 0) {
    intents.push(intent(planned, { kind: 'update', fields: changed }, `${digest} ${updates}`, positions.update));
  }
  if (!present && endsTicket(whole) && whole.entries.length + whole.attachments.length > 0) {
    intents.push(intent(planned, { kind: 'update', fields: endFields }, 'end', positions.close));
  }
  return intents;
}

/** Many tools take no further line once a ticket is closed, some without saying so: it is told that last. */
export const endFields: readonly TicketField[] = ['status', 'outcome', 'resolution', 'resolved', 'closed'];

export function endsTicket(whole: WholeTicket): boolean {
  return isEnded(whole.ticket.status);
}

export function isEnded(status: Status): boolean {
  return status === 'closed' || status === 'cancelled';
}

/** The last word to a ticket that is created open, so that its journal can be told, although it is closed. */
export function isEnd({ position }: Pick<Intent, 'position'>): boolean {
  return position === positions.close;
}

function intent(planned: Planned, act: Act, subject: string, position: number): Intent {
  const { connection, route, run, whole } = planned;
  return {
    key: intentKey(connection, whole.ticket.id, act.kind, subject),
    connection,
    ticket: whole.ticket.id,
    act,
    position,
    route,
    run,
    ...(planned.urgent && { urgent: planned.urgent }),
  };
}

/** The rest of a creation that ended before its ticket stood where it should. */
export function goOn({ connection, ticket, route, run }: Intent): Intent {
  const key = intentKey(connection, ticket, 'update', 'rest of the creation');
  return {
    key,
    connection,
    ticket,
    act: { kind: 'update', fields: ['status'] },
    position: positions.update,
    route,
    run,
  };
}
