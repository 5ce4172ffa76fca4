import type { ToolResponse } from '@passerelle/connector/testing';
import {
  anonymise,
  assign,
  editTicket,
  holds,
  lock,
  merge,
  move,
  prioritise,
  remove,
  setStatus,
} from '../acts/manage.js';
import { addNote, bump, staffReply } from '../acts/post.js';
import { localMidnight, prioritiesOf, statusesOf } from '../pages/layout.js';
import { editPage } from '../pages/staff-ticket.js';
import type { Flash, Ticket, Tool } from '../state.js';
import { storedText } from '../text.js';
import { field, html, redirect } from '../wire/call.js';
import { may, noRight, red, visible, type StaffCall } from './staff-call.js';
import { filesOf } from './uploads.js';

type Act = (tool: Tool, call: StaffCall) => ToolResponse;
type Said = readonly [Flash['color'], string];
const done = (text: string): Said => ['green', text];

/** An act on the named ticket by somebody with that right; the session's token is asked for, except by replies. */
function onTicket(
  right: string | null,
  act: (tool: Tool, call: StaffCall, ticket: Ticket) => Said | ToolResponse,
): Act {
  return (tool, call) => {
    if (field(call, 'token') !== call.session.token) return red(tool, call, 'Demande invalide');
    const found = visible(tool, call);
    if ('refused' in found) return found.refused;
    if (right !== null && !may(call.user, right)) return noRight(tool, call);
    const said = act(tool, call, found.ticket);
    if ('status' in said) return said;
    return back(tool, call, found.ticket, said);
  };
}

function back(tool: Tool, call: StaffCall, ticket: Ticket, [color, text]: Said): ToolResponse {
  const title = {
    green: tool.labels.success,
    red: tool.labels.error,
    orange: tool.labels.note,
    blue: tool.labels.note,
  }[color];
  call.session.flash = { color, title, html: text };
  return redirect(`admin_ticket.php?track=${ticket.trackid}&Refresh=${tool.random.hex(5)}`);
}

