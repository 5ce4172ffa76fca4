import { saidBy } from '@passerelle/connector';
import { dated } from './dated.js';
import type { Telling } from './flow.js';
import type { FenceKeeper } from './lease.js';
import { look } from './look.js';
import { conclude } from './outcome.js';
import type { Bond, OutboxRow } from './ports/records.js';
import { Inconsistent, type Changes } from './ports/store.js';
import { noticed, type Stream } from './stream.js';
import type { Counter } from './tally.js';
import { haltIfExposed, withdraw } from './withdraw.js';

/** Rows looked at before the next are loaded; a run that was killed may leave many more. */
const atOnce = 5_000;

/**
 * Resolves what was perhaps sent, before its ticket is written again (law 3). Returns when to look again; null when nothing
 * is left in flight.
 */
export async function settle(
  flow: Telling,
  keeper: FenceKeeper,
  counter: Counter,
  stream: Stream,
): Promise<string | null> {
  const { store, mouth, limits } = flow;
  const later = new Map<string, string>();
  for (;;) {
    const found = await store.inState(mouth.connection, 'in_flight', atOnce + later.size);
    const rows = found.filter(({ key }) => !later.has(key));
    if (rows.length === 0) {
      stream.first = false;
      return [...later.values()].sort()[0] ?? null;
    }
    for (const row of rows) noticed(stream, row, flow.clock.now().getTime());
    const bonds = await targetBonds(flow, rows);
    const tickets = Map.groupBy(rows, ({ ticket }) => ticket).values();
    // Tickets side by side, the intents of one in order: what follows a creation needs to know where it landed.
    const lane = async (): Promise<void> => {
      for (const ofTicket of tickets) {
        for (const row of ofTicket.toSorted((a, b) => a.position - b.position)) {
          flow.signal.throwIfAborted();
          await keeper.hold();
          const at = await settleOne(flow, keeper, counter, stream, row, bonds);
          if (at !== null) later.set(row.key, at);
        }
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: limits.lanes }, lane));
    const broke = ends.find((end) => end.status === 'rejected');
    if (broke) throw broke.reason;
  }
}

/** Returns when to look again; null when it is resolved. */
async function settleOne(
  flow: Telling,
  { fences }: FenceKeeper,
  counter: Counter,
  stream: Stream,
  row: OutboxRow,
  bonds: Map<string, Bond>,
): Promise<string | null> {
  const { store } = flow;
  const { key } = row;
  const verdict = await look(flow, row, bonds.get(row.ticket) ?? null, stream);
  if (verdict.kind === 'later') return verdict.at;
  stream.unknown.delete(key);
  stream.seen.delete(key);
  if (verdict.kind === 'resolved') {
    await store.commit({ resolutions: dated([verdict.resolution], [row], flow.clock.now().toISOString()) }, fences);
    counter.add({ settled: 1, dead: verdict.resolution.state === 'dead' ? 1 : 0 });
    return null;
  }
  const outcome = conclude(flow, [verdict.sent], stream.failures);
  const places = await withdraw(flow, outcome.exposed);
  // Of an update only an older word arrived: that is what the tool says now, and the newer one is still to be told.
  const ended = dated(outcome.changes.resolutions ?? [], [row], flow.clock.now().toISOString());
  const changes: Changes = verdict.stale
    ? { ...outcome.changes, resolutions: [{ key, state: 'queued' }] }
    : { ...outcome.changes, resolutions: ended };
  try {
    await store.commit(changes, fences);
  } catch (error) {
    if (!(error instanceof Inconsistent)) throw error;
    // What was found is bonded to another line already: one ticket for a human, not a run that breaks off for ever.
    const trouble = { kind: 'conflict', message: saidBy(error) } as const;
    const resolutions = dated([{ key, state: 'dead', trouble }], [row], flow.clock.now().toISOString());
    await store.commit({ resolutions }, fences);
    counter.add({ settled: 1, dead: 1 });
    return null;
  }
  for (const bond of outcome.changes.bonds ?? []) bonds.set(bond.ticket, bond);
  counter.add({ settled: 1, ...(verdict.stale ? {} : outcome.counts) });
  haltIfExposed(flow, places);
  return null;
}

export async function targetBonds(flow: Telling, rows: readonly OutboxRow[]): Promise<Map<string, Bond>> {
  const tickets = [...new Set(rows.map(({ ticket }) => ticket))];
  const bonds = await flow.store.bondsOf(tickets);
  const here = bonds.filter((bond) => bond.connection === flow.mouth.connection && bond.tombstone === null);
  return new Map(here.map((bond) => [bond.ticket, bond]));
}
