import type { Reply, Session, Ticket, Tool } from '../state.js';
import { customBlock, page, prioritiesOf, row, statusesOf, timeTag, uploads } from './layout.js';

/** What a customer sees. There is no owner, no history and nothing of the team's notes on it, by construction. */
export function customerTicketPage(tool: Tool, session: Session, ticket: Ticket): string {
  const { labels, quirks } = tool;
  const e = encodeURIComponent(session.tracked?.email ?? ticket.email);
  const download = (id: string): string =>
    `download_attachment.php?att_id=${id}&amp;track=${ticket.trackid}&amp;e=${e}`;
  const tag = quirks.profile === '3.4' ? 'h3' : 'h1';
  const original = `<article class="ticket__body_block original-message"><${tag}>${ticket.subject}</${tag}>
<div class="block--head"><span>${quirks.profile === '3.4' ? 'Contact:' : 'De::'}</span> <b>${ticket.name}</b> ${createdTag(tool, ticket)}</div>
${customBlock(tool, ticket)}<div class="block--description"><p>${ticket.message}</p></div>${uploads(ticket.attachments, download)}</article>`;
  const replies = repliesOf(tool, ticket).map((reply) => replyBlock(tool, reply, download, ''));
  const form = `<article class="ticket__body_block"><form class="form form--reply" method="post" action="reply_ticket.php" enctype="multipart/form-data">
<textarea name="message"></textarea><input type="file" name="attachment[1]"><input type="file" name="attachment[2]">
<input type="hidden" name="token" value="${session.token}"><input type="hidden" name="orig_track" value="${ticket.trackid}"><input type="hidden" name="e" value="${session.tracked?.email ?? ''}">
<button type="submit">Soumettre votre Réponse</button></form></article>`;
  const posts = quirks.newTop ? [form, ...replies.toReversed(), original] : [original, ...replies, form];
  const link = (s: 2 | 3, text: string): string =>
    `<a href="change_status.php?track=${ticket.trackid}&amp;e=${e}&amp;s=${s}&amp;Refresh=10000&amp;token=${session.token}">${text}</a>`;
  const act = ticket.status === 3 ? link(2, 'Réouvrir la Demande') : link(3, 'Marquer comme Résolu');
  return page(
    tool,
    session,
    `${labels.trackingId} ${ticket.trackid}`,
    `<div class="ticket"><div class="ticket__body">${posts.join('\n')}</div>
<div class="ticket__params">${sideBox(tool, ticket)}${act}</div></div>`,
  );
}

export function createdTag(tool: Tool, ticket: Ticket): string {
  return ticket.spoilt ? '<time datetime="0000-00-00T00:00:00">hier</time>' : timeTag(tool, ticket.dt);
}

export function repliesOf({ tables }: Tool, ticket: Ticket): readonly Reply[] {
  return [...tables.replies.values()]
    .filter(({ replyto }) => replyto === ticket.id)
    .sort((a, b) => a.dt - b.dt || a.id - b.id);
}

export function replyBlock(tool: Tool, reply: Reply, download: (id: string) => string, tools: string): string {
  return `<article class="ticket__body_block${reply.staffid > 0 ? ' response' : ''}"><div class="block--head">${tool.labels.replyBy} <b>${reply.name}</b> ${timeTag(tool, reply.dt)}</div>
<div class="block--description"><p>${reply.message}</p></div>${uploads(reply.attachments, download)}${tools}</article>`;
}

export function statusTag(tool: Tool, ticket: Ticket): string {
  const { mark, label } = statusesOf(tool).find(({ id }) => id === ticket.status) ?? {
    mark: '',
    label: String(ticket.status),
  };
  return `<span ${mark}>${label}</span>`;
}

function sideBox(tool: Tool, ticket: Ticket): string {
  const { labels, quirks, tables } = tool;
  const category = tables.categories.find(({ id }) => id === ticket.category)?.name ?? '';
  const priority = prioritiesOf(tool).find(({ id }) => id === ticket.priority)?.label ?? '';
  return [
    row(labels.trackingId, ticket.trackid),
    ...(quirks.sequential ? [row(labels.seqId, String(ticket.id))] : []),
    row(labels.status, statusTag(tool, ticket)),
    row(labels.created, timeTag(tool, ticket.dt)),
    row(labels.updated, timeTag(tool, ticket.lastchange)),
    row(labels.lastReplier, ticket.lastreplier === 'staff' ? 'Equipe Support' : ticket.name),
    row(labels.category, category.replaceAll('&', '&amp;')),
    row(labels.replies, String(ticket.replies)),
    row(labels.priority, priority),
  ].join('');
}

export function trackPage(tool: Tool, session: Session): string {
  const { labels, quirks } = tool;
  const mail = quirks.emailViewTicket ? `<label>${labels.email}</label><input type="email" name="e">` : '';
  return page(
    tool,
    session,
    labels.viewExisting,
    `<form action="ticket.php" method="get" name="form2"><label>Numéro de Référence de votre Demande</label><input type="text" name="track">${mail}
<input type="hidden" name="f" value="1"><input type="checkbox" name="r" value="Y"><button type="submit">Voir votre Demande</button></form>
<form action="index.php" method="post"><input type="email" name="email"><input type="hidden" name="a" value="forgot_tid"><button>Numéro de Référence de Demande Oublié ?</button></form>`,
  );
}

/** Everything on one flat page, without numbers of posts. */
export function printPage(tool: Tool, session: Session, ticket: Ticket): string {
  const posts = repliesOf(tool, ticket).map(
    (reply) => `<p>${reply.name} ${timeTag(tool, reply.dt)}<br>${reply.message}</p>`,
  );
  return page(tool, session, ticket.trackid, `<h1>${ticket.subject}</h1><p>${ticket.message}</p>${posts.join('')}`);
}