export const acts: Readonly<Record<string, Act>> = {
  // Nobody asks for the token here.
  'admin_reply_ticket.php'(tool, call) {
    const ticket = tool.tables.tickets.get(Number(field(call, 'orig_id')));
    if (!ticket) return red(tool, call, 'Désolé, votre demande est introuvable !');
    if (!holds(call.user, ticket.category) || !may(call.user, 'can_reply_tickets')) return noRight(tool, call);
    const message = call.form.get('message') ?? '';
    const { files, errors } = filesOf(tool, call);
    if (message.trim() === '') return back(tool, call, ticket, ['red', 'Merci d’entrer votre message']);
    if (errors.length > 0) return back(tool, call, ticket, ['red', errors.join('<br>')]);
    const as = [...call.form.keys()].flatMap((name) => /^submit_as-(\d+)$/.exec(name)?.[1] ?? [])[0];
    const priority = call.form.get('set_priority') === '1' ? Number(call.form.get('priority')) : undefined;
    staffReply(tool, ticket, call.user, {
      message,
      files,
      ...(as === undefined ? {} : { status: Number(as) }),
      asCustomer: call.form.has('submit_as_customer'),
      assignSelf: call.form.get('assign_self') === '1',
      ...(priority === undefined ? {} : { priority }),
      quiet: call.form.get('no_notify') === '1',
    });
    return back(tool, call, ticket, done('Réponse ajoutée'));
  },
  'admin_ticket.php': onTicket(null, (tool, call, ticket) => {
    const post = Number(field(call, 'delete_post'));
    const note = Number(field(call, 'delnote'));
    if (post > 0 && tool.tables.replies.delete(post)) {
      tool.changes += 1;
      ticket.replies -= 1;
      return done('Réponse supprimée');
    }
    if (note > 0 && tool.tables.notes.delete(note)) {
      tool.changes += 1;
      return done('Note supprimée');
    }
    if (field(call, 'action') === 'due_date') {
      const day = field(call, 'new-due-date').split('/').reverse().join('-');
      ticket.due = day === '' ? null : localMidnight(tool.quirks.displayZone, day);
      tool.changes += 1;
      bump(tool, ticket);
      return done('Échéance changée');
    }
    const message = call.form.get('notemsg') ?? '';
    const { files, errors } = filesOf(tool, call);
    if (errors.length > 0) return ['red', errors.join('<br>')];
    if (message.trim() === '' && files.length === 0) return ['red', 'Merci d’entrer une note'];
    addNote(tool, ticket, call.user, message, files);
    return done('Note ajoutée');
  }),
  'change_status.php': onTicket('can_resolve', (tool, call, ticket) => {
    const to = statusesOf(tool).find(({ id }) => String(id) === field(call, 's'));
    if (!to) return ['orange', 'Statut inconnu'];
    return setStatus(tool, ticket, call.user, to.id)
      ? done('Statut changé')
      : ['orange', 'Aucune modification n’a été faite'];
  }),
  'assign_owner.php': onTicket('can_assign_others', (tool, call, ticket) => {
    const chosen = field(call, 'owner');
    const owner = tool.tables.users.find(({ id }) => String(id) === chosen) ?? null;
    if (chosen !== '-1' && (!owner || !holds(owner, ticket.category)))
      return ['red', 'Cet utilisateur n’a pas accès à la catégorie'];
    assign(tool, ticket, call.user, owner);
    return done('Ticket assigné');
  }),
  'priority.php': onTicket(null, (tool, call, ticket) => {
    const chosen = prioritiesOf(tool).find(({ id }) => String(id) === field(call, 'priority'));
    if (!chosen) return ['red', 'Priorité invalide'];
    prioritise(tool, ticket, call.user, chosen.id);
    return done('Priorité changée');
  }),
  'move_category.php': onTicket('can_change_cat', (tool, call, ticket) => {
    const chosen = tool.tables.categories.find(({ id }) => String(id) === field(call, 'category'));
    if (!chosen) return ['red', 'Catégorie invalide'];
    move(tool, ticket, call.user, chosen.id);
    return done('Ticket déplacé');
  }),
  'lock.php': onTicket('can_resolve', (tool, call, ticket) => {
    lock(tool, ticket, call.user, field(call, 'locked') === '1');
    return done('Verrou changé');
  }),
  'anonymize_ticket.php': onTicket('can_del_tickets', (tool, call, ticket) => {
    anonymise(tool, ticket, call.user);
    return done('Ticket anonymisé');
  }),
  'edit_post.php'(tool, call) {
    const found = visible(tool, call);
    if ('refused' in found) return found.refused;
    if (!may(call.user, 'can_edit_tickets')) return noRight(tool, call);
    const { ticket } = found;
    const reply = tool.tables.replies.get(Number(field(call, 'reply')));
    if (call.form.get('save') !== '1') return html(editPage(tool, call.session, ticket, reply ?? null));
    if (field(call, 'token') !== call.session.token) return red(tool, call, 'Demande invalide');
    const message = call.form.get('message') ?? '';
    if (message.trim() === '') return back(tool, call, ticket, ['red', 'Merci d’entrer votre message']);
    if (reply) {
      // The ticket's own change stays where it was.
      reply.message = storedText(tool, message);
      tool.changes += 1;
      return back(tool, call, ticket, done('Réponse modifiée'));
    }
    if ((call.form.get('subject') ?? '').trim() === '')
      return back(tool, call, ticket, ['red', 'Merci d’entrer l’objet']);
    const name = call.form.get('name');
    const email = call.form.get('email');
    editTicket(tool, ticket, {
      subject: (call.form.get('subject') ?? '').slice(0, 255),
      message,
      ...(name === null ? {} : { name }),
      ...(email === null ? {} : { email }),
      custom: new Map(
        tool.quirks.customFields.flatMap(({ n }): [number, string][] => {
          const text = call.form.get(`custom${n}`);
          return text === null ? [] : [[n, text]];
        }),
      ),
    });
    return back(tool, call, ticket, done('Ticket modifié'));
  },
  'edit_note.php': onTicket(null, (tool, call) => {
    const note = tool.tables.notes.get(Number(field(call, 'note')));
    if (!note) return ['red', 'Note introuvable'];
    note.message = storedText(tool, call.form.get('msg') ?? '');
    tool.changes += 1;
    return done('Note modifiée');
  }),
  'delete_tickets.php'(tool, call) {
    if (field(call, 'token') !== call.session.token) return red(tool, call, 'Demande invalide');
    const bulk = field(call, 'a');
    const ids = call.form.getAll('id[]').map(Number);
    const right = bulk === 'merge' ? 'can_merge_tickets' : bulk === 'close' ? 'can_resolve' : 'can_del_tickets';
    if (!may(call.user, right)) return noRight(tool, call);
    if (field(call, 'delete_ticket') === '1') {
      const found = visible(tool, call);
      if ('refused' in found) return found.refused;
      remove(tool, found.ticket);
    } else if (bulk === 'merge') merge(tool, ids, call.user);
    else {
      for (const ticket of ids.flatMap((id) => tool.tables.tickets.get(id) ?? []))
        if (bulk === 'close') setStatus(tool, ticket, call.user, 3);
        else if (bulk === 'delete') remove(tool, ticket);
    }
    call.session.flash = { color: 'green', title: tool.labels.success, html: 'Fait' };
    return redirect('show_tickets.php');
  },
};
