import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '@passerelle/connector';
import type { ManualClock, Truth, World } from '@passerelle/connector/testing';
import {
  addNote,
  bump,
  createTicket,
  customerReply,
  databaseOf,
  editTicket,
  formTool,
  keepFiles,
  notesOf,
  repliesOf,
  typed,
  type FormTool,
  type Quirks,
  type Ticket,
  type Tool,
} from './simulator/index.js';
import type { FormDatabase } from './database/port.js';
import { openerOf } from './reading/reference.js';
import { fromPlane } from './reading/text.js';

/** The account that the suite connects as. */
export const account = { user: 'svc.passerelle', password: 'Serv1ce-Yt7m' } as const;
const wrong = 'Wr0ng-Pw-8Kd2';
export const databasePassword = 'Base-Lect9-Xu5';
export const requester = { id: null, name: 'Amélie Dupré-Lœw', email: 'amelie.dupre@exemple.fr' } as const;
export const category = 'DSI matériel informatique';

/** Where connectors find the tables of a simulated tool: by the host of the configuration. */
export const databases = new Map<string, FormDatabase>();

export type Mode = 'staff' | 'database' | 'public';

export interface Made {
  readonly world: World;
  readonly form: FormTool;
}

/** A help desk in a simulated tool, with people at work in it. */
export function made(
  { clock, random }: { readonly clock: ManualClock; readonly random: Random },
  mode: Mode,
  quirks: Partial<Quirks> = {},
): Made {
  // The suite compares names of files as they were given; what slugs do has tests of its own.
  const form = formTool({ clock, random, quirks: { slugFileNames: false, ...quirks } });
  const { tool } = form;
  const host = `tables-${random.hex(8)}.invalid`;
  if (mode === 'database') databases.set(host, databaseOf(tool));
  const idOf = ({ trackid, email }: Ticket): string =>
    mode === 'public' ? `${trackid}/${email.toLowerCase()}` : trackid;
  const ticket = (id: string): Ticket => {
    const found = lookUp(tool, id);
    if (!found) throw new Error(`expected a ticket ${id}; there is none`);
    return found;
  };
  const karim = tool.tables.users.find(({ user }) => user === 'karim');
  if (!karim) throw new Error('expected the agent Karim in the seed');
  // A folder of its own: several runs of the suite may share a machine, and chance comes from the same seed in each.
  const folder = mode === 'public' ? mkdtempSync(join(tmpdir(), 'suivi-')) : tmpdir();
  const config = (url: string) => ({
    url,
    ...(mode === 'public' ? { follow: 'suivi.csv' } : {}),
    pageSize: 5,
    requester: { name: 'Support', email: 'support@exemple.fr' },
    ...(mode === 'public' ? {} : { staff: { ...account, folder: quirks.adminFolder ?? 'admin' } }),
    ...(mode === 'database' ? { database: { host, name: 'hesk', user: 'lecture', password: databasePassword } } : {}),
  });
  const follow = (): void => {
    if (!existsSync(folder)) return;
    const lines = [...tool.tables.tickets.values()].map(({ trackid, email }) => `${trackid},${email}`);
    writeFileSync(join(folder, 'suivi.csv'), ['reference,email', ...lines].join('\n'));
  };
  if (mode === 'public') follow();
  let changed = 0;
  const world: World = {
    // Whoever has a reference hands it on: the list of what is followed is written as tickets come.
    simulator: {
      handle(request) {
        const answer = form.handle(request);
        if (mode === 'public') follow();
        return answer;
      },
    },
    folder,
    config,
    ...(mode === 'public'
      ? {}
      : {
          badConfig: (url: string) => ({
            ...config(url),
            staff: { ...account, folder: quirks.adminFolder ?? 'admin', password: wrong },
            database: undefined,
            read: 'staff',
          }),
        }),
    get secrets() {
      return [account.password, wrong, databasePassword, ...tool.sessions.keys()];
    },
    humans: {
      open(label) {
        const opened = createTicket(tool, {
          name: requester.name,
          email: requester.email,
          category: categoryId(tool, category),
          priority: 2,
          subject: label,
          message: 'Le poste ne répond plus.',
        });
        if (mode === 'public') follow();
        return idOf(opened);
      },
      change(id) {
        const { subject } = ticket(id);
        editTicket(tool, ticket(id), {
          subject: typed(subject),
          message: `Changé ${++changed} fois`,
          custom: new Map(),
        });
      },
      write: (id, journal, text) =>
        journal === 'note' ? addNote(tool, ticket(id), karim, text, []) : customerReply(tool, ticket(id), text),
      attach(id, name, bytes) {
        ticket(id).attachments += keepFiles(tool, ticket(id).trackid, [{ name, bytes }], 'public');
        bump(tool, ticket(id));
        tool.changes += 1;
      },
    },
    tickets: () => [...tool.tables.tickets.values()].map(idOf),
    look: (id) => truthOf(tool, lookUp(tool, id)),
    changes: () => tool.changes,
    mails: () =>
      tool.mailbox.map(({ to, subject, text }) => ({
        toRequester: to === requester.email,
        text: `${subject}\n${text}`,
      })),
    ...(mode === 'public' ? {} : { expireSessions: () => tool.sessions.clear() }),
    spoil() {
      const spoilt = createTicket(tool, {
        name: 'Personne',
        email: 'personne@exemple.fr',
        category: categoryId(tool, category),
        priority: 3,
        subject: 'Abîmé',
        message: 'Sans date',
      });
      spoilt.spoilt = true;
      if (mode === 'public') follow();
    },
    teardown() {
      databases.delete(host);
      if (mode === 'public') rmSync(folder, { recursive: true, force: true });
    },
  };
  return { world, form };
}

