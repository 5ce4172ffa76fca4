import type { Keyed, NativeCommand, NativeFields, NativeTicket, NativeValue } from '@passerelle/connector';

export interface TargetEntry {
  readonly id: string;
  readonly journal: string;
  readonly readable: boolean;
  readonly text: string;
  readonly mark: string | null;
  readonly by: 'river' | 'human';
}

export interface TargetFile {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly content: string;
  readonly sha256: string;
}

export interface TargetField {
  readonly value: NativeValue;
  readonly by: 'river' | 'human' | 'tool';
  readonly at: number;
}

export interface TargetTicket {
  readonly id: string;
  readonly number: string;
  readonly key: string | null;
  readonly fields: Map<string, TargetField>;
  readonly entries: TargetEntry[];
  readonly files: TargetFile[];
  version: number;
}

/** What a request carries: a command, with the contents that it had opened. */
export type Carried = Keyed<NativeCommand> & { readonly content?: string };

export type Obeyed =
  | {
      readonly done: true;
      readonly ticket: TargetTicket;
      readonly part: string | null;
      readonly audience?: 'public' | 'internal';
    }
  | { readonly done: false; readonly kind: 'rejected' | 'gone'; readonly why: string };

export interface Target {
  readonly tickets: Map<string, TargetTicket>;
  /** Whether a creation under a key that is there already is refused by the tool itself, as one with a chosen sys_id is. */
  readonly unique: boolean;
  /** What must never be: an internal text that the requester can read, somebody's word overwritten. */
  readonly crimes: string[];
  /** How often a request of ours changed something. */
  writes: number;
  /** Takes no line once a ticket is closed, without saying so. */
  readonly deafWhenClosed: boolean;
  /** Files an internal entry as a public one, as a wrong ACL does. */
  misfiles: boolean;
  /** Told of what people do there. */
  heard: (what: string) => void;
  obey(command: Carried, sentAt: number): Obeyed;
  open(fields: Readonly<Record<string, string | null>>): TargetTicket;
  edit(ticket: TargetTicket, field: string, value: string | null): void;
  native(ticket: TargetTicket): NativeTicket;
}

