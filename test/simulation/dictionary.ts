import type { NativeFields, NativeTicket, NativeValue } from '@passerelle/connector';
import type { Mapping, Reading, Resolver, WordUse, Writing } from '@passerelle/mapping';
import type { Person, Status, Ticket, TicketField, TicketFields } from '@passerelle/ticket';

/** What the words of the source mean at the moment; a word that is missing is undecided, null is refused. */
export type Statuses = Readonly<Record<string, Status | null>>;

const fields: readonly TicketField[] = ['title', 'status', 'group', 'priority'];

const person = (name: string | null): Person | null =>
  name === null ? null : { name, email: null, login: null, employeeNumber: null, cut: false };

function use(word: string, is: string | null, decision: WordUse['decision']): WordUse {
  return { domain: 'status', class: 'demande', word, is, decision };
}

function wordOf(statuses: Statuses, word: string): WordUse {
  const is = statuses[word];
  if (is === undefined)
    return use(word, null, { by: 'nobody', row: `{ native: "${word}", is: … }`, file: 'source.yaml' });
  if (is === null) return use(word, null, { by: 'refusal', rule: 'interdit', at: 'source.yaml:9' });
  return use(word, is, { by: 'row', at: 'source.yaml:1' });
}

const textOf = (value: NativeValue | undefined): string => (typeof value === 'string' ? value : '');

/** The source's fields as the ticket's, by the words as they are decided now. Used by the mapping and, apart from it, by the truth. */
export function meaning(native: NativeFields, statuses: Statuses): Partial<TicketFields> {
  const group = textOf(native['groupe']);
  return {
    kind: 'request',
    title: textOf(native['titre']),
    status: statuses[textOf(native['etat'])] ?? 'new',
    group: group === '' ? null : { name: group, codes: [] },
    priority: (Number(textOf(native['priorite'])) || null) as TicketFields['priority'],
  };
}

export function sourceMapping(statuses: Statuses): Mapping {
  return {
    ...unused,
    connection: 'source',
    read: (native: NativeTicket): Reading => ({
      said: meaning(native.fields, statuses),
      why: { status: 'source.yaml:1' },
      words: [wordOf(statuses, textOf(native.fields['etat']))],
      entries: native.entries.map((entry) => ({
        native: entry,
        kind: entry.journal === 'interne' ? 'work_note' : 'comment',
        audience: entry.audience,
        text: entry.text,
        author: person(entry.author?.name ?? null),
        at: entry.at,
      })),
      attachments: native.attachments.map((attachment) => ({ native: attachment, author: null })),
    }),
  };
}

const codes: Readonly<Record<Status, string>> = {
  new: '1',
  queued: '1',
  assigned: '1',
  planned: '2',
  in_progress: '2',
  pending: '3',
  resolved: '6',
  closed: '7',
  cancelled: '8',
};

/** The ticket as the target's fields. Used by the mapping and, apart from it, by the truth. */
export function asTarget(
  ticket: Pick<Ticket, 'title' | 'status' | 'group' | 'priority'>,
): Readonly<Record<string, string | null>> {
  return {
    short_description: ticket.title.trim(),
    state: codes[ticket.status],
    assignment_group: ticket.group?.name ?? null,
    priority: ticket.priority === null ? null : String(ticket.priority),
  };
}

const columns: Partial<Record<TicketField, string>> = {
  title: 'short_description',
  status: 'state',
  group: 'assignment_group',
  priority: 'priority',
};

export function targetMapping(undecided: readonly Status[]): Mapping {
  return {
    ...unused,
    connection: 'target',
    read: (native): Reading => {
      const found = Object.entries(codes).find(([, code]) => code === textOf(native.fields['state']));
      return { said: found ? { status: found[0] as Status } : {}, why: {}, words: [], entries: [], attachments: [] };
    },
    classFor: () => 'request',
    writable: () => fields,
    journalFor: (_kind, audience) => (audience === 'internal' ? 'work_notes' : 'comments'),
    write: (ticket, _class, wanted): Writing => {
      const all = asTarget(ticket);
      const words: WordUse[] =
        wanted.includes('status') && undecided.includes(ticket.status)
          ? [use(ticket.status, null, { by: 'nobody', row: '{ … }', file: 'target.yaml' })]
          : [];
      const named = wanted.flatMap((field) => columns[field] ?? []);
      const old: NativeFields = wanted.length === fields.length ? { u_old: ticket.number } : {};
      const group = { id: ticket.group === null ? null : `grp-${ticket.group.name}`, name: ticket.group?.name ?? null };
      const value = (name: string): NativeValue =>
        name === 'assignment_group' ? (ticket.group === null ? null : group) : (all[name] ?? null);
      return {
        class: 'request',
        fields: { ...old, ...Object.fromEntries(named.map((name) => [name, value(name)])) },
        losses: [],
        words,
      };
    },
  };
}

export const nobody: Resolver = {
  person: () => null,
  group: (name) => `grp-${name}`,
  asset: () => null,
  maxLength: () => null,
  language: 'fr',
  zone: 'Europe/Paris',
};

const never = (what: string) => (): never => {
  throw new Error(`this end of the river never asks for ${what}`);
};

const unused: Mapping = {
  connection: '',
  connector: 'simulated',
  habits: { timezone: null, closing: null, onRefusal: null },
  read: never('reading'),
  classFor: never('a class'),
  write: never('writing'),
  writable: never('what is writable'),
  reach: never('what is within reach'),
  says: never('what is said already'),
  statusField: () => null,
  legible: never('what is legible'),
  standsAlone: () => true,
  journalFor: never('a journal'),
  writeText: (_journal, text) => text,
  writeEntry: (_journal, { text }) => ({ text, fields: {}, losses: [], words: [] }),
  saysEntry: never('what an entry says already'),
  readGroup: (name) => ({ name, codes: [] }),
  nativeGroup: (name) => name,
  categories: [],
};
