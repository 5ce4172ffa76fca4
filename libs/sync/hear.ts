import { Fault, isPassing, type BrokenPiece, type NativeTicket } from '@passerelle/connector';
import type { Attachment, Entry, Ticket, TicketField } from '@passerelle/ticket';
import type { Ruling } from '@passerelle/workflow';
import type { Dispute } from './conflict.js';
import { recognise, type Copy } from './copies.js';
import type { Hearing } from './flow.js';
import { conflictId, digestOf, stable } from './identity.js';
import { listen, type Delta, type Heard } from './listen.js';
import { merge, type Merged } from './merge.js';
import type { Bond, Conflict, OutboxRow, Quarantine } from './ports/records.js';
import { mustWait, recall, type Memory } from './recall.js';
import type { Changes } from './ports/store.js';
import { rule } from './rule.js';
import { rulesOf } from './ways.js';

/** A ticket that has news, with what of it changed; what the plan stage works on. */
export interface News {
  readonly merged: Merged;
  readonly digest: string;
  readonly nativeClass: string;
  readonly changed: readonly TicketField[];
  /** Of these, and of what the tool said, what rules decided otherwise: the tool itself must be told too. */
  readonly ruled: readonly TicketField[];
  readonly before: Ticket | null;
  readonly timers: Ruling['timers'];
}

export interface HeardPage {
  readonly changes: Changes;
  readonly news: readonly News[];
  readonly silent: number;
  readonly stopped: number;
  /** Could not be compared now, and wait to be read again. */
  readonly postponed: number;
}

/** Listens to a page and folds it. Reads from the store and the tool; writes nothing but contents of files, which are theirs by hash. */
export async function hear(flow: Hearing, page: readonly NativeTicket[]): Promise<HeardPage> {
  const { connection } = flow.spring;
  // A ticket that changed while its page was read may stand on it twice: the later word counts, and it counts once.
  const natives = [...new Map(page.map((native) => [native.id, native])).values()];
  const bonds = await flow.store.bonds(
    connection,
    natives.map(({ id }) => id),
  );
  const digests = new Map(natives.map((native) => [native.id, digestOf(native, flow.spring.mappingDigest)]));
  // What is equal to its shadow says nothing, whatever is under way; nothing else of it needs to be known.
  const speaking = natives.filter(({ id }) => bonds.get(id)?.shadow?.digest !== digests.get(id));
  const memory = await recall(flow, speaking, bonds);
  const comparable = speaking.filter((native) => !mustWait(flow, memory, native));
  const waiting = speaking.filter((native) => mustWait(flow, memory, native));
  const heard = comparable.map((native): Heard => {
    const known = memory.known(native);
    return listen(native, known, flow.spring.mapping, digests.get(native.id) ?? '');
  });
  const now = flow.clock.now().toISOString();
  const deltas = heard.flatMap((one) => (one.kind === 'delta' ? [recogniseOwn(memory, one.delta)] : []));
  const news = await sideBySide(deltas, contentsAtOnce, async ({ delta }): Promise<News> => {
    const merged = merge(connection, delta, memory.whole(delta.native), memory.standing(delta.native));
    const newAttachments = await fetchContents(flow, merged, delta.native);
    const before = merged.whole.attachments.slice(0, merged.whole.attachments.length - newAttachments.length);
    const whole = { ...merged.whole, attachments: [...before, ...newAttachments] };
    return {
      ...obeyRules(flow, memory, delta, { ...merged, whole, newAttachments }, now),
      digest: delta.digest,
      nativeClass: delta.native.class,
      before: memory.whole(delta.native)?.ticket ?? null,
    };
  });
  const stopped = heard.flatMap((one) => (one.kind === 'stopped' ? [quarantine(flow, one, now)] : []));
  return {
    changes: {
      ...foldedOf(flow, memory, deltas, news, now),
      postponed: [
        ...waiting.map(({ id, createdBy }) => ({
          connection,
          native: id,
          ...(createdBy && !bonds.has(id) && { mark: createdBy }),
        })),
        ...deltas.filter(({ unclaimed }) => unclaimed).map(({ delta }) => ({ connection, native: delta.native.id })),
      ],
      resolutions: deltas.flatMap(({ moot }) => moot.map(({ key }) => ({ key, state: 'obeyed' as const, at: now }))),
      resumed: natives.map(({ id }) => ({ connection, native: id })),
      quarantined: stopped,
      released: deltas.map(({ delta }) => ({ connection, native: delta.native.id })),
    },
    news,
    silent: page.length - comparable.length - waiting.length,
    stopped: stopped.length,
    postponed: waiting.length,
  };
}

/** What the rules of its route make of a ticket that was just folded. */
function obeyRules(
  flow: Hearing,
  memory: Memory,
  { native, digest }: Delta,
  merged: Merged,
  now: string,
): Pick<News, 'merged' | 'changed' | 'ruled' | 'timers'> {
  const { connection } = flow.spring;
  const rules = rulesOf(flow, memory.bound(native), merged.whole.ticket);
  if (rules === null) return { merged, changed: merged.changed, ruled: [], timers: { set: [], cancel: [] } };
  const said = { by: connection, mark: digest };
  const { trouble, ...ruled } = rule(rules, merged, memory.whole(native), said, memory.timers(native), now);
  if (trouble !== null) flow.tell({ kind: 'trouble', message: `${merged.whole.ticket.number}: ${trouble}` });
  return { ...ruled, changed: ruled.merged.changed };
}

