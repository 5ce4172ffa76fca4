import type { Telling, Mouth } from './flow.js';
import { endsTicket, isEnded } from './plan.js';
import type { Bond, OutboxRow, WholeTicket } from './ports/records.js';

/**
 * Many tools take no line once a ticket is closed, some without saying so. So a ticket that is closed in the target and open
 * again in the canon is told that first, and speaks then; every other ticket speaks first.
 */
export function inOrder(
  mouth: Mouth,
  rows: readonly OutboxRow[],
  wholes: ReadonlyMap<string, WholeTicket>,
  bonds: ReadonlyMap<string, Bond>,
): readonly OutboxRow[] {
  const isUpdate = ({ act }: OutboxRow): boolean => act.kind === 'update';
  return [...Map.groupBy(rows, ({ ticket }) => ticket)].flatMap(([ticket, own]) => {
    const whole = wholes.get(ticket);
    const bond = bonds.get(ticket);
    if (!whole || !bond || !own.some(isUpdate)) return own;
    if (endsTicket(whole) || !endedThere(mouth, bond)) return own;
    const opens = ({ act }: OutboxRow): boolean => act.kind === 'update' && act.fields.includes('status');
    const rank = (row: OutboxRow): number => (opens(row) ? 0 : isUpdate(row) ? 1 : 2);
    return own.toSorted((a, b) => rank(a) - rank(b));
  });
}

/** By our last word to the target. */
export function endedThere({ mapping }: Mouth, bond: Bond): boolean {
  const { status } = mapping.read({
    id: bond.native,
    class: bond.class,
    number: bond.number,
    version: bond.version ?? '',
    changedAt: null,
    url: bond.url,
    fields: bond.shadow?.fields ?? {},
    entries: [],
    attachments: [],
  }).said;
  return status !== undefined && isEnded(status);
}

/**
 * Tickets that are closed by now and of which more was planned after the batch was claimed: its last line may be among
 * that. They are claimed again, whole.
 */
export async function overtaken(
  { store, mouth }: Telling,
  rows: readonly OutboxRow[],
  wholes: ReadonlyMap<string, WholeTicket>,
): Promise<ReadonlySet<string>> {
  const ending = rows.filter(({ act, ticket }) => {
    const whole = wholes.get(ticket);
    return act.kind === 'update' && act.fields.includes('status') && whole !== undefined && endsTicket(whole);
  });
  if (ending.length === 0) return new Set();
  const claimed = new Set(rows.map(({ key }) => key));
  const all = await store.outboxOf([...new Set(ending.map(({ ticket }) => ticket))]);
  return new Set(
    all.flatMap(({ key, connection, state, ticket }) =>
      connection === mouth.connection && state === 'queued' && !claimed.has(key) ? [ticket] : [],
    ),
  );
}
