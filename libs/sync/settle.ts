import type { Keyed, NativeCommand } from '@passerelle/connector';
import type { Flow } from './flow.js';
import { conclude, type Sent } from './outcome.js';
import type { Bond, OutboxRow, Resolution } from './ports/records.js';
import type { Fence } from './ports/store.js';
import type { Counter } from './tally.js';

/**
 * Resolves what was perhaps sent, before its ticket is written again (law 3). «Not landed» is believed only once the request
 * can no longer have its effect: an answer came, or the sink's settling time is over; a request that outlives its sender
 * may still commit. Returns when to look again; null when nothing is left in flight.
 */
export async function settle(
  flow: Flow,
  fence: Fence,
  counter: Counter,
  answered: ReadonlySet<string>,
): Promise<string | null> {
  const { store, mouth } = flow;
  const later: string[] = [];
  const rows = await store.inState(mouth.connection, 'in_flight', 10_000);
  const bonds = await targetBonds(flow, rows);
  for (const row of [...rows].sort((a, b) => a.position - b.position)) {
    flow.signal.throwIfAborted();
    const verdict = await look(flow, row, bonds.get(row.ticket) ?? null, answered.has(row.key));
    if (verdict.kind === 'later') {
      later.push(verdict.at);
      continue;
    }
    counter.add({ settled: 1 });
    if (verdict.kind === 'landed') {
      const outcome = conclude(flow, [verdict.sent]);
      for (const bond of outcome.changes.bonds ?? []) bonds.set(bond.ticket, bond);
      await store.commit(outcome.changes, [fence]);
      counter.add(outcome.counts);
    } else {
      await store.commit({ resolutions: [verdict.resolution] }, [fence]);
      if (verdict.resolution.state === 'dead') counter.add({ dead: 1 });
    }
  }
  return later.sort()[0] ?? null;
}

type Verdict =
  | { readonly kind: 'landed'; readonly sent: Sent }
  | { readonly kind: 'resolved'; readonly resolution: Resolution }
  | { readonly kind: 'later'; readonly at: string };

/** Every attempt is looked for, the last first: an earlier one may have landed after its answer was lost. */
async function look(flow: Flow, row: OutboxRow, bond: Bond | null, answered: boolean): Promise<Verdict> {
  const { sink } = flow.mouth.connector;
  if (!sink) return { kind: 'resolved', resolution: { key: row.key, state: 'dead' } };
  let undecided: string | null = null;
  for (const attempt of [...row.attempts].reverse()) {
    const command = revive(attempt.command, bond);
    if (command === null) continue;
    const found = await sink.find(command);
    if (found.verdict === 'landed') {
      return { kind: 'landed', sent: { row, command, receipt: { ...found.receipt, already: true }, bond } };
    }
    if (found.verdict === 'undecided') undecided = found.why;
  }
  const now = flow.clock.now();
  const settled = Date.parse(row.attempts.at(-1)?.at ?? now.toISOString()) + sink.settled;
  if (!answered && settled > now.getTime()) return { kind: 'later', at: new Date(settled).toISOString() };
  if (undecided !== null) {
    const message = `nobody can tell whether it landed: ${undecided}; look in ${flow.mouth.connection}, then retry or drop it`;
    return { kind: 'resolved', resolution: { key: row.key, state: 'dead', trouble: { kind: 'conflict', message } } };
  }
  return { kind: 'resolved', resolution: { key: row.key, state: 'queued', due: now.toISOString() } };
}

/** A command whose ticket was to be created by a sibling is about the ticket that now is there; if none is, it never landed. */
function revive(json: string, bond: Bond | null): Keyed<NativeCommand> | null {
  const command = JSON.parse(json) as Keyed<NativeCommand>;
  if (command.kind === 'create' || typeof command.id === 'string') return command;
  return bond === null ? null : ({ ...command, id: bond.native } as Keyed<NativeCommand>);
}

export async function targetBonds(flow: Flow, rows: readonly OutboxRow[]): Promise<Map<string, Bond>> {
  const tickets = [...new Set(rows.map(({ ticket }) => ticket))];
  const bonds = await flow.store.bondsOf(tickets);
  const here = bonds.filter((bond) => bond.connection === flow.mouth.connection && bond.tombstone === null);
  return new Map(here.map((bond) => [bond.ticket, bond]));
}