interface Listened {
  readonly delta: Delta;
  readonly copies: readonly Copy[];
  /** Part of it could not be understood yet: it is read again. */
  readonly unclaimed: boolean;
  /** Intents to tell lines that are there already. */
  readonly moot: readonly OutboxRow[];
}

/** Our own lines, read back, are bonded rather than heard. */
function recogniseOwn(memory: Memory, delta: Delta): Listened {
  const own = memory.own(delta.native);
  const { entries, copies, unclaimed } = recognise(delta.entries, memory.whole(delta.native), own);
  const moot = copies.flatMap(({ entry }) => own.appends.get(entry) ?? []).filter(({ state }) => state === 'queued');
  return { delta: { ...delta, entries }, copies, unclaimed, moot };
}

function foldedOf(
  { spring: { connection }, run, spring }: Hearing,
  memory: Memory,
  deltas: readonly Listened[],
  news: readonly News[],
  now: string,
): Changes {
  const folded = news.map(({ merged }, index) => ({ merged, ...(deltas[index] as Listened) }));
  return {
    tickets: folded.flatMap(({ merged: { whole }, delta }) => {
      const before = memory.whole(delta.native);
      const same = before && stable(before.ticket) === stable(whole.ticket) && stable(before.why) === stable(whole.why);
      // Kept although nothing changed, where a line is added: who hears the same ticket elsewhere must see it.
      const grows = whole.entries.length > (before?.entries.length ?? 0);
      return same && !grows ? [] : [{ ticket: whole.ticket, why: whole.why, was: before?.revision ?? 0 }];
    }),
    entries: folded.flatMap(({ merged }) => [...merged.newEntries, ...narrowedOf(merged.narrowed.entries)]),
    attachments: folded.flatMap(({ merged }) => [...merged.newAttachments, ...narrowedOf(merged.narrowed.attachments)]),
    bonds: folded.map(({ merged, delta, unclaimed }) => {
      const bond = bondOf(connection, run, delta, memory.bond(delta.native), merged);
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

/** Files of which this many tickets' are read side by side, so that a page never holds thousands of them open. */
const contentsAtOnce = 16;

/** Works on so many at once; after a failure no other is begun, and all are at rest when it is thrown. */
async function sideBySide<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const [index, item] of left) {
      if (errors.length > 0) return;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: most }, () => lane().catch((error: unknown) => errors.push(error))));
  if (errors.length > 0) throw errors[0];
  return results;
}

/** A file whose content cannot be read stays without a hash: it is never sent, and every verification names it. */
async function fetchContents(flow: Hearing, merged: Merged, native: NativeTicket): Promise<readonly Attachment[]> {
  const { source } = flow.spring.connector;
  const kept: Attachment[] = [];
  for (const attachment of merged.newAttachments) {
    const said = native.attachments.find(({ id }) => id === attachment.origin.native);
    if (!said || !source?.open) {
      kept.push({ ...attachment, size: null, sha256: null });
      continue;
    }
    try {
      kept.push({
        ...attachment,
        ...(await flow.files.keep(await source.open(said, flow.signal), flow.limits.attachment)),
      });
    } catch (error) {
      flow.signal.throwIfAborted();
      if (isPassingTrouble(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      flow.tell({
        kind: 'trouble',
        message: `${merged.whole.ticket.number}: «${attachment.name}» could not be read: ${reason}`,
      });
      kept.push({ ...attachment, size: null, sha256: null });
    }
  }
  return kept;
}

const ours: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** It is not this file that is at fault, so its page is read again later: a tool that is down, a password, a full disk. */
function isPassingTrouble(error: unknown): boolean {
  if (error instanceof Fault) return isPassing(error) || error.kind === 'unauthorized';
  return error instanceof Error && 'code' in error && ours.has(error.code);
}

function bondOf(connection: string, run: string, { native, digest }: Delta, before: Bond | null, merged: Merged): Bond {
  return {
    connection,
    native: native.id,
    class: native.class,
    number: native.number,
    url: native.url,
    ticket: merged.whole.ticket.id,
    shadow: { digest, fields: native.fields },
    version: native.version,
    origin: before?.origin ?? 'seen',
    run: before?.run ?? run,
    tombstone: null,
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

function quarantine(flow: Hearing, { native, words }: Extract<Heard, { kind: 'stopped' }>, at: string): Quarantine {
  const undecided = words.find(({ decision }) => decision.by === 'nobody');
  const named = [...new Set(words.map(({ domain, word }) => `${domain} «${word}»`))].join(', ');
  const rows = words.flatMap(({ decision }) => (decision.by === 'nobody' ? [`${decision.file}: ${decision.row}`] : []));
  const rules = words.flatMap(({ decision }) =>
    decision.by === 'refusal' ? [`${decision.rule} (${decision.at})`] : [],
  );
  return {
    connection: flow.spring.connection,
    native: native.id,
    number: native.number,
    reason: undecided ? 'unknown-word' : 'refused-word',
    detail: named,
    advice: undecided ? `add to ${rows.join(' ; ')}` : `refused by the rule ${rules.join(', ')}`,
    run: flow.run,
    at,
  };
}

export function quarantineBroken(flow: Hearing, piece: BrokenPiece): Quarantine {
  return {
    connection: flow.spring.connection,
    native: piece.where,
    number: piece.number,
    reason: 'broken',
    detail: `expected ${piece.expected}, came ${piece.came}`,
    advice: `mend ${piece.where} and export again`,
    run: flow.run,
    at: flow.clock.now().toISOString(),
  };
}
