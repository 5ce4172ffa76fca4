import type { TicketId } from '@passerelle/ticket';
import type { Bond } from '../ports/records.js';
import type { Changes } from '../ports/store.js';
import { frozen } from './frozen.js';
import { forget, grouped } from './forget.js';
import { addAttempt, addIntent, resolve } from './outbox.js';
import { sortedKeys } from './sorted-keys.js';
import { at, countNumbers, pair, type LineBonds, type Lines, type State } from './state.js';

/** Keeps changes that were checked; nothing here can fail. */
export function apply(state: State, changes: Changes): void {
  for (const [connection, tickets] of grouped(changes.forgotten ?? [])) forget(state, connection, tickets);
  for (const kept of changes.tickets ?? []) keepTicket(state, kept);
  for (const entry of changes.entries ?? []) keepLine(state.entries, frozen(entry));
  for (const attachment of changes.attachments ?? []) keepLine(state.attachments, frozen(attachment));
  for (const bond of changes.bonds ?? []) keepBond(state, frozen(bond));
  for (const bond of changes.entryBonds ?? []) keepLineBond(state.entryBonds, bond.entry, frozen(bond));
  for (const bond of changes.attachmentBonds ?? []) keepLineBond(state.attachmentBonds, bond.attachment, frozen(bond));
  for (const said of changes.observations ?? []) {
    at(state.observations, pair(said.connection, said.native), () => []).push(frozen(said));
  }
  for (const intent of changes.intents ?? []) addIntent(state.outbox, frozen(intent));
  for (const { key, attempt } of changes.attempts ?? []) addAttempt(state.outbox, key, frozen(attempt));
  for (const resolution of changes.resolutions ?? []) resolve(state.outbox, frozen(resolution));
  for (const { connection, native } of changes.released ?? []) state.quarantine.get(connection)?.delete(native);
  for (const stopped of changes.quarantined ?? []) {
    at(state.quarantine, stopped.connection, () => new Map()).set(stopped.native, frozen(stopped));
  }
  for (const { connection, native } of changes.resumed ?? []) state.postponed.get(connection)?.delete(native);
  for (const { connection, native, mark } of changes.postponed ?? [])
    at(state.postponed, connection, () => new Map()).set(native, mark ?? null);
  for (const conflict of changes.conflicts ?? []) {
    const before = state.conflicts.get(conflict.id);
    if (!before || (before.state === 'open' && conflict.state === 'decided'))
      state.conflicts.set(conflict.id, frozen(conflict));
  }
  for (const id of changes.stoppedTimers ?? []) state.timers.delete(id);
  for (const timer of changes.timers ?? []) state.timers.set(timer.id, frozen(timer));
  for (const scope of changes.unpaused ?? []) state.pauses.delete(scope);
  for (const pause of changes.paused ?? [])
    if (!state.pauses.has(pause.scope)) state.pauses.set(pause.scope, frozen(pause));
  for (const { stream, cursor } of changes.cursors ?? []) state.cursors.set(stream, frozen(cursor));
  for (const run of changes.runs ?? []) state.runs.set(run.id, frozen(run));
  for (const link of changes.personLinks ?? []) {
    const links = at(state.personLinks, link.connection, () => new Map());
    if (links.get(link.person)?.evidence !== 'decision' || link.evidence === 'decision')
      links.set(link.person, frozen(link));
  }
}

function keepTicket(state: State, kept: NonNullable<Changes['tickets']>[number]): void {
  const { id } = kept.ticket;
  const before = state.tickets.get(id);
  if (before) countNumbers(state, id, numbersOf(before.ticket), -1);
  else state.ticketOrder.add(id);
  const { ticket, why } = kept;
  state.tickets.set(id, frozen({ ticket, why, revision: (before?.revision ?? 0) + 1 }));
  countNumbers(state, id, numbersOf(kept.ticket), 1);
}

function numbersOf(ticket: NonNullable<Changes['tickets']>[number]['ticket']): readonly (string | null)[] {
  return [ticket.number, ...ticket.references.map(({ number }) => number)];
}

function keepLine<T extends { readonly id: string; readonly ticket: TicketId }>(lines: Lines<T>, line: T): void {
  const before = lines.byId.get(line.id);
  if (before && before.ticket !== line.ticket) lines.byTicket.get(before.ticket)?.delete(line.id);
  lines.byId.set(line.id, line);
  at(lines.byTicket, line.ticket, () => new Map()).set(line.id, line);
}

function keepBond(state: State, bond: Bond): void {
  const bonds = at(state.bonds, bond.connection, () => ({ byNative: new Map(), order: sortedKeys() }));
  const before = bonds.byNative.get(bond.native);
  const place = pair(bond.connection, bond.native);
  if (before) {
    state.bondsByTicket.get(before.ticket)?.delete(place);
    countNumbers(state, before.ticket, [before.number], -1);
  } else bonds.order.add(bond.native);
  bonds.byNative.set(bond.native, bond);
  at(state.bondsByTicket, bond.ticket, () => new Map()).set(place, bond);
  countNumbers(state, bond.ticket, [bond.number], 1);
}

/** Kept as it is when it exists, but for a native id that was not known yet. */
function keepLineBond<
  T extends { readonly connection: string; readonly ticket: TicketId; readonly native: string | null },
>(all: Map<string, LineBonds<T>>, line: string, bond: T): void {
  const bonds = at(all, bond.connection, () => ({ byLine: new Map(), byTicket: new Map(), lineOf: new Map() }));
  const before = bonds.byLine.get(line);
  if (before && (before.native !== null || bond.native === null)) return;
  const kept = before ? frozen({ ...before, native: bond.native }) : bond;
  bonds.byLine.set(line, kept);
  at(bonds.byTicket, kept.ticket, () => new Map()).set(line, kept);
  if (kept.native !== null) bonds.lineOf.set(pair(kept.ticket, kept.native), line);
}
