import type { ToolResponse } from '@passerelle/connector/testing';
import { holds } from '../acts/manage.js';
import { page } from '../pages/layout.js';
import type { Ticket, Tool, User } from '../state.js';
import { field, html, type Call } from '../wire/call.js';
import { byReference } from './follow.js';

/** A call of somebody of staff. */
export interface StaffCall extends Call {
  readonly user: User;
}

type Visible = { readonly ticket: Ticket; readonly was: string | null } | { readonly refused: ToolResponse };

/** The ticket that a request names, if this agent holds its category; else a page that says no, with 200. */
export function visible(tool: Tool, call: StaffCall): Visible {
  const found = byReference(tool, field(call, 'track'));
  if (!found) return { refused: red(tool, call, 'Désolé, votre demande est introuvable !') };
  if (!holds(call.user, found.ticket.category)) return { refused: noRight(tool, call) };
  return found;
}

export function noRight(tool: Tool, call: StaffCall): ToolResponse {
  return red(tool, call, 'Vous n’avez pas la permission d’effectuer cette action');
}

export function red(tool: Tool, call: Call, text: string): ToolResponse {
  call.session.flash = { color: 'red', title: tool.labels.error, html: text };
  return html(page(tool, call.session, tool.labels.error, '', '../'));
}

export function may({ isAdmin, privileges }: User, right: string): boolean {
  return isAdmin || privileges.includes(right);
}
