import type { Attachment, Entry } from '@passerelle/ticket';
import {
  numberKey,
  type AttachmentBond,
  type Bond,
  type Changes,
  type Conflict,
  type EntryBond,
  type Observation,
  type Pause,
  type PersonLink,
  type Postponed,
  type Quarantine,
  type RunRecord,
  type SavedCursor,
} from '@passerelle/sync';
import type { Timer } from '@passerelle/workflow';
import { arrayLiteral, kept, keptOrNull } from '../wire/text.js';
import { replacing, type Column, type Table } from './table.js';

type KeptTicket = NonNullable<Changes['tickets']>[number];

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const ticketColumns: readonly Column<KeptTicket>[] = [
  { name: 'id', value: ({ ticket }) => kept(ticket.id) },
  { name: 'numbers', type: 'text[]', value: ({ ticket }) => arrayLiteral(numberKeys(ticket)) },
  { name: 'said', type: 'json', value: ({ ticket }) => JSON.stringify(ticket) },
  { name: 'why', type: 'json', value: ({ why }) => JSON.stringify(why) },
];

function numberKeys({ number, references }: KeptTicket['ticket']): readonly string[] {
  const numbers = [number, ...references.map((reference) => reference.number)];
  return [...new Set(numbers.flatMap((one) => (one === null ? [] : [numberKey(one)])))];
}

const replaced = `${replacing(['id'], ticketColumns)}, revision = ticket.revision + 1`;

/** Whatever revision is kept. */
export const tickets: Table<KeptTicket> = { name: 'ticket', columns: ticketColumns, conflict: replaced };

/** Only over the revision that it was made from. */
export const ticketsMadeFrom: Table<KeptTicket> = {
  name: 'ticket',
  columns: [...ticketColumns, { name: 'revision', type: 'int', value: ({ was = 0 }) => String(was + 1) }],
  conflict: `${replaced} where excluded.revision = ticket.revision + 1 returning id`,
};

const lineColumns: readonly Column<Entry | Attachment>[] = [
  { name: 'id', value: ({ id }) => kept(id) },
  { name: 'ticket', value: ({ ticket }) => kept(ticket) },
  { name: 'audience', value: ({ audience }) => audience },
  { name: 'author', type: 'json', value: ({ author }) => jsonOrNull(author) },
  { name: 'at', value: ({ at }) => at },
  { name: 'connection', value: ({ origin }) => kept(origin.connection) },
  { name: 'native', value: ({ origin }) => kept(origin.native) },
  { name: 'ordinal', type: 'int', value: ({ origin }) => String(origin.ordinal) },
];

const entryColumns: readonly Column<Entry>[] = [
  ...lineColumns,
  { name: 'kind', value: ({ kind }) => kind },
  { name: 'text', value: ({ text }) => kept(text) },
  { name: 'task', type: 'json', value: ({ task }) => jsonOrNull(task ?? null) },
  { name: 'details', type: 'json', value: detailsOf },
];

/** What few lines say besides their text. */
function detailsOf({ solution, verdict, approval, refusedBy }: Entry): string | null {
  const details = { solution, verdict, approval, refusedBy };
  return Object.values(details).some(Boolean) ? JSON.stringify(details) : null;
}

export const entries: Table<Entry> = {
  name: 'entry',
  columns: entryColumns,
  conflict: replacing(['id'], entryColumns),
};

const attachmentColumns: readonly Column<Attachment>[] = [
  ...lineColumns,
  { name: 'name', value: ({ name }) => kept(name) },
  { name: 'mime', value: ({ mime }) => keptOrNull(mime) },
  { name: 'size', type: 'bigint', value: ({ size }) => (size === null ? null : String(size)) },
  { name: 'sha256', value: ({ sha256 }) => sha256 },
];

export const attachments: Table<Attachment> = {
  name: 'attachment',
  columns: attachmentColumns,
  conflict: replacing(['id'], attachmentColumns),
};

