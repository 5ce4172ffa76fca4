import { second, type Reply, type StoredFile, type Ticket, type Tool, type User } from '../state.js';
import { fileName, newTrackingId, storedLine, storedText } from '../text.js';
import type { UploadedFile } from '../wire/multipart.js';
import { mailCustomer, mailStaff } from './mail.js';

/** What people write into the tool: tickets, replies and notes. */

export interface TicketDraft {
  readonly name: string;
  readonly email: string;
  readonly category: number;
  readonly priority: number;
  readonly subject: string;
  readonly message: string;
  readonly custom?: ReadonlyMap<number, string>;
  readonly files?: readonly UploadedFile[];
  /** 0 customer, above 0 staff, -1 mail. */
  readonly openedby?: number;
}

export function bump(tool: Tool, ticket: Ticket): void {
  ticket.lastchange = second(tool);
}

export function keepFiles(
  tool: Tool,
  trackid: string,
  files: readonly UploadedFile[],
  kind: StoredFile['kind'],
): string {
  return files
    .map((file) => {
      const id = tool.nextId.file++;
      const name = fileName(tool, file.name);
      tool.tables.files.set(id, { id, trackid, name, bytes: file.bytes, kind });
      return `${id}#${name},`;
    })
    .join('');
}

export function createTicket(tool: Tool, draft: TicketDraft): Ticket {
  const now = second(tool);
  const trackid = newTrackingId(tool);
  // Numbers have gaps: a form that is refused late has taken one already.
  const id = tool.nextId.ticket++;
  const ticket: Ticket = {
    id,
    trackid,
    name: storedLine(tool, draft.name),
    email: draft.email.trim(),
    category: draft.category,
    priority: draft.priority,
    subject: storedLine(tool, draft.subject),
    message: storedText(tool, draft.message),
    dt: now,
    lastchange: now,
    firstreply: null,
    closedat: null,
    closedby: null,
    status: 0,
    openedby: draft.openedby ?? 0,
    replies: 0,
    staffreplies: 0,
    owner: 0,
    lastreplier: 'customer',
    locked: false,
    archive: false,
    attachments: keepFiles(tool, trackid, draft.files ?? [], 'public'),
    merged: '',
    history: [],
    custom: new Map([...(draft.custom ?? [])].map(([n, text]) => [n, storedText(tool, text)])),
    due: null,
    ip: '127.0.0.1',
    spoilt: false,
  };
  tool.tables.tickets.set(id, ticket);
  tool.changes += 1;
  mailCustomer(tool, ticket, ticket.openedby > 0 ? 'Ticket reçu' : 'Demande Reçue', ticket.message);
  mailStaff(tool, ticket, 'Nouvelle Demande', ticket.message, tool.tables.users);
  return ticket;
}

/** Whoever of the customers writes: 0 stays 0, what a customer may not change stays, everything else waits for staff. */
export function customerReply(tool: Tool, ticket: Ticket, message: string, files: readonly UploadedFile[] = []): void {
  const custom = tool.quirks.customStatuses.find(({ id }) => id === ticket.status);
  if (ticket.status !== 0 && custom?.customersCanChange !== false) ticket.status = 1;
  ticket.replies += 1;
  ticket.lastreplier = 'customer';
  bump(tool, ticket);
  markRead(tool, ticket);
  const insert = (): void => {
    insertReply(tool, ticket, { name: ticket.name, message, files, staffid: 0 });
    mailStaff(tool, ticket, 'Nouvelle Réponse', storedText(tool, message), ownerOf(tool, ticket));
  };
  if (!tool.quirks.splitReplies) return insert();
  tool.changes += 1;
  tool.unfinished.push(insert);
}

export interface StaffReply {
  readonly message: string;
  readonly files?: readonly UploadedFile[];
  /** Default: replied. */
  readonly status?: number;
  readonly asCustomer?: boolean;
  readonly assignSelf?: boolean;
  readonly priority?: number;
  readonly quiet?: boolean;
}

export function staffReply(tool: Tool, ticket: Ticket, user: User, reply: StaffReply): void {
  const asCustomer = reply.asCustomer === true;
  const name = asCustomer ? ticket.name : storedLine(tool, user.name);
  insertReply(tool, ticket, {
    name,
    message: reply.message,
    files: reply.files ?? [],
    staffid: asCustomer ? 0 : user.id,
  });
  if (asCustomer) {
    if (ticket.status !== 0) ticket.status = 1;
  } else {
    ticket.staffreplies += 1;
    ticket.firstreply ??= second(tool);
    const to = reply.status ?? 2;
    if (to === 3 && ticket.status !== 3) stampClosed(tool, ticket, user.id);
    if (to !== 3) clearClosed(ticket);
    if (to !== ticket.status) history(tool, ticket, `État changé par ${signature(user)}`);
    ticket.status = to;
  }
  ticket.replies += 1;
  ticket.lastreplier = asCustomer ? 'customer' : 'staff';
  if (reply.assignSelf) ticket.owner = user.id;
  if (reply.priority !== undefined) ticket.priority = reply.priority;
  bump(tool, ticket);
  if (asCustomer) mailStaff(tool, ticket, 'Nouvelle Réponse', storedText(tool, reply.message), ownerOf(tool, ticket));
  else if (!reply.quiet) mailCustomer(tool, ticket, 'Nouvelle Réponse', storedText(tool, reply.message), true);
}

/** A private note. The ticket itself is not touched: its change stays where it was. */
export function addNote(tool: Tool, ticket: Ticket, user: User, message: string, files: readonly UploadedFile[]): void {
  const id = tool.nextId.note++;
  const attachments = keepFiles(tool, ticket.trackid, files, 'note');
  const text = storedText(tool, message);
  tool.tables.notes.set(id, { id, ticket: ticket.id, who: user.id, message: text, dt: second(tool), attachments });
  tool.changes += 1;
  mailStaff(
    tool,
    ticket,
    'Nouvelle note ajoutée',
    text,
    ownerOf(tool, ticket).filter(({ id: who }) => who !== user.id),
  );
}

interface Inserted {
  readonly name: string;
  readonly message: string;
  readonly files: readonly UploadedFile[];
  readonly staffid: number;
}

function insertReply(tool: Tool, ticket: Ticket, { name, message, files, staffid }: Inserted): Reply {
  const reply: Reply = {
    id: tool.nextId.reply++,
    replyto: ticket.id,
    name,
    message: storedText(tool, message),
    dt: second(tool),
    attachments: keepFiles(tool, ticket.trackid, files, 'public'),
    staffid,
    read: false,
  };
  tool.tables.replies.set(reply.id, reply);
  tool.changes += 1;
  return reply;
}

export function markRead(tool: Tool, ticket: Ticket): void {
  for (const reply of tool.tables.replies.values())
    if (reply.replyto === ticket.id && reply.staffid > 0) reply.read = true;
}

export function stampClosed(tool: Tool, ticket: Ticket, by: number): void {
  ticket.closedat = second(tool);
  ticket.closedby = by;
}

export function clearClosed(ticket: Ticket): void {
  ticket.closedat = null;
  ticket.closedby = null;
}

export function history(tool: Tool, ticket: Ticket, text: string): void {
  ticket.history.push(`${tool.clock.now().toISOString().slice(0, 19).replace('T', ' ')} | ${text}`);
}

export function signature(user: User): string {
  return `${user.name} (${user.user})`;
}

export function ownerOf(tool: Tool, ticket: Ticket): readonly User[] {
  return tool.tables.users.filter(({ id }) => id === ticket.owner);
}
