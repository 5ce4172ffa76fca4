import { FencedOut, Inconsistent, Overtaken, type Changes, type Fence } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import { codeOf } from '../unreachable.js';
import { inTransaction, type Session, type Wire } from '../wire/session.js';
import { holdFences } from './fences.js';
import { forget, release, resume, stopTimers, unpause } from './forget.js';
import { addAttempts, addResolutions, intents } from './outbox.js';
import { insert } from './table.js';
import * as tables from './tables.js';
import { keepTickets } from './tickets.js';
import { firstOfEach, lastOfEach, refuseTwice } from './tidy.js';

/** Steps are values, so one that lost a deadlock is simply taken again. */
const tries = 4;

/** One transaction per step: all of it is kept or nothing. */
export async function commit(wire: Wire, changes: Changes, fences: readonly Fence[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await wire.use((session) => inTransaction(session, 'write', () => keep(session, changes, fences)));
      return;
    } catch (error) {
      if (attempt < tries && passing.includes(codeOf(error))) continue;
      throw refusal(error) ?? error;
    }
  }
}

/**
 * The statements are sent one behind the other without waiting, in this order: what is forgotten goes first, lines come
 * behind their tickets, attempts behind their intents. A refused one makes the rest of the transaction void.
 */
async function keep(session: Session, changes: Changes, fences: readonly Fence[]): Promise<void> {
  const ends = await Promise.allSettled([
    holdFences(session, fences),
    Promise.resolve().then(() => refuseTwice(changes)),
    forget(session, changes.forgotten ?? []),
    keepTickets(session, changes.tickets ?? []),
    insert(
      session,
      tables.entries,
      lastOfEach(changes.entries, ({ id }) => id),
    ),
    insert(
      session,
      tables.attachments,
      lastOfEach(changes.attachments, ({ id }) => id),
    ),
    insert(session, tables.bonds, lastOfEach(changes.bonds, place)),
    insert(
      session,
      tables.entryBonds,
      firstOfEach(changes.entryBonds, (bond) => pair(bond.connection, bond.entry)),
    ),
    insert(
      session,
      tables.attachmentBonds,
      firstOfEach(changes.attachmentBonds, (bond) => pair(bond.connection, bond.attachment)),
    ),
    insert(session, tables.observations, changes.observations ?? []),
    insert(session, intents, changes.intents ?? []),
    addAttempts(session, changes.attempts ?? []),
    addResolutions(session, changes.resolutions ?? []),
    release(session, changes.released ?? []),
    insert(session, tables.quarantine, lastOfEach(changes.quarantined, place)),
    resume(session, changes.resumed ?? []),
    insert(session, tables.postponed, lastOfEach(changes.postponed, place)),
    insert(
      session,
      tables.conflicts,
      lastOfEach(changes.conflicts, ({ id }) => id),
    ),
    stopTimers(session, changes.stoppedTimers ?? []),
    unpause(session, changes.unpaused ?? []),
    insert(
      session,
      tables.pauses,
      lastOfEach(changes.paused, ({ scope }) => scope),
    ),
    insert(
      session,
      tables.timers,
      lastOfEach(changes.timers, ({ id }) => id),
    ),
    insert(
      session,
      tables.cursors,
      lastOfEach(changes.cursors, ({ stream }) => stream),
    ),
    insert(
      session,
      tables.runs,
      lastOfEach(changes.runs, ({ id }) => id),
    ),
    insert(
      session,
      tables.persons,
      lastOfEach(named(changes.personLinks ?? []), ({ person }) => person),
    ),
    insert(
      session,
      tables.personLinks,
      lastOfEach(changes.personLinks, (link) => pair(link.connection, link.person)),
    ),
    insert(session, tables.stale, touchedBy(changes)),
  ]);
  const reasons = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []));
  if (reasons.length === 0) return;
  const told = reasons.find((reason) => reason instanceof FencedOut || reason instanceof Overtaken);
  throw told ?? reasons.find((reason) => codeOf(reason) !== behindFailure) ?? reasons[0];
}

/** in_failed_sql_transaction: what PostgreSQL says of every statement behind the one that failed. */
const behindFailure = '25P02';

/** deadlock_detected and serialization_failure (PostgreSQL documentation, appendix A). */
const passing: readonly string[] = ['40P01', '40001'];

/** foreign_key_violation, unique_violation, check_violation. */
const contradicting: readonly string[] = ['23503', '23505', '23514'];

/** What the constraints refuse, in the words of the port. */
function refusal(error: unknown): Error | undefined {
  if (!contradicting.includes(codeOf(error))) return undefined;
  const { detail, table, message } = error as { detail?: string; table?: string; message: string };
  return new Inconsistent(`${table ?? 'a table'}: ${detail ?? message}`, error);
}

/** Whatever the list over all tools shows of them may have changed. */
function touchedBy({ tickets, entries, attachments, bonds, forgotten }: Changes): readonly string[] {
  const ids = new Set(tickets?.map(({ ticket }) => ticket.id));
  for (const { ticket } of [...(entries ?? []), ...(attachments ?? []), ...(bonds ?? []), ...(forgotten ?? [])])
    ids.add(ticket);
  return [...ids];
}

function named(links: NonNullable<Changes['personLinks']>): readonly { person: string; named: Person }[] {
  return links.flatMap(({ person, named: said }) => (said ? [{ person, named: said }] : []));
}

function place({ connection, native }: { readonly connection: string; readonly native: string }): string {
  return pair(connection, native);
}

/** The length in front keeps any two pairs apart. */
function pair(a: string, b: string): string {
  return `${a.length}:${a}${b}`;
}
