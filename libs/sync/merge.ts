import type { EntryReading } from '@passerelle/mapping';
import {
  blankTicket,
  type Attachment,
  type Entry,
  type Ticket,
  type TicketField,
  type TicketFields,
} from '@passerelle/ticket';
import { alone, judge, type Dispute, type Standing } from './conflict.js';
import { editedLines } from './edit.js';
import { attachmentId, entryId, stable, ticketId } from './identity.js';
import type { Delta } from './listen.js';
import { foldAssets } from './machines/assets.js';
import type { EntryBond, WholeTicket } from './ports/records.js';

/** The canonical ticket after a delta, and what of it is different now. */
export interface Merged {
  readonly whole: WholeTicket;
  readonly changed: readonly TicketField[];
  /** What the tool must be told again: its own word did not stand. */
  readonly back: readonly TicketField[];
  readonly disputes: readonly Dispute[];
  readonly newEntries: readonly Entry[];
  /** Known lines as they are now, where they were changed. */
  readonly editedEntries: readonly Entry[];
  readonly newAttachments: readonly Attachment[];
  /** As they were while they were public; in the whole they are internal now. */
  readonly narrowed: { readonly entries: readonly Entry[]; readonly attachments: readonly Attachment[] };
}

/** Folds one tool's news into the ticket. Values in, value out; what the tool did not say stays as it was. */
export function merge(
  connection: string,
  delta: Delta,
  before: WholeTicket | null,
  standing: Standing = alone,
  copies: readonly EntryBond[] = [],
): Merged {
  const id = before?.ticket.id ?? ticketId(connection, delta.native.id);
  const { assets: _list, ...rest } = delta.said;
  const verdict = judge(connection, rest, before?.ticket ?? null, standing);
  const mayTie = before === null || standing.maySpeak('assets');
  // Ties are a set: two tools that add to it do not contradict each other.
  const tied = delta.assets && mayTie ? { assets: foldAssets(before?.ticket.assets ?? [], delta.assets) } : {};
  const taken = { ...verdict.taken, ...tied, ...noLongerWaiting(verdict.taken, before) };
  const { disputes } = verdict;
  const back = delta.assets && !mayTie ? [...verdict.back, 'assets' as const] : verdict.back;
  const ticket = foldFields(id, connection, delta, taken, before);
  const changed = (Object.keys(taken) as TicketField[]).filter(
    (field) => stable(ticket[field]) !== stable(before?.ticket[field]),
  );
  const known = before?.entries.filter((entry) => entry.origin.connection === connection).length ?? 0;
  const newEntries = delta.entries.map(({ name, reading }, index): Entry => ({
    id: entryId(id, connection, name),
    ticket: id,
    kind: reading.kind,
    audience: reading.audience,
    text: reading.text,
    author: reading.author,
    at: reading.at,
    origin: { connection, native: name, ordinal: known + index + 1 },
    ...detailsOf(reading),
  }));
  const knownFiles = before?.attachments.filter((file) => file.origin.connection === connection).length ?? 0;
  const newAttachments = delta.attachments.map(({ native, author }, index): Attachment => ({
    id: attachmentId(id, connection, native.id),
    ticket: id,
    name: native.name,
    mime: native.mime,
    size: native.size,
    sha256: native.sha256,
    audience: native.audience,
    author,
    at: native.at,
    origin: { connection, native: native.id, ordinal: knownFiles + index + 1 },
  }));
  const editedEntries = editedLines(connection, delta, before, copies);
  const edited = (entry: Entry): Entry => editedEntries.find(({ id }) => id === entry.id) ?? entry;
  const isNarrowed = ({ origin }: Pick<Entry, 'origin'>): boolean =>
    origin.connection === connection && delta.narrowed.has(origin.native);
  const narrow = <T extends Entry | Attachment>(part: T): T =>
    isNarrowed(part) ? { ...part, audience: 'internal' } : part;
  return {
    whole: {
      ticket,
      why: { ...before?.why, ...pick(delta.why, taken) },
      entries: [...(before?.entries ?? []).map(edited).map(narrow), ...newEntries],
      attachments: [...(before?.attachments ?? []).map(narrow), ...newAttachments],
    },
    changed,
    back,
    disputes,
    newEntries,
    editedEntries: editedEntries.map(narrow),
    newAttachments,
    narrowed: {
      entries: before?.entries.filter(isNarrowed) ?? [],
      attachments: before?.attachments.filter(isNarrowed) ?? [],
    },
  };
}

/** Why of what was taken over. */
function pick(why: Delta['why'], taken: Partial<TicketFields>): Delta['why'] {
  return Object.fromEntries(Object.entries(why).filter(([field]) => field in taken));
}

/** What a line says besides its text, as far as it says anything. */
function detailsOf({ task, solution, verdict, approval }: EntryReading) {
  return {
    task: task ?? null,
    ...(solution && { solution }),
    ...(verdict && { verdict }),
    ...(approval && { approval }),
  };
}

/** A tool without a field for the reason says that it holds no more by another status. */
function noLongerWaiting(
  { status, pendingReason }: Partial<TicketFields>,
  before: WholeTicket | null,
): Partial<TicketFields> {
  const ends = status !== undefined && status !== 'pending' && pendingReason === undefined;
  return ends && before?.ticket.pendingReason ? { pendingReason: null } : {};
}

function foldFields(
  id: string,
  connection: string,
  delta: Delta,
  taken: Partial<TicketFields>,
  before: WholeTicket | null,
): Ticket {
  const { native } = delta;
  const others = before?.ticket.references.filter((reference) => reference.connection !== connection) ?? [];
  const own = native.number === null ? [] : [{ connection, number: native.number, url: native.url }];
  return {
    ...(before?.ticket ?? blankTicket),
    ...taken,
    id,
    number: before?.ticket.number ?? native.number,
    references: [...others, ...own],
  };
}
