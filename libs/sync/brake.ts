import type { Ticket } from '@passerelle/ticket';
import { Halt, type Telling } from './flow.js';
import type { Bond, OutboxRow } from './ports/records.js';
import type { Brake } from './route.js';
import { endedThere } from './order.js';
import { isEnded } from './plan.js';

/** What a connection is about to be told, as far as it can frighten people. */
type Counted = Record<Counts, number>;
type Counts = 'creates' | 'closes' | 'reopens' | 'reassigns';

const kinds: readonly Counts[] = ['creates', 'closes', 'reopens', 'reassigns'];
const kindsInFrench: Readonly<Record<Counts, string>> = {
  creates: 'création',
  closes: 'clôture',
  reopens: 'réouverture',
  reassigns: 'réaffectation',
};
const none: Readonly<Counted> = { creates: 0, closes: 0, reopens: 0, reassigns: 0 };

/** Beyond this many the exact number is of no more use. */
const most = 10_000;

/** Lets the rows of a batch pass, or stops the turn before they are sent. */
export type HeldBrake = (rows: readonly OutboxRow[]) => Promise<void>;

/**
 * A turn that would create, close, reopen or reassign more than its route allows stops and asks, before anything is sent
 * (law 14): a mapping gone wrong, a tool restored from an old copy, a rule that fits everything. What is queued while the
 * turn tells, by connections that are heard beside it, is counted on top, batch by batch. `accept` is what somebody allowed
 * on top for this run.
 */
export async function holdBrake(flow: Telling): Promise<HeldBrake> {
  const { store, mouth, routes } = flow;
  const braked = routes.filter(
    ({ mode, brake }) => mode === 'mirror' && kinds.some((kind) => brake[kind] !== undefined),
  );
  const counted = new Map(braked.map((route) => [route.name, { ...none }]));
  const seen = new Set<string>();
  let passed = false;
  const pass: HeldBrake = async (rows) => {
    for (const { name, brake } of braked) {
      const total = counted.get(name);
      const fresh = rows.filter((row) => row.route === name && !seen.has(row.key));
      if (!total || fresh.length === 0) continue;
      const more = await count(flow, fresh);
      for (const kind of kinds) total[kind] += more[kind];
      for (const { key } of fresh) seen.add(key);
      const over = kinds.filter((kind) => total[kind] > allowed(brake, kind, flow.limits.accept));
      if (over.length > 0)
        throw halt(
          flow,
          name,
          over.map((kind) => ({ kind, count: total[kind], allowed: allowed(brake, kind, flow.limits.accept) })),
          passed,
        );
    }
  };
  const least = Math.min(...braked.flatMap(({ brake }) => kinds.map((kind) => brake[kind] ?? Infinity)));
  const { queued } = least === Infinity ? { queued: 0 } : await store.outboxTally(mouth.connection);
  if (queued > least) await pass(await store.inState(mouth.connection, 'queued', most));
  passed = true;
  return pass;
}

interface Excess {
  readonly kind: Counts;
  readonly count: number;
  readonly allowed: number;
}

function halt({ mouth: { connection } }: Telling, route: string, over: readonly Excess[], passed: boolean): Halt {
  const french = over
    .map(({ kind, count, allowed }) => `${count} ${kindsInFrench[kind]}${count > 1 ? 's' : ''} (limite : ${allowed})`)
    .join(', ');
  const english = over.map(({ kind, count, allowed }) => `${count} ${kind} (${allowed} allowed)`).join(', ');
  return new Halt('brake', {
    fr: `${connection} : la route ${route} lui annoncerait ${french} ; rien ${passed ? 'de plus ' : ''}n’a été envoyé. Regardez «passerelle plan», puis autorisez-le une fois avec --accept, ou relevez «brake:» de la route`,
    en: `${connection}: the route ${route} would tell it of ${english}; nothing ${passed ? 'more ' : ''}was sent. Look at «passerelle plan», then allow it once with --accept, or raise «brake:» of the route`,
  });
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
  const ends = isEnded(status);
  const found: Counts[] = [];
  if (act.fields.includes('status') && ends) found.push('closes');
  if (act.fields.includes('status') && !ends && bond !== null && endedThere(mouth, bond)) found.push('reopens');
  if (act.fields.includes('group') || act.fields.includes('assignee')) found.push('reassigns');
  return found;
}