/** The tool that the tickets go to. `now` only for whose word was last; `secret` knows what must stay internal. */
export function target(
  now: () => number,
  unique: boolean,
  filesReadable: boolean,
  deafWhenClosed: boolean,
  secret: (text: string) => boolean,
): Target {
  const tickets = new Map<string, TargetTicket>();
  let serial = 0;
  const make = (key: string | null): TargetTicket => {
    serial += 1;
    const ticket: TargetTicket = {
      id: `sys${serial}`,
      number: `INC${String(serial).padStart(4, '0')}`,
      key,
      fields: new Map(),
      entries: [],
      files: [],
      version: 1,
    };
    tickets.set(ticket.id, ticket);
    return ticket;
  };
  const write = (ticket: TargetTicket, fields: NativeFields, sentAt: number): void => {
    for (const [name, value] of Object.entries(fields)) {
      const before = ticket.fields.get(name);
      if (before?.by === 'human' && before.at < sentAt && textOf(before.value) !== textOf(value))
        tool.crimes.push(
          `${ticket.number}: ${name} «${textOf(before.value)}» of a human overwritten with «${textOf(value)}»`,
        );
      if (before && textOf(before.value) === textOf(value)) continue;
      ticket.fields.set(name, { value, by: 'river', at: now() });
    }
  };
  const find = (id: unknown): TargetTicket | undefined =>
    typeof id === 'string'
      ? tickets.get(id)
      : [...tickets.values()].find(({ key }) => key !== null && key === (id as { createdBy: string }).createdBy);
  const obey = (command: Carried, sentAt: number): Obeyed => {
    if (command.kind === 'create') {
      const twin = unique ? [...tickets.values()].find(({ key }) => key === command.key) : undefined;
      if (twin) return { done: true, ticket: twin, part: null };
      const ticket = make(command.key);
      tool.writes += 1;
      write(ticket, command.ticket.fields, sentAt);
      if (textOf(ticket.fields.get('priority')?.value) === '')
        ticket.fields.set('priority', { value: '4', by: 'tool', at: now() });
      return { done: true, ticket, part: null };
    }
    const ticket = find(command.id);
    if (!ticket) return { done: false, kind: 'gone', why: 'no such ticket' };
    ticket.version += 1;
    if (command.kind === 'update') {
      tool.writes += 1;
      write(ticket, command.fields, sentAt);
      return { done: true, ticket, part: null };
    }
    if (command.kind === 'append') {
      const { text, journal, mark } = command.entry;
      if (text.includes('☠')) return { done: false, kind: 'rejected', why: 'the text is not accepted' };
      if (deafWhenClosed && textOf(ticket.fields.get('state')?.value) === '7')
        return { done: true, ticket, part: null, audience: journal === 'comments' ? 'public' : 'internal' };
      const readable = journal === 'comments' || tool.misfiles;
      if (readable && secret(text)) tool.crimes.push(`${ticket.number}: «${text}» can be read by the requester`);
      const id = `e${(serial += 1)}`;
      ticket.entries.push({ id, journal, readable, text, mark, by: 'river' });
      tool.writes += 1;
      return { done: true, ticket, part: id, audience: readable ? 'public' : 'internal' };
    }
    if (command.kind === 'attach') {
      const id = `f${(serial += 1)}`;
      const { name, sha256 } = command.file;
      const content = command.content ?? '';
      if (filesReadable && secret(content))
        tool.crimes.push(`${ticket.number}: «${name}» can be read by the requester`);
      ticket.files.push({ id, key: command.key, name, content, sha256 });
      tool.writes += 1;
      return { done: true, ticket, part: id };
    }
    if (command.kind === 'retract') {
      const at = ticket.entries.findIndex(({ id }) => id === command.entry);
      if (at !== -1) ticket.entries.splice(at, 1);
      tool.writes += 1;
      return { done: true, ticket, part: null };
    }
    return { done: false, kind: 'rejected', why: `${command.kind} is not taken here` };
  };
  const tool: Target = {
    tickets,
    unique,
    deafWhenClosed,
    crimes: [],
    writes: 0,
    misfiles: false,
    heard: () => undefined,
    obey,
    open: (fields) => {
      const ticket = make(null);
      for (const [name, value] of Object.entries(fields)) ticket.fields.set(name, { value, by: 'tool', at: now() });
      return ticket;
    },
    edit: (ticket, field, value) => {
      if (textOf(ticket.fields.get(field)?.value) === textOf(value)) return;
      ticket.version += 1;
      tool.heard(`${ticket.number}: somebody says ${field} «${textOf(value)}»`);
      ticket.fields.set(field, { value, by: 'human', at: now() });
    },
    native: (ticket) => ({
      id: ticket.id,
      class: 'request',
      number: ticket.number,
      version: String(ticket.version),
      changedAt: null,
      url: null,
      fields: Object.fromEntries([...ticket.fields].map(([name, { value }]) => [name, value])),
      entries: ticket.entries.map(({ id, journal, readable, text }) => ({
        id,
        journal,
        audience: readable ? 'public' : 'internal',
        author: null,
        at: null,
        text,
      })),
      attachments: ticket.files.map(({ id, name, content, sha256 }) => ({
        id,
        name,
        mime: null,
        size: content.length,
        sha256,
        audience: filesReadable ? 'public' : 'internal',
        author: null,
        at: null,
      })),
    }),
  };
  return tool;
}

/** As people read it: a reference by its name. */
export function textOf(value: NativeValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map((one: NativeValue) => textOf(one)).join(', ');
  return (value as { readonly name: string | null }).name ?? '';
}
