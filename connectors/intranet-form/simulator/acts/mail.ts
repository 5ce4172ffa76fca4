import type { Ticket, Tool, User } from '../state.js';
import { typed } from '../text.js';

const header = 'X-Hesk-Tracking_ID';

/** To the requester. A new reply names the owner of the ticket as its author, whoever wrote it. */
export function mailCustomer(tool: Tool, ticket: Ticket, label: string, stored: string, signed = false): void {
  const owner = tool.tables.users.find(({ id }) => id === ticket.owner)?.name ?? 'Equipe Support';
  const closing = label === 'Ticket fermé/résolu';
  tool.mailbox.push({
    to: ticket.email,
    subject: closing ? `[#${ticket.trackid}] ${label}` : `[#${ticket.trackid}] ${label} : ${typed(ticket.subject)}`,
    headers: { [header]: ticket.trackid },
    text: `${signed ? `${owner} a répondu :\n` : ''}${typed(stored)}\n/ticket.php?track=${ticket.trackid}&e=${ticket.email}`,
  });
}

/** To staff. Before 3.6 these carry no header with the reference. */
export function mailStaff(tool: Tool, ticket: Ticket, label: string, stored: string, users: readonly User[]): void {
  if (users.length === 0) return;
  tool.mailbox.push({
    to: users.map(({ email }) => email).join(', '),
    subject: `[#${ticket.trackid}] ${label} : ${typed(ticket.subject)}`,
    headers: tool.quirks.profile === '3.4' ? {} : { [header]: ticket.trackid },
    text: `${typed(stored)}\n/${tool.quirks.adminFolder}/admin_ticket.php?track=${ticket.trackid}`,
  });
}
