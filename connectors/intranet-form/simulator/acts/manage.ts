import type { Ticket, Tool, User } from '../state.js';
import { storedLine, storedText } from '../text.js';
import { mailCustomer, mailStaff } from './mail.js';
import { bump, clearClosed, history, signature, stampClosed } from './post.js';

/** What staff do with a ticket besides writing in it. */

export function setStatus(tool: Tool, ticket: Ticket, by: User, status: number): boolean {
  if (ticket.status === status) return false;
  ticket.status = status;
  if (status === 3) {
    stampClosed(tool, ticket, by.id);
    mailCustomer(tool, ticket, 'Ticket fermé/résolu', '');
  } else clearClosed(ticket);
  changed(tool, ticket, `État changé par ${signature(by)}`);
  return true;
}

/** Customers resolve and reopen; what it becomes depends on who spoke last. */
export function customerStatus(tool: Tool, ticket: Ticket, to: 2 | 3): void {
  if (to === 3) {
    ticket.status = 3;
    stampClosed(tool, ticket, 0);
    if (!tool.quirks.custOpen) ticket.locked = true;
  } else {
    ticket.status = ticket.staffreplies === 0 ? 0 : ticket.lastreplier === 'customer' ? 1 : 2;
    clearClosed(ticket);
  }
  changed(tool, ticket, to === 3 ? 'Résolu par le client' : 'Réouvert par le client');
}

/** The new owner is mailed, even when it is the old one. */
export function assign(tool: Tool, ticket: Ticket, by: User, owner: User | null): void {
  ticket.owner = owner?.id ?? 0;
  changed(tool, ticket, `Assigné à ${owner ? signature(owner) : 'personne'} par ${signature(by)}`);
  if (owner) mailStaff(tool, ticket, 'Demande Assignée', ticket.message, [owner]);
}

export function prioritise(tool: Tool, ticket: Ticket, by: User, priority: number): void {
  ticket.priority = priority;
  changed(tool, ticket, `Priorité changée par ${signature(by)}`);
}

/** An owner who does not hold the new category is taken off. */
export function move(tool: Tool, ticket: Ticket, by: User, category: number): void {
  ticket.category = category;
  const owner = tool.tables.users.find(({ id }) => id === ticket.owner);
  if (!owner || !holds(owner, category)) ticket.owner = 0;
  const name = tool.tables.categories.find(({ id }) => id === category)?.name ?? '';
  changed(tool, ticket, `Déplacé vers ${name} par ${signature(by)}`);
  mailStaff(
    tool,
    ticket,
    'Demande Déplacée',
    ticket.message,
    tool.tables.users.filter((user) => user.id === ticket.owner),
  );
}

/** Locking resolves; unlocking leaves it resolved and forgets when it was closed. */
export function lock(tool: Tool, ticket: Ticket, by: User, locked: boolean): void {
  ticket.locked = locked;
  if (locked) {
    ticket.status = 3;
    stampClosed(tool, ticket, by.id);
  } else clearClosed(ticket);
  changed(tool, ticket, `${locked ? 'Verrouillé' : 'Déverrouillé'} par ${signature(by)}`);
}

export interface Edited {
  readonly subject: string;
  readonly message: string;
  readonly name?: string;
  readonly email?: string;
  readonly custom: ReadonlyMap<number, string>;
}

export function editTicket(tool: Tool, ticket: Ticket, edited: Edited): void {
  ticket.subject = storedLine(tool, edited.subject);
  ticket.message = storedText(tool, edited.message);
  if (edited.name !== undefined) ticket.name = storedLine(tool, edited.name);
  if (edited.email !== undefined) ticket.email = edited.email.trim();
  for (const [n, text] of edited.custom) ticket.custom.set(n, storedText(tool, text));
  bump(tool, ticket);
  tool.changes += 1;
}

/** Everything goes into the lowest number; posts are inserted anew under new numbers with their old dates. */
export function merge(tool: Tool, ids: readonly number[], by: User): void {
  const { tickets, replies, notes, files } = tool.tables;
  const [target, ...sources] = [...ids].sort((a, b) => a - b).flatMap((id) => tickets.get(id) ?? []);
  if (!target) return;
  for (const source of sources) {
    const first = { id: tool.nextId.reply++, replyto: target.id, name: source.name, message: source.message };
    replies.set(first.id, { ...first, dt: source.dt, attachments: source.attachments, staffid: 0, read: false });
    for (const reply of [...replies.values()].filter(({ replyto }) => replyto === source.id)) {
      replies.delete(reply.id);
      const id = tool.nextId.reply++;
      replies.set(id, { ...reply, id, replyto: target.id });
    }
    for (const note of [...notes.values()].filter(({ ticket }) => ticket === source.id)) {
      notes.delete(note.id);
      const id = tool.nextId.note++;
      notes.set(id, { ...note, id, ticket: target.id });
    }
    for (const file of [...files.values()].filter(({ trackid }) => trackid === source.trackid))
      files.set(file.id, { ...file, trackid: target.trackid });
    target.replies += 1 + source.replies;
    target.staffreplies += source.staffreplies;
    target.merged += `${source.merged}#${source.trackid}#`;
    tickets.delete(source.id);
    changed(tool, target, `Fusionné avec ${source.trackid} par ${signature(by)}`);
  }
}

/** No tombstone is left. */
export function remove(tool: Tool, ticket: Ticket): void {
  const { tickets, replies, notes, files } = tool.tables;
  tickets.delete(ticket.id);
  for (const reply of replies.values()) if (reply.replyto === ticket.id) replies.delete(reply.id);
  for (const note of notes.values()) if (note.ticket === ticket.id) notes.delete(note.id);
  for (const file of files.values()) if (file.trackid === ticket.trackid) files.delete(file.id);
  tool.changes += 1;
}

export function anonymise(tool: Tool, ticket: Ticket, by: User): void {
  Object.assign(ticket, {
    name: '[Customer]',
    email: '[Email]',
    subject: '[Subject]',
    message: '[Message]',
    ip: '0.0.0.0',
    attachments: '',
    custom: new Map(),
  });
  for (const reply of tool.tables.replies.values())
    if (reply.replyto === ticket.id) Object.assign(reply, { message: '[Message]', attachments: '' });
  for (const file of tool.tables.files.values()) if (file.trackid === ticket.trackid) tool.tables.files.delete(file.id);
  changed(tool, ticket, `Anonymisé par ${signature(by)}`);
}

export function holds(user: User, category: number): boolean {
  return user.isAdmin || user.categories.includes(category);
}

function changed(tool: Tool, ticket: Ticket, words: string): void {
  history(tool, ticket, words);
  bump(tool, ticket);
  tool.changes += 1;
}