const bondColumns: readonly Column<Bond>[] = [
  { name: 'connection', value: ({ connection }) => kept(connection) },
  { name: 'native', value: ({ native }) => kept(native) },
  { name: 'class', value: (bond) => kept(bond.class) },
  { name: 'number', value: ({ number }) => keptOrNull(number) },
  { name: 'number_key', value: ({ number }) => (number === null ? null : kept(numberKey(number))) },
  { name: 'url', value: ({ url }) => keptOrNull(url) },
  { name: 'ticket', value: ({ ticket }) => kept(ticket) },
  { name: 'digest', value: ({ shadow }) => keptOrNull(shadow?.digest ?? null) },
  { name: 'shadow', type: 'json', value: ({ shadow }) => (shadow === null ? null : JSON.stringify(shadow.fields)) },
  { name: 'lines', type: 'json', value: ({ shadow }) => (shadow?.lines ? JSON.stringify(shadow.lines) : null) },
  { name: 'version', value: ({ version }) => keptOrNull(version) },
  { name: 'origin', value: ({ origin }) => origin },
  { name: 'run', value: ({ run }) => keptOrNull(run) },
  { name: 'tombstone', value: ({ tombstone }) => tombstone },
];

export const bonds: Table<Bond> = {
  name: 'bond',
  columns: bondColumns,
  conflict: replacing(['connection', 'native'], bondColumns),
};

const learning = (table: string, line: string): string =>
  `on conflict (connection, ${line}) do update set native = excluded.native where ${table}.native is null and excluded.native is not null`;

const lineBondColumns: readonly Column<EntryBond | AttachmentBond>[] = [
  { name: 'connection', value: ({ connection }) => kept(connection) },
  { name: 'ticket', value: ({ ticket }) => kept(ticket) },
  { name: 'native', value: ({ native }) => keptOrNull(native) },
];

export const entryBonds: Table<EntryBond> = {
  name: 'entry_bond',
  columns: [...lineBondColumns, { name: 'entry', value: ({ entry }) => kept(entry) }],
  conflict: learning('entry_bond', 'entry'),
};

export const attachmentBonds: Table<AttachmentBond> = {
  name: 'attachment_bond',
  columns: [...lineBondColumns, { name: 'attachment', value: ({ attachment }) => kept(attachment) }],
  conflict: learning('attachment_bond', 'attachment'),
};

export const observations: Table<Observation> = {
  name: 'observation',
  columns: [
    { name: 'connection', value: ({ connection }) => kept(connection) },
    { name: 'native', value: ({ native }) => kept(native) },
    { name: 'run', value: ({ run }) => kept(run) },
    { name: 'heard', value: ({ heard }) => heard },
    { name: 'said', value: ({ said }) => kept(said) },
  ],
  conflict: '',
};

const quarantineColumns: readonly Column<Quarantine>[] = [
  { name: 'connection', value: ({ connection }) => kept(connection) },
  { name: 'native', value: ({ native }) => kept(native) },
  { name: 'number', value: ({ number }) => keptOrNull(number) },
  { name: 'reason', value: ({ reason }) => reason },
  { name: 'detail', value: ({ detail }) => kept(detail.en) },
  { name: 'advice', value: ({ advice }) => kept(advice.en) },
  { name: 'detail_french', value: ({ detail }) => kept(detail.fr) },
  { name: 'advice_french', value: ({ advice }) => kept(advice.fr) },
  { name: 'run', value: ({ run }) => kept(run) },
  { name: 'at', value: ({ at }) => at },
];

export const quarantine: Table<Quarantine> = {
  name: 'quarantine',
  columns: quarantineColumns,
  conflict: replacing(['connection', 'native'], quarantineColumns),
};

const cursorColumns: readonly Column<SavedCursor>[] = [
  { name: 'stream', value: ({ stream }) => kept(stream) },
  { name: 'cursor', value: ({ cursor }) => kept(cursor) },
];

export const postponed: Table<Postponed> = {
  name: 'postponed',
  columns: [
    { name: 'connection', value: ({ connection }) => kept(connection) },
    { name: 'native', value: ({ native }) => kept(native) },
    { name: 'mark', value: ({ mark }) => keptOrNull(mark ?? null) },
  ],
  conflict: 'on conflict (connection, native) do update set mark = excluded.mark',
};

