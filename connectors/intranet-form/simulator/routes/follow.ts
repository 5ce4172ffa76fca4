import type { ToolResponse } from '@passerelle/connector/testing';
import { customerStatus } from '../acts/manage.js';
import { customerReply, markRead } from '../acts/post.js';
import { customerTicketPage, printPage, trackPage } from '../pages/customer-ticket.js';
import { page } from '../pages/layout.js';
import type { Session, Ticket, Tool } from '../state.js';
import { field, html, redirect, type Call } from '../wire/call.js';
import { banText, exclude, failed, isBanned, succeeded } from './guard.js';
import { filesOf, sent } from './uploads.js';

/** The ticket of a reference, and the reference that it was merged from. */
export function byReference(
  tool: Tool,
  given: string,
): { readonly ticket: Ticket; readonly was: string | null } | null {
  const track = given.trim().toUpperCase();
  for (const ticket of tool.tables.tickets.values()) {
    if (ticket.trackid === track) return { ticket, was: null };
    if (track !== '' && ticket.merged.includes(`#${track}#`)) return { ticket, was: track };
  }
  return null;
}

type Opened = { readonly ticket: Ticket } | { readonly error: string };

/** One door for every way in: what fails here counts against the address. */
function opened(tool: Tool, session: Session, track: string, email: string): Opened {
  if (isBanned(tool)) return { error: banText(tool) };
  const found = byReference(tool, track);
  if (!found) {
    failed(tool);
    return { error: isBanned(tool) ? banText(tool) : 'Désolé, votre demande est introuvable ! Vérifiez la référence.' };
  }
  const { ticket, was } = found;
  if (tool.quirks.emailViewTicket && ticket.email.toLowerCase() !== email.trim().toLowerCase()) {
    failed(tool);
    if (isBanned(tool)) return { error: banText(tool) };
    return {
      error:
        was === null
          ? 'l’adresse E-mail entrée, ne correpond pas à cette Référence de Demande.'
          : `Le ticket ${was} a été fusionné avec le ticket ${ticket.trackid}.`,
    };
  }
  succeeded(tool);
  if (was !== null)
    session.flash = {
      color: 'orange',
      title: tool.labels.note,
      html: `Le ticket ${was} a été fusionné avec ce ticket (${ticket.trackid}).`,
    };
  return { ticket };
}

function refused(tool: Tool, call: Call, error: string): ToolResponse {
  call.session.tracked = null;
  call.session.flash = { color: 'red', title: tool.labels.error, html: error };
  return html(trackPage(tool, call.session));
}

export function track(tool: Tool, call: Call): ToolResponse {
  const { session, query } = call;
  if (query.has('track')) {
    session.tracked = { track: query.get('track') ?? '', email: query.get('e') ?? '' };
    return redirect('ticket.php');
  }
  // Without the cookie of the first answer there is nothing to show.
  if (!session.tracked) return html(trackPage(tool, session));
  const found = opened(tool, session, session.tracked.track, session.tracked.email);
  if ('error' in found) return refused(tool, call, found.error);
  markRead(tool, found.ticket);
  return html(customerTicketPage(tool, session, found.ticket));
}

export function print(tool: Tool, call: Call): ToolResponse {
  const found = opened(tool, call.session, field(call, 'track'), field(call, 'e'));
  return 'error' in found ? refused(tool, call, found.error) : html(printPage(tool, call.session, found.ticket));
}

const window = 600_000;

export function reply(tool: Tool, call: Call): ToolResponse {
  const { session, form } = call;
  const found = opened(tool, session, form.get('orig_track') ?? '', form.get('e') ?? '');
  if ('error' in found) return refused(tool, call, found.error);
  const { ticket } = found;
  session.tracked = { track: ticket.trackid, email: form.get('e') ?? '' };
  const now = tool.clock.now().getTime();
  const { files, errors } = filesOf(tool, call);
  const say = (html: string): ToolResponse => {
    session.flash = { color: 'red', title: tool.labels.error, html };
    return redirect('ticket.php');
  };
  if (ticket.locked) return say('Cette demande a été verrouillée, vous ne pouvez plus y répondre.');
  if ((form.get('message') ?? '').trim() === '') return say('Merci d’entrer votre message');
  if (errors.length > 0) return say(errors.join('<br>'));
  if (session.lastReply !== 0 && now - session.lastReply < tool.quirks.floodSeconds * 1000)
    return say('Ooops, vous avez déjà répondu à l’instant');
  const recent = [...tool.tables.replies.values()].filter(
    ({ replyto, staffid, dt }) => replyto === ticket.id && staffid === 0 && now - dt < window,
  );
  if (recent.length >= tool.quirks.floodReplies) {
    exclude(tool);
    return say(banText(tool));
  }
  session.lastReply = now;
  customerReply(tool, ticket, form.get('message') ?? '', files);
  session.flash = { color: 'green', title: tool.labels.success, html: 'Votre réponse a été ajoutée avec succès' };
  return redirect('ticket.php');
}

export function changeStatus(tool: Tool, call: Call): ToolResponse {
  const { session } = call;
  const s = field(call, 's');
  const say = (color: 'red' | 'green' | 'orange', text: string): ToolResponse => {
    session.flash = { color, title: color === 'green' ? tool.labels.success : tool.labels.error, html: text };
    return html(page(tool, session, 'Statut', ''));
  };
  if (field(call, 'token') !== session.token) return say('red', 'Demande invalide');
  if (s !== '2' && s !== '3')
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'Erreur de Logiciel: Statut Invalide.' };
  const found = opened(tool, session, field(call, 'track'), field(call, 'e'));
  if ('error' in found) return refused(tool, call, found.error);
  const { ticket } = found;
  const custom = tool.quirks.customStatuses.find(({ id }) => id === ticket.status);
  const may =
    s === '3' ? tool.quirks.custClose && custom?.customersCanChange !== false : tool.quirks.custOpen && !ticket.locked;
  if (!may) return say('red', 'Ce statut ne peut pas être changé');
  session.tracked = { track: ticket.trackid, email: field(call, 'e') };
  customerStatus(tool, ticket, s === '3' ? 3 : 2);
  session.flash =
    s === '3'
      ? { color: 'green', title: tool.labels.success, html: 'Demande résolue' }
      : { color: 'orange', title: tool.labels.note, html: 'SVP, écrivez une réponse qui dise pourquoi.' };
  return redirect('ticket.php');
}

/** Files of notes are the team's alone; what is refused comes as a page, with 200. */
export function download(tool: Tool, call: Call, staff: boolean): ToolResponse {
  const file = tool.tables.files.get(Number(field(call, 'att_id')));
  const found = byReference(tool, field(call, 'track'));
  const customer =
    found !== null &&
    (!tool.quirks.emailViewTicket || found.ticket.email.toLowerCase() === field(call, 'e').toLowerCase());
  const may = file && found?.ticket.trackid === file.trackid && (staff || (customer && file.kind === 'public'));
  if (file && may) return sent(tool, file.name, file.bytes);
  call.session.flash = { color: 'red', title: tool.labels.error, html: 'Pièce jointe introuvable' };
  return html(page(tool, call.session, tool.labels.error, ''));
}
