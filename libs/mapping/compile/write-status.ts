import type { Ticket } from '@passerelle/ticket';
import type { Situation } from '../schema/rows.js';
import { leaveBy, type Page } from './page.js';
import { statusReader, statusWriter, type AxisValue } from './status.js';
import { inBoth } from './wording.js';
import type { WriteSurroundings } from './write-line.js';
import { wordWriter } from './words.js';

export function situationFrom(ticket: Ticket): Situation {
  return {
    status: ticket.status,
    approval: ticket.approval,
    escalation: ticket.escalation,
    ...(ticket.outcome === null ? {} : { outcome: ticket.outcome }),
    ...(ticket.pendingReason === null ? {} : { pending_reason: ticket.pendingReason }),
  };
}

/** Writes the status, and reads it back as the tool will show it with whoever has the ticket there: another word is a loss. */
export function statusField({ view, file, wording }: WriteSurroundings): (page: Page) => void {
  const spell = statusWriter(view, file);
  const read = statusReader(view, file, (word) => word, false);
  const leave = leaveBy(wording, false);
  const groups = view.words.get('group');
  const spellGroup = groups ? wordWriter(groups, { domain: 'group', nativeClass: view.native, file }) : () => null;

  const has = ({ ticket, resolve }: Page, who: 'agent' | 'group'): boolean => {
    if (who === 'agent') return ticket.assignee !== null && resolve.person(ticket.assignee) !== null;
    const name = ticket.group === null ? null : spellGroup(ticket.group.name)?.native;
    return typeof name === 'string' && (resolve.group(name) ?? resolve.groupInstead?.() ?? null) !== null;
  };

  return (page) => {
    const { status } = page.ticket;
    if (view.status === null) return;
    const spelling = spell(situationFrom(page.ticket));
    page.words.push(spelling.use);
    if (spelling.native === null) return;
    page.fields[view.status] = spelling.native;
    const axis: AxisValue = (name) => {
      if (name === 'agent' || name === 'group') return has(page, name) ? 'some' : 'none';
      const value = page.fields[name.slice('field '.length)];
      return typeof value === 'string' ? value : '';
    };
    const reads = read(spelling.native, axis).situation?.status ?? status;
    if (reads === status) return;
    const word = inBoth((language) => wording.word('status', status, language));
    const instead = inBoth((language) => wording.word('status', reads, language));
    const why = { why: 'nearest-word', word, instead } as const;
    leave(page, { field: 'status', name: 'status', what: 'approximated', why, line: null });
  };
}
