import type { Ticket } from '@passerelle/ticket';
import { Halt, type Telling } from './flow.js';
import type { Bond, OutboxRow } from './ports/records.js';
import type { Brake } from './route.js';
import { endedThere } from './order.js';

/** What a connection is about to be told, as far as it can frighten people. */
export type Counted = Readonly<Record<Counts, number>>;
type Counts = 'creates' | 'closes' | 'reopens' | 'reassigns';

const kinds: readonly Counts[] = ['creates', 'closes', 'reopens', 'reassigns'];
const none: Counted = { creates: 0, closes: 0, reopens: 0, reassigns: 0 };

/** Beyond this many the exact number is of no more use. */
const most = 10_000;

/**
 * A turn that would create, close, reopen or reassign more than its route allows stops and asks, before anything is sent
 * (law 14): a mapping gone wrong, a tool restored from an old copy, a rule that fits everything. `accept` is what somebody
 * allowed on top for this run.
 */
export async function holdBrake(flow: Telling): Promise<void> {
  const { store, mouth, routes } = flow;
  const braked = routes.filter(
    ({ mode, brake }) => mode === 'mirror' && kinds.some((kind) => brake[kind] !== undefined),
  );
  const least = Math.min(...braked.flatMap(({ brake }) => kinds.map((kind) => brake[kind] ?? Infinity)));
  const { queued } = least === Infinity ? { queued: 0 } : await store.outboxTally(mouth.connection);
  if (queued <= least) return;
  const rows = await store.inState(mouth.connection, 'queued', most);
  for (const route of braked) {
    const own = rows.filter((row) => row.route === route.name);
    const counted = await count(flow, own);
    const over = kinds.filter((kind) => counted[kind] > allowed(route.brake, kind, flow.limits.accept));
    if (over.length === 0) continue;
    const what = over.map(
      (kind) => `${counted[kind]} ${kind} (${allowed(route.brake, kind, flow.limits.accept)} allowed)`,
    );
    throw new Halt(
      'brake',
      `${mouth.connection}: the route ${route.name} would tell it of ${what.join(', ')}; nothing was sent. Look at «passerelle plan», then allow it once with --accept, or raise «brake:» of the route`,
    );
  }
}

function allowed(brake: Brake, kind: Counts, accept: number): number {
  return (brake[kind] ?? Infinity) + accept;
}

async function count({ store, mouth }: Telling, rows: readonly OutboxRow[]): Promise<Counted> {
  const ids = [...new Set(rows.map(({ ticket }) => ticket))];
  const [wholes, bonds] = await Promise.all([store.tickets(ids), store.bondsOf(ids)]);
  const here = new Map(
    bonds.flatMap((bond) => (bond.connection === mouth.connection ? [[bond.ticket, bond] as const] : [])),
  );
  const counted = { ...none };
  for (const row of rows) {
    const ticket = wholes.get(row.ticket)?.ticket;
    if (!ticket) continue;
    for (const kind of kindsOf(row, ticket, here.get(row.ticket) ?? null, mouth)) counted[kind] += 1;
  }
  return counted;
}

function kindsOf(
  { act }: OutboxRow,
  { status }: Ticket,
  bond: Bond | null,
  mouth: Telling['mouth'],
): readonly Counts[] {
  if (act.kind === 'create') return ['creates'];
  if (act.kind !== 'update') return [];
  const ends = status === 'closed' || status === 'cancelled';
  const found: Counts[] = [];
  if (act.fields.includes('status') && ends) found.push('closes');
  if (act.fields.includes('status') && !ends && bond !== null && endedThere(mouth, bond)) found.push('reopens');
  if (act.fields.includes('group') || act.fields.includes('assignee')) found.push('reassigns');
  return found;
}
