import { Fault, isPassing, type BrokenPiece, type NativeTicket } from '@passerelle/connector';
import type { Attachment, Entry, TicketField } from '@passerelle/ticket';
import type { Flow } from './flow.js';
import { knownOf, listen, type Heard } from './listen.js';
import { merge, type Merged } from './merge.js';
import type { Bond, Quarantine } from './ports/records.js';
import type { Changes } from './ports/store.js';

/** A ticket that has news, with what of it changed; what the plan stage works on. */
export interface News {
  readonly merged: Merged;
  readonly digest: string;
  readonly changed: readonly TicketField[];
}

export interface HeardPage {
  readonly changes: Changes;
  readonly news: readonly News[];
  readonly silent: number;
  readonly stopped: number;
}

/** Listens to a page and folds it. Reads from the store and the tool; writes nothing but contents of files, which are theirs by hash. */
export async function hear(flow: Flow, page: readonly NativeTicket[]): Promise<HeardPage> {
  const { spring, store } = flow;
  // A ticket that changed while its page was read may stand on it twice: the later word counts, and it counts once.
  const natives = [...new Map(page.map((native) => [native.id, native])).values()];
  const bonds = await store.bonds(
    spring.connection,
    natives.map(({ id }) => id),
  );
  const wholes = await store.tickets([...bonds.values()].map(({ ticket }) => ticket));
  const heard = natives.map((native): Heard => {
    const bond = bonds.get(native.id) ?? null;
    const whole = bond ? wholes.get(bond.ticket) : undefined;
    const known = knownOf(spring.connection, bond, whole ?? null);
    return listen(native, known, spring.mapping, spring.mappingDigest);
  });
  const now = flow.clock.now().toISOString();
  const deltas = heard.flatMap((one) => (one.kind === 'delta' ? [one.delta] : []));
  const news = await sideBySide(deltas, contentsAtOnce, async (delta): Promise<News> => {
    const bond = bonds.get(delta.native.id);
    const merged = merge(spring.connection, delta, bond ? (wholes.get(bond.ticket) ?? null) : null);
    const newAttachments = await fetchContents(flow, merged, delta.native);
    const before = merged.whole.attachments.slice(0, merged.whole.attachments.length - newAttachments.length);
    const whole = { ...merged.whole, attachments: [...before, ...newAttachments] };
    return { merged: { ...merged, whole, newAttachments }, digest: delta.digest, changed: merged.changed };
  });
  const stopped = heard.flatMap((one) => (one.kind === 'stopped' ? [quarantine(flow, one, now)] : []));
  return {
    changes: {
      tickets: news.map(({ merged }) => ({ ticket: merged.whole.ticket, why: merged.whole.why })),
      entries: news.flatMap(({ merged }) => [...merged.newEntries, ...narrowedOf(merged.narrowed.entries)]),
      attachments: news.flatMap(({ merged }) => [...merged.newAttachments, ...narrowedOf(merged.narrowed.attachments)]),
      bonds: deltas.map((delta, index) =>
        bondOf(flow, delta.native, delta.digest, news[index]?.merged.whole.ticket.id ?? ''),
      ),
      entryBonds: news.flatMap(({ merged }) =>
        merged.newEntries.map(({ ticket, id, origin }) => ({
          connection: spring.connection,
          ticket,
          entry: id,
          native: origin.native,
        })),
      ),
      attachmentBonds: news.flatMap(({ merged }) =>
        merged.newAttachments.map(({ ticket, id, origin }) => ({
          connection: spring.connection,
          ticket,
          attachment: id,
          native: origin.native,
        })),
      ),
      observations: deltas.map(({ native }) => ({
        connection: spring.connection,
        native: native.id,
        run: flow.run,
        heard: now,
        said: JSON.stringify(native),
      })),
      quarantined: stopped,
      released: deltas.map(({ native }) => ({ connection: spring.connection, native: native.id })),
    },
    news,
    silent: page.length - natives.length + heard.filter(({ kind }) => kind === 'silent').length,
    stopped: stopped.length,
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
async function fetchContents(flow: Flow, merged: Merged, native: NativeTicket): Promise<readonly Attachment[]> {
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

function bondOf(flow: Flow, native: NativeTicket, digest: string, ticket: string): Bond {
  return {
    connection: flow.spring.connection,
    native: native.id,
    class: native.class,
    number: native.number,
    url: native.url,
    ticket,
    shadow: { digest, fields: native.fields },
    version: native.version,
    origin: 'seen',
    run: flow.run,
    tombstone: null,
  };
}

function quarantine(flow: Flow, { native, words }: Extract<Heard, { kind: 'stopped' }>, at: string): Quarantine {
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

export function quarantineBroken(flow: Flow, piece: BrokenPiece): Quarantine {
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
