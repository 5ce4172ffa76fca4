import { holds } from '../acts/manage.js';
import type { Session, Ticket, Tool } from '../state.js';
import { escape } from '../text.js';
import { localIso, options, page, prioritiesOf, statusesOf } from './layout.js';

export interface Listing {
  readonly tickets: readonly Ticket[];
  readonly total: number;
  readonly pages: number;
}

/** Rows say the status by their class; their dates are short, so no good as a watermark. */
export function listPage(tool: Tool, session: Session, { tickets, total, pages }: Listing): string {
  const { labels, tables, quirks } = tool;
  const user = tables.users.find(({ id }) => id === session.staff);
  const mine = (category: number): boolean => user !== undefined && holds(user, category);
  const now = tool.clock.now().getTime();
  const rows = tickets.map((ticket) => {
    const category = tables.categories.find(({ id }) => id === ticket.category)?.name ?? '';
    const local = localIso(quirks.displayZone, ticket.lastchange);
    const today = localIso(quirks.displayZone, now).slice(0, 10) === local.slice(0, 10);
    const short = today ? local.slice(11, 16) : local.slice(5, 10);
    const link = (text: string): string =>
      `<a href="admin_ticket.php?track=${ticket.trackid}&amp;Refresh=12345">${text}</a>`;
    const last = ticket.lastreplier === 'staff' ? 'Equipe Support' : 'Client';
    return `<tr class="status-${ticket.status}${ticket.status === 0 ? ' new' : ''}" title="${escape(category)}"><td><input type="checkbox" name="id[]" value="${ticket.id}"></td>
<td class="trackid">${link(ticket.trackid)}</td><td class="lastchange">${short}</td><td class="name">${ticket.name}</td><td class="subject">${link(ticket.subject)}</td><td class="status">${statusesOf(tool).find(({ id }) => id === ticket.status)?.label ?? ''}</td><td class="lastreplier">${last}</td></tr>`;
  });
  return page(
    tool,
    session,
    'Demandes',
    `<form name="form1" method="post" action="delete_tickets.php"><table id="default-table"><thead><tr><th></th><th class="trackid">${labels.trackingId}</th><th>${labels.updated}</th><th>Nom</th><th>Objet</th><th>Statut</th><th>${labels.lastReplier}</th></tr></thead><tbody>
${rows.join('\n')}</tbody></table><input type="hidden" name="token" value="${session.token}"></form>
<div class="pagination-wrap">Nombre de Tickets d’Assistance : ${total} | Nombre de Pages : ${pages}</div>
<form action="find_tickets.php" method="get"><select name="category">${options(
      tables.categories.filter(({ id }) => mine(id)).map(({ id, name }) => ({ id, label: name })),
      null,
    )}</select><select name="what"><option value="trackid">${labels.trackingId}</option></select></form>`,
    '../',
  );
}

export function loginPage(tool: Tool, session: Session): string {
  const code = session.pending === null ? '' : '<input type="text" name="verification-code">';
  const form =
    session.pending === null
      ? '<input type="text" name="user"><input type="password" name="pass"><input type="hidden" name="remember_user" value="NOTHANKS"><input type="hidden" name="a" value="do_login">'
      : `${code}<input type="hidden" name="a" value="do_mfa">`;
  return page(
    tool,
    session,
    'Connexion',
    `<form action="index.php" method="post" name="form1" class="form--login">${form}<button>Cliquer pour se connecter</button></form>`,
    '../',
  );
}

export function newTicketPage(tool: Tool, session: Session, category: number): string {
  const customer =
    tool.quirks.profile === '3.4' ? '<input name="name"><input name="email">' : '<select name="customer_id"></select>';
  return page(
    tool,
    session,
    'Nouveau ticket',
    `<form method="post" action="admin_submit_ticket.php" name="form1">${customer}<select name="priority">${options(prioritiesOf(tool), 3)}</select><input name="subject"><textarea name="message"></textarea><input type="hidden" name="category" value="${category}"><input type="hidden" name="token" value="${session.token}"></form>`,
    '../',
  );
}