export function categoryId({ tables }: Tool, name: string): number {
  return tables.categories.find((each) => each.name === name)?.id ?? 0;
}

function lookUp(tool: Tool, id: string): Ticket | undefined {
  const reference = openerOf(id)?.reference;
  return [...tool.tables.tickets.values()].find(({ trackid }) => trackid === reference);
}

const ourMark = /\s*\[Passerelle [0-9a-f]{32}\]$/;
/** A post that carries one of our files and no words of anybody. */
const ourCarrier = /^Pièce jointe : «[\s\S]*» \[fichier [0-9a-f]{16}\]$/;

/** Texts as people typed them; characters that the tool cannot hold are read from the notation that stands for them. */
function words(stored: string): string {
  return fromPlane(typed(stored));
}

function truthOf(tool: Tool, ticket: Ticket | undefined): Truth | null {
  if (!ticket) return null;
  const { tables } = tool;
  const posts = [
    ...repliesOf(tool, ticket).map((reply) => ({ ...reply, journal: 'reply' })),
    ...notesOf(tool, ticket).map((note) => ({ ...note, journal: 'note', name: 'Karim Bénali' })),
  ].sort((a, b) => a.dt - b.dt);
  const owner = tables.users.find(({ id }) => id === ticket.owner);
  const carried = new Map(
    posts.flatMap((post) => {
      const name = /^Pièce jointe : «([\s\S]*)» \[fichier/.exec(words(post.message))?.[1];
      const file = /^(\d+)#/.exec(post.attachments)?.[1];
      return name !== undefined && file !== undefined ? [[Number(file), name] as const] : [];
    }),
  );
  return {
    number: ticket.trackid,
    fields: {
      subject: words(ticket.subject),
      message: words(ticket.message).replace(ourMark, ''),
      requester: { id: null, name: words(ticket.name), email: ticket.email },
      category: tables.categories.find(({ id }) => id === ticket.category)?.name ?? null,
      status: ticket.locked ? 'locked' : String(ticket.status),
      priority: String(ticket.priority),
      owner: owner ? { id: String(owner.id), name: owner.name } : null,
      created: new Date(ticket.dt).toISOString(),
    },
    entries: posts
      .filter(({ message, attachments }) => attachments === '' || !ourCarrier.test(words(message)))
      .map(({ journal, message, name, dt }) => ({
        journal,
        text: words(message),
        readable: journal === 'reply',
        author: words(name),
        at: new Date(dt).toISOString(),
      })),
    attachments: [...tables.files.values()]
      .filter(({ trackid }) => trackid === ticket.trackid)
      .map(({ id, name, bytes, kind }) => ({
        name: carried.get(id) ?? name,
        content: bytes,
        readable: kind === 'public',
      })),
  };
}
