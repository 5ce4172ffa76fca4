import type { ToolResponse } from '@passerelle/connector/testing';
import { loginPage, newTicketPage } from '../pages/staff-list.js';
import { staffTicketPage } from '../pages/staff-ticket.js';
import type { Tool } from '../state.js';
import { field, html, redirect, type Call } from '../wire/call.js';
import { banText, failed, isBanned, succeeded } from './guard.js';
import { find, list } from './staff-list.js';
import { exportTickets } from './staff-export.js';
import { acts } from './staff-acts.js';
import { visible, type StaffCall } from './staff-call.js';

export function staff(tool: Tool, call: Call, path: string): ToolResponse {
  const { session } = call;
  if (path === 'index.php' && call.method === 'POST') return logIn(tool, call);
  if (path === 'index.php' && field(call, 'a') === 'login') return html(loginPage(tool, session));
  const user = tool.tables.users.find(({ id }) => id === session.staff);
  if (!user) {
    session.flash = { color: 'orange', title: tool.labels.note, html: 'Vous devez vous connecter' };
    return redirect(`index.php?a=login&notice=1&goto=${encodeURIComponent(path)}`);
  }
  const mine: StaffCall = { ...call, user };
  switch (path) {
    case 'index.php':
    case 'admin_main.php':
    case 'show_tickets.php':
      return list(tool, mine);
    case 'find_tickets.php':
      return find(tool, mine);
    case 'export.php':
      return exportTickets(tool, mine);
    case 'new_ticket.php':
      return html(newTicketPage(tool, session, Number(field(call, 'category'))));
    case 'admin_submit_ticket.php':
      session.flash = { color: 'red', title: tool.labels.error, html: 'Client obligatoire' };
      return redirect('new_ticket.php');
    case 'admin_ticket.php':
      if (call.method === 'GET' && !call.query.has('delete_post') && !call.query.has('delnote'))
        return show(tool, mine);
  }
  const act = acts[path];
  return act ? act(tool, mine) : { status: 404, headers: {}, body: 'Not Found' };
}

function logIn(tool: Tool, call: Call): ToolResponse {
  const { session, form } = call;
  const say = (text: string): ToolResponse => {
    session.flash = { color: 'red', title: tool.labels.error, html: text };
    return html(loginPage(tool, session));
  };
  if (isBanned(tool)) return say(banText(tool));
  if (form.get('a') === 'do_mfa') {
    if (form.get('verification-code') !== '246810' || session.pending === null) return say('Code invalide');
    session.staff = session.pending;
    session.pending = null;
    return redirect('admin_main.php');
  }
  const user = tool.tables.users.find((each) => each.user === form.get('user'));
  if (!user || user.pass !== form.get('pass')) {
    failed(tool);
    return say(isBanned(tool) ? banText(tool) : 'Nom d’utilisateur ou mot de passe incorrect');
  }
  if (tool.quirks.staffMfa) {
    session.pending = user.id;
    return redirect('index.php?a=login');
  }
  succeeded(tool);
  session.staff = user.id;
  return redirect('admin_main.php');
}

function show(tool: Tool, call: StaffCall): ToolResponse {
  const found = visible(tool, call);
  if ('refused' in found) return found.refused;
  if (found.was !== null)
    call.session.flash = {
      color: 'orange',
      title: tool.labels.note,
      html: `Le ticket ${found.was} a été fusionné avec ce ticket (${found.ticket.trackid}).`,
    };
  return html(staffTicketPage(tool, call.session, found.ticket));
}
