import { holds } from '../acts/manage.js';
import type { Note, Session, Ticket, Tool } from '../state.js';
import { escape, typed } from '../text.js';
import { createdTag, replyBlock, repliesOf, statusTag } from './customer-ticket.js';
import { customBlock, options, page, prioritiesOf, row, statusesOf, timeTag, uploads } from './layout.js';

/** What staff see: all that customers do, and owner, history, notes, and the drop-downs that name every word. */
export function staffTicketPage(tool: Tool, session: Session, ticket: Ticket): string {
  const { labels, quirks, tables } = tool;
  const { token } = session;
  const at = `track=${ticket.trackid}`;
  const download = (id: string): string => `../download_attachment.php?att_id=${id}&amp;${at}`;
  const tag = quirks.profile === '3.4' ? 'h3' : 'h2';
  const original = `<article class="ticket__body_block original-message"><${tag}>${ticket.subject}</${tag}>
<div class="block--head"><span>${quirks.profile === '3.4' ? 'Contact:' : 'De::'}</span> <b>${ticket.name}</b> <a href="mailto:${escape(ticket.email)}">${escape(ticket.email)}</a> ${createdTag(tool, ticket)}</div>
${customBlock(tool, ticket)}<div class="block--description"><p>${ticket.message}</p></div>${uploads(ticket.attachments, download)}
<a href="edit_post.php?${at}">Modifier</a></article>`;
  const replies = repliesOf(tool, ticket).map((reply) =>
    replyBlock(
      tool,
      reply,
      download,
      `<a href="edit_post.php?${at}&amp;reply=${reply.id}">Modifier</a> <a href="resend_notification.php?${at}&amp;reply=${reply.id}&amp;token=${token}">Renvoyer</a> <a href="admin_ticket.php?${at}&amp;delete_post=${reply.id}&amp;token=${token}">Supprimer</a>`,
    ),
  );
  const form = `<article class="ticket__body_block"><form class="form form--reply" method="post" action="admin_reply_ticket.php" enctype="multipart/form-data">
<textarea name="message"></textarea><input type="hidden" name="orig_id" value="${ticket.id}"><input type="hidden" name="token" value="${token}">
<button type="submit" name="submit_as_reply" value="1">Soumettre en tant que : ${labels.statusReplied}</button></form></article>`;
  const posts = quirks.newTop ? [form, ...replies.toReversed(), original] : [original, ...replies, form];
  const owners = tables.users
    .filter((user) => holds(user, ticket.category))
    .map(({ id, name }) => ({ id, label: name }));
  const categories = tables.categories.map(({ id, name }) => ({ id, label: name }));
  const side = [
    row(labels.trackingId, ticket.trackid),
    row(labels.seqId, String(ticket.id)),
    row(labels.status, statusTag(tool, ticket)),
    row(labels.created, timeTag(tool, ticket.dt)),
    row(labels.updated, timeTag(tool, ticket.lastchange)),
    row(labels.replies, String(ticket.replies)),
    ...(ticket.due === null ? [] : [row(labels.due, timeTag(tool, ticket.due))]),
  ].join('');
  const selects = `<form action="change_status.php" method="post"><select name="s" id="select_s">${options(statusesOf(tool), ticket.status)}</select>
<input type="hidden" name="track" value="${ticket.trackid}"><input type="hidden" name="token" value="${token}"></form>
<form action="move_category.php" method="post"><select name="category" id="select_category">${options(categories, ticket.category)}</select></form>
<form action="priority.php" method="post"><select name="priority" id="select_priority">${options(prioritiesOf(tool), ticket.priority)}</select></form>
<form action="assign_owner.php" method="post"><select name="owner" id="select_owner"><option value="-1"${ticket.owner === 0 ? ' selected' : ''}>${labels.unassigned}</option>${options(owners, ticket.owner)}</select></form>
${quirks.profile === '3.4' ? '' : '<select name="collaborator"></select>'}`;
  const lockLink = `<a href="lock.php?${at}&amp;locked=${ticket.locked ? 0 : 1}&amp;token=${token}">${ticket.locked ? 'Déverrouiller' : 'Verrouiller'} le Ticket</a>`;
  const history = ticket.history.map((line) => `<li class="smaller">${escape(line)}</li>`).join('');
  return page(
    tool,
    session,
    `${labels.trackingId} ${ticket.trackid}`,
    `<div class="ticket"><div class="ticket__body">${notesBlock(tool, ticket, token)}${posts.join('\n')}</div>
<div class="ticket__params">${side}${selects}${lockLink}
<h3>${labels.history}</h3><ul class="history">${history}</ul></div></div>`,
    '../',
  );
}

export function notesOf({ tables }: Tool, ticket: Ticket): readonly Note[] {
  return [...tables.notes.values()]
    .filter((note) => note.ticket === ticket.id)
    .sort((a, b) => a.dt - b.dt || a.id - b.id);
}

function notesBlock(tool: Tool, ticket: Ticket, token: string): string {
  const at = `track=${ticket.trackid}`;
  const notes = notesOf(tool, ticket).map((note) => {
    const who = tool.tables.users.find(({ id }) => id === note.who)?.name ?? 'Equipe Support';
    const files = uploads(note.attachments, (id) => `../download_attachment.php?att_id=${id}&amp;${at}`);
    return `<div class="note"><div class="note__head">${tool.labels.noteBy} <b>${escape(who)}</b> ${timeTag(tool, note.dt)} <a href="edit_note.php?${at}&amp;note=${note.id}">Modifier</a> <a href="admin_ticket.php?${at}&amp;delnote=${note.id}&amp;token=${token}">Supprimer</a></div>
<div class="note__description"><p>${note.message}</p></div><div class="note__attachments">${files}</div></div>`;
  });
  return `<section class="block--notes">${notes.join('')}<form method="post" action="admin_ticket.php" enctype="multipart/form-data"><textarea name="notemsg"></textarea>
<input type="hidden" name="track" value="${ticket.trackid}"><input type="hidden" name="token" value="${token}"><button>Soumettre une note</button></form></section>`;
}

export function editPage(
  tool: Tool,
  session: Session,
  ticket: Ticket,
  post: { id: number; message: string } | null,
): string {
  const hidden = `<input type="hidden" name="save" value="1"><input type="hidden" name="track" value="${ticket.trackid}"><input type="hidden" name="token" value="${session.token}">`;
  const customs = tool.quirks.customFields
    .map(
      ({ n, label }) =>
        `<label for="custom${n}">${escape(label)}</label><input type="text" id="custom${n}" name="custom${n}" value="${escape(typed(ticket.custom.get(n) ?? ''))}">`,
    )
    .join('');
  const person =
    tool.quirks.profile === '3.4'
      ? `<input type="text" name="name" value="${ticket.name}"><input type="text" name="email" value="${escape(ticket.email)}">`
      : '';
  const body = post
    ? `<input type="hidden" name="reply" value="${post.id}"><textarea name="message">${escape(typed(post.message))}</textarea>`
    : `${person}<input type="text" name="subject" value="${ticket.subject}">${customs}<textarea name="message">\n${escape(typed(ticket.message))}</textarea>`;
  return page(
    tool,
    session,
    'Modifier',
    `<form method="post" action="edit_post.php" name="form1">${hidden}${body}<button>Enregistrer</button></form>`,
    '../',
  );
}
