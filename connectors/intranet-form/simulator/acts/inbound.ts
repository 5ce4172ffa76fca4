import { second, type Tool } from '../state.js';
import { createTicket, customerReply } from './post.js';

export interface IncomingMail {
  readonly from: string;
  readonly replyTo?: string;
  readonly name?: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const cutLine = '------ Répondre au-dessus de cette ligne ------';
const window = 300_000;

/** A mail arrives by the pipe: a reply to a ticket of that very sender, else a new ticket in category 1, or nothing. */
export function receiveMail(tool: Tool, mail: IncomingMail): 'reply' | 'ticket' | 'dropped' {
  const from = (mail.replyTo ?? mail.from).trim().toLowerCase();
  const own = tool.tables.users[0]?.email.toLowerCase();
  if (/^(noreply|no-reply|mailer-daemon)@/.test(from) || from === own || mail.headers?.['Auto-Submitted'])
    return 'dropped';
  const now = second(tool);
  const recent = tool.received.filter((each) => each.from === from && now - each.at < window);
  if (recent.length >= 5 || recent.some(({ body }) => body === mail.text)) return 'dropped';
  tool.received.push({ from, body: mail.text, at: now });

  const named =
    mail.headers?.['X-Hesk-Tracking_ID'] ?? /\[#\s*([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4})\s*\]/i.exec(mail.subject)?.[1];
  const ticket = [...tool.tables.tickets.values()].find(({ trackid }) => trackid === named?.toUpperCase());
  const [above = '', quoted] = mail.text.split(cutLine);
  const message = quoted === undefined ? above : `${above.trimEnd()}\n\n(Réponse avec citations supprimées)`;
  if (ticket && ticket.email.toLowerCase() === from && !ticket.locked) {
    customerReply(tool, ticket, message);
    // By mail, a status that customers cannot change is changed all the same.
    if (ticket.status > 5) ticket.status = 1;
    return 'reply';
  }
  createTicket(tool, {
    name: mail.name ?? from,
    email: from,
    category: 1,
    priority: 3,
    subject: mail.subject.slice(0, 70),
    message,
    openedby: -1,
  });
  return 'ticket';
}
