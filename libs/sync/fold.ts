import type { Attachment, Entry } from '@passerelle/ticket';
import type { Dispute } from './conflict.js';
import type { Copy } from './copies.js';
import type { Hearing } from './flow.js';
import type { News } from './hear.js';
import { conflictId, stable } from './identity.js';
import type { Delta } from './listen.js';
import type { Merged } from './merge.js';
import type { Bond, Conflict, OutboxRow } from './ports/records.js';
import type { Changes } from './ports/store.js';
import type { Memory } from './recall.js';
import { isHeard } from './ways.js';

/** A delta with our own lines told apart from people's. */
export interface Listened {
  readonly delta: Delta;
  readonly copies: readonly Copy[];
  /** Part of it could not be understood yet: it is read again. */
  readonly unclaimed: boolean;
  /** Intents to tell lines that are there already. */
  readonly moot: readonly OutboxRow[];
}

/** Everything that is kept because of a page, as one value. */
export function foldedOf(
  { spring: { connection }, run, spring, routes }: Hearing,
  memory: Memory,
  deltas: readonly Listened[],
  news: readonly News[],
  now: string,
): Changes {
  const folded = news.map(({ merged }, index) => ({ merged, ...(deltas[index] as Listened) }));
  return {
    tickets: folded.flatMap(({ merged: { whole, editedEntries }, delta }) => {
      const before = memory.whole(delta.native);
      const same = before && stable(before.ticket) === stable(whole.ticket) && stable(before.why) === stable(whole.why);
      // Kept although nothing changed, where a line is added or edited: who hears the same ticket elsewhere must see it.
      const grows = whole.entries.length > (before?.entries.length ?? 0) || editedEntries.length > 0;
      return same && !grows ? [] : [{ ticket: whole.ticket, why: whole.why, was: before?.revision ?? 0 }];
    }),
    entries: folded.flatMap(({ merged }) => [
      ...merged.newEntries,
      ...merged.editedEntries,
      ...narrowedOf(merged.narrowed.entries),
    ]),
    attachments: folded.flatMap(({ merged }) => [...merged.newAttachments, ...narrowedOf(merged.narrowed.attachments)]),
    bonds: folded.map(({ merged, delta, unclaimed }) => {
      const bond = bondOf(connection, run, delta, memory.bond(delta.native), merged, isHeard(routes, connection));
      // Not equal to anything that is read next, or the rest of it would never be heard.
      return unclaimed && bond.shadow ? { ...bond, shadow: { ...bond.shadow, digest: 'partial' } } : bond;
    }),
    entryBonds: folded.flatMap(({ merged, copies }) => [
      ...merged.newEntries
        .filter(({ origin }) => origin.connection === connection)
        .map(({ ticket, id, origin }) => ({ connection, ticket, entry: id, native: origin.native })),
      ...copies.map(({ entry, name }) => ({ connection, ticket: merged.whole.ticket.id, entry, native: name })),
    ]),
    attachmentBonds: folded.flatMap(({ merged }) =>
      merged.newAttachments.map(({ ticket, id, origin }) => ({
        connection,
        ticket,
        attachment: id,
        native: origin.native,
      })),
    ),
    timers: news.flatMap(({ timers }) => timers.set),
    stoppedTimers: news.flatMap(({ timers }) => timers.cancel),
    conflicts: folded.flatMap(({ merged, delta }) =>
      merged.disputes.map((dispute) => conflictOf(spring.connection, run, merged, delta, dispute, now)),
    ),
    observations: deltas.map(({ delta: { native } }) => ({
      connection,
      native: native.id,
      run,
      heard: now,
      said: JSON.stringify(native),
    })),
  };
}

function narrowedOf<T extends Entry | Attachment>(parts: readonly T[]): readonly T[] {
  return parts.map((part) => ({ ...part, audience: 'internal' }));
}

function bondOf(
  connection: string,
  run: string,
  { native, digest, lines }: Delta,
  before: Bond | null,
  merged: Merged,
  mirrored: boolean,
): Bond {
  return {
    connection,
    native: native.id,
    class: native.class,
    number: native.number,
    url: native.url,
    ticket: merged.whole.ticket.id,
    // Whoever is only migrated from is not asked about edits, and need not remember its lines.
    shadow: { digest, fields: native.fields, ...(mirrored && { lines }) },
    version: native.version,
    origin: before?.origin ?? 'seen',
    run: before?.run ?? run,
    // What a rollback cancelled stays told of no more, whatever people write on it; what came back of itself lives.
    tombstone: before?.tombstone === 'cancelled' ? 'cancelled' : null,
  };
}

function conflictOf(
  connection: string,
  run: string,
  { whole: { ticket } }: Merged,
  { digest }: Delta,
  { field, theirs, ours, stands, owner }: Dispute,
  at: string,
): Conflict {
  return {
    id: conflictId(ticket.id, connection, field, digest),
    ticket: ticket.id,
    field,
    connection,
    theirs: JSON.stringify(theirs),
    ours: JSON.stringify(ours),
    stands,
    owner,
    state: owner === null ? 'open' : 'decided',
    run,
    at,
  };
}