const conflictColumns: readonly Column<Conflict>[] = [
  { name: 'id', value: ({ id }) => kept(id) },
  { name: 'ticket', value: ({ ticket }) => kept(ticket) },
  { name: 'field', value: ({ field }) => field },
  { name: 'connection', value: ({ connection }) => kept(connection) },
  { name: 'theirs', value: ({ theirs }) => kept(theirs) },
  { name: 'ours', value: ({ ours }) => kept(ours) },
  { name: 'stands', value: ({ stands }) => stands },
  { name: 'owner', value: ({ owner }) => keptOrNull(owner) },
  { name: 'state', value: ({ state }) => state },
  { name: 'run', value: ({ run }) => kept(run) },
  { name: 'at', value: ({ at }) => at },
];

export const conflicts: Table<Conflict> = {
  name: 'conflict',
  columns: conflictColumns,
  conflict: `${replacing(['id'], conflictColumns)} where conflict.state = 'open' and excluded.state = 'decided'`,
};

const timerColumns: readonly Column<Timer>[] = [
  { name: 'id', value: ({ id }) => kept(id) },
  { name: 'ticket', value: ({ ticket }) => kept(ticket) },
  { name: 'rule', value: ({ rule }) => kept(rule) },
  { name: 'since', value: ({ since }) => since },
  { name: 'due', value: ({ due }) => due },
  { name: 'state', value: ({ state }) => state },
];

export const pauses: Table<Pause> = {
  name: 'pause',
  columns: [
    { name: 'scope', value: ({ scope }) => kept(scope) },
    { name: 'since', value: ({ since }) => since },
    { name: 'by', value: ({ by }) => kept(by) },
    { name: 'why', value: ({ why }) => kept(why) },
  ],
  conflict: 'on conflict (scope) do nothing',
};

export const timers: Table<Timer> = { name: 'timer', columns: timerColumns, conflict: replacing(['id'], timerColumns) };

export const cursors: Table<SavedCursor> = {
  name: 'cursor',
  columns: cursorColumns,
  conflict: replacing(['stream'], cursorColumns),
};

const runColumns: readonly Column<RunRecord>[] = [
  { name: 'id', value: ({ id }) => kept(id) },
  { name: 'route', value: ({ route }) => kept(route) },
  { name: 'verb', value: ({ verb }) => verb },
  { name: 'state', value: ({ state }) => state },
  { name: 'started', value: ({ started }) => started },
  { name: 'ended', value: ({ ended }) => ended },
  { name: 'report', type: 'json', value: ({ report }) => JSON.stringify(report) },
];

export const runs: Table<RunRecord> = { name: 'run', columns: runColumns, conflict: replacing(['id'], runColumns) };

const personLinkColumns: readonly Column<PersonLink>[] = [
  { name: 'connection', value: ({ connection }) => kept(connection) },
  { name: 'person', value: ({ person }) => kept(person) },
  { name: 'native', value: ({ native }) => keptOrNull(native) },
  { name: 'evidence', value: ({ evidence }) => evidence },
  { name: 'candidates', type: 'json', value: ({ candidates }) => (candidates ? JSON.stringify(candidates) : null) },
  { name: 'by', value: ({ by }) => keptOrNull(by ?? null) },
  { name: 'at', value: ({ at }) => at ?? null },
];

/** Whom links are about, as they were named. */
export const persons: Table<Required<Pick<PersonLink, 'person' | 'named'>>> = {
  name: 'person',
  columns: [
    { name: 'id', value: ({ person }) => kept(person) },
    { name: 'said', type: 'json', value: ({ named }) => JSON.stringify(named) },
  ],
  conflict: 'on conflict (id) do nothing',
};

export const personLinks: Table<PersonLink> = {
  name: 'person_link',
  columns: personLinkColumns,
  // What somebody decided is undone by nobody but somebody.
  conflict: `${replacing(['connection', 'person'], personLinkColumns)} where person_link.evidence <> 'decision' or excluded.evidence = 'decision'`,
};

/** Tickets whose listing is to be made anew; nobody waits for it. */
export const stale: Table<string> = { name: 'stale', columns: [{ name: 'ticket', value: kept }], conflict: '' };
