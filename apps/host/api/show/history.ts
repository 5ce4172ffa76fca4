import type { Grant, HistoryLine } from '@passerelle/api';
import type { NativeTicket } from '@passerelle/connector';
import type { Bond } from '@passerelle/sync';
import type { TicketField } from '@passerelle/ticket';
import type { Grounds } from '../grounds.js';
import type { SeenTicket } from '../seen-ticket.js';

const most = 500;
/** Set by every tool on its own, with each move. */
const stamps: ReadonlySet<string> = new Set(['updated', 'created', 'taken', 'resolved', 'closed']);

/** What each tool changed of the fields, as it was heard, and what people did here. Newest first. Lines are the timeline's. */
export async function historyOf(grounds: Grounds, seen: SeenTicket, { rights }: Grant): Promise<HistoryLine[]> {
  const { access } = grounds;
  // What only one site knows has no audience, and unknown is internal.
  const hidden = rights.has('internal') ? stamps : new Set([...stamps, 'custom']);
  const [heard, acted, accounts] = await Promise.all([
    Promise.all(seen.bonds.map((bond) => changesIn(grounds, bond, hidden))),
    access.actionsOf(seen.ticket.id, most),
    access.accounts(),
  ]);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const done = acted
    .filter(({ kind }) => rights.has('internal') || !internalKinds.has(kind))
    .map(({ at, account, kind }): HistoryLine => ({
      at,
      by: names.get(account) ?? '?',
      voice: 'person',
      field: null,
      from: null,
      to: kind,
    }));
  return [...heard.flat(), ...done].toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most);
}

const internalKinds: ReadonlySet<string> = new Set(['work_note', 'task']);

async function changesIn(
  { house }: Grounds,
  { connection, native }: Bond,
  hidden: ReadonlySet<string>,
): Promise<HistoryLine[]> {
  const said = await house.store.observations(connection, native);
  const { mapping } = await house.connected(connection).catch(() => ({ mapping: null }));
  if (mapping === null) return [];
  const lines: HistoryLine[] = [];
  let before: Readonly<Partial<Record<TicketField, unknown>>> | null = null;
  for (const { heard, said: json } of said.slice(-most)) {
    let now: Readonly<Partial<Record<TicketField, unknown>>>;
    try {
      now = mapping.read(JSON.parse(json) as NativeTicket).said;
    } catch {
      // What no mapping reads any more says nothing here; the tool's own page still has it.
      continue;
    }
    if (before !== null)
      for (const [field, to] of Object.entries(now)) {
        const from: unknown = before[field as TicketField] ?? null;
        if (!hidden.has(field) && JSON.stringify(from) !== JSON.stringify(to ?? null))
          lines.push({ at: heard, by: connection, voice: 'tool', field, from, to: to ?? null });
      }
    before = now;
  }
  return lines;
}
