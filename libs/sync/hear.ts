import { type NativeTicket } from '@passerelle/connector';
import type { Status, Ticket, TicketField } from '@passerelle/ticket';
import type { Ruling } from '@passerelle/workflow';
import { contentsAtOnce, fetchContents, sideBySide } from './contents.js';
import { recognise } from './copies.js';
import type { Hearing } from './flow.js';
import { foldedOf, type Listened } from './fold.js';
import { digestOf } from './identity.js';
import { withNotes } from './left-behind.js';
import { listen, type Delta, type Heard, type Known } from './listen.js';
import { merge, type Merged } from './merge.js';
import { quarantine } from './quarantine.js';
import { mustWait, recall, type Memory } from './recall.js';
import type { Changes } from './ports/store.js';
import { rule } from './rule.js';
import { rulesOf } from './ways.js';

/** A ticket that has news, with what of it changed; what the plan stage works on. */
export interface News {
  readonly merged: Merged;
  readonly digest: string;
  readonly nativeClass: string;
  /** When the tool says that it changed. */
  readonly at: string | null;
  readonly changed: readonly TicketField[];
  /** Of these, and of what the tool said, what rules decided otherwise: the tool itself must be told too. */
  readonly ruled: readonly TicketField[];
  readonly before: Ticket | null;
  readonly timers: Ruling['timers'];
  /** The status that it newly has in the tool that was heard, whatever came of it in the ticket. */
  readonly there?: { readonly connection: string; readonly status: Status };
  /** Somebody said it at our own desk: connections that must be told although nobody else lives with the ticket. */
  readonly desk?: readonly string[];
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
    const known = { ...memory.known(native), ...tiesOf(flow) };
    return listen(native, known, flow.spring.mapping, digests.get(native.id) ?? '');
  });
  const now = flow.clock.now().toISOString();
  const deltas = heard.flatMap((one) => (one.kind === 'delta' ? [recogniseOwn(memory, one.delta)] : []));
  const news = await sideBySide(deltas, contentsAtOnce, async ({ delta }): Promise<News> => {
    const merged = merge(
      connection,
      delta,
      memory.whole(delta.native),
      memory.standing(delta.native),
      memory.copies(delta.native),
    );
    const newAttachments = await fetchContents(flow, merged, delta.native);
    const before = merged.whole.attachments.slice(0, merged.whole.attachments.length - newAttachments.length);
    const whole = { ...merged.whole, attachments: [...before, ...newAttachments] };
    const obeyed = obeyRules(flow, memory, delta, { ...merged, whole, newAttachments }, now);
    return {
      ...obeyed,
      merged: withNotes(flow, obeyed.merged, delta.native, now),
      digest: delta.digest,
      nativeClass: delta.native.class,
      at: delta.native.changedAt,
      before: memory.whole(delta.native)?.ticket ?? null,
      ...(delta.said.status && { there: { connection, status: delta.said.status } }),
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

/** Absent where no inventory is read: then ties are as the tool calls them. */
function tiesOf({ machines, spring: { connection } }: Hearing): Pick<Known, 'machines'> {
  if (!machines) return {};
  return {
    machines: { of: (native) => machines.canonical(connection, native), namedIn: (text) => machines.namedIn(text) },
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
  if (trouble !== null) flow.tell({ kind: 'trouble', message: trouble });
  return { ...ruled, changed: ruled.merged.changed };
}

/** Our own lines, read back, are bonded rather than heard. */
function recogniseOwn(memory: Memory, delta: Delta): Listened {
  const own = memory.own(delta.native);
  const { entries, copies, unclaimed } = recognise(delta.entries, memory.whole(delta.native), own);
  const moot = copies.flatMap(({ entry }) => own.appends.get(entry) ?? []).filter(({ state }) => state === 'queued');
  return { delta: { ...delta, entries }, copies, unclaimed, moot };
}
