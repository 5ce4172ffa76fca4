import type { Audience, NativeTicket } from '@passerelle/connector';
import type { AttachmentReading, EntryReading, Mapping, Reading, WordUse } from '@passerelle/mapping';
import type { Origin, Ticket, TicketField, TicketFields } from '@passerelle/ticket';
import { digestOf, entryNames, stable } from './identity.js';
import type { Bond, WholeTicket } from './ports/records.js';

/** What one tool newly said of one ticket. */
export interface Delta {
  readonly native: NativeTicket;
  readonly digest: string;
  readonly said: Partial<TicketFields>;
  readonly why: Reading['why'];
  readonly entries: readonly { readonly name: string; readonly reading: EntryReading }[];
  readonly attachments: readonly AttachmentReading[];
  /** Names of known lines and files that were public and are internal now. */
  readonly narrowed: ReadonlySet<string>;
  /** Every word that was read, for whoever counts them. */
  readonly uses: readonly WordUse[];
}

export type Heard =
  /** Equal to its shadow: nothing was said. */
  | { readonly kind: 'silent'; readonly native: NativeTicket }
  | { readonly kind: 'delta'; readonly delta: Delta }
  /** A word that nobody decided, or that was refused: the ticket waits in quarantine, the others flow on (law 9). */
  | {
      readonly kind: 'stopped';
      readonly native: NativeTicket;
      readonly words: readonly WordUse[];
      readonly uses: readonly WordUse[];
    };

export interface Known {
  readonly bond: Bond | null;
  readonly ticket: Ticket | null;
  /** Names of the lines and files that have a bond already. */
  readonly entries: ReadonlySet<string>;
  readonly attachments: ReadonlySet<string>;
  /** Those of them, lines and files, that are known as public. */
  readonly open: ReadonlySet<string>;
}

/** What the store knows of a ticket of this connection. */
export function knownOf(connection: string, bond: Bond | null, whole: WholeTicket | null): Known {
  const named = (parts: readonly { readonly origin: Origin }[] = []): ReadonlySet<string> =>
    new Set(parts.filter(({ origin }) => origin.connection === connection).map(({ origin }) => origin.native));
  return {
    bond,
    ticket: whole?.ticket ?? null,
    entries: named(whole?.entries),
    attachments: named(whole?.attachments),
    open: named(
      [...(whole?.entries ?? []), ...(whole?.attachments ?? [])].filter(({ audience }) => audience === 'public'),
    ),
  };
}

/** Compares a ticket with its own shadow (law 1). A change of the mapping makes everything worth comparing again. */
export function listen(native: NativeTicket, known: Known, mapping: Mapping, mappingDigest: string): Heard {
  const digest = digestOf(native, mappingDigest);
  if (known.bond?.shadow?.digest === digest) return { kind: 'silent', native };
  const reading = mapping.read(native);
  const words = reading.words.filter((use) => use.decision.by === 'nobody' || use.decision.by === 'refusal');
  if (words.length > 0) return { kind: 'stopped', native, words, uses: reading.words };
  const names = entryNames(native.entries);
  const nameOf = new Map(native.entries.map((entry, index) => [entry, names[index] ?? '']));
  const entries = reading.entries.map((entry, index) => ({
    name: nameOf.get(entry.native) ?? names[index] ?? '',
    reading: { ...entry, audience: strictest(entry.audience, entry.native.audience) },
  }));
  const closed = [
    ...entries.filter((entry) => entry.reading.audience === 'internal').map(({ name }) => name),
    ...reading.attachments.filter((file) => file.native.audience === 'internal').map((file) => file.native.id),
  ];
  return {
    kind: 'delta',
    delta: {
      native,
      digest,
      ...news(reading, known, mapping, digest),
      entries: entries.filter(({ name }) => !known.entries.has(name)),
      attachments: reading.attachments.filter((attachment) => !known.attachments.has(attachment.native.id)),
      narrowed: new Set(closed.filter((name) => known.open.has(name))),
      uses: reading.words,
    },
  };
}

function strictest(a: Audience, b: Audience): Audience {
  return a === 'public' && b === 'public' ? 'public' : 'internal';
}

/** Without a shadow all is news. With one: what differs from it, and, after a change of mapping, from the ticket. */
function news(reading: Reading, known: Known, mapping: Mapping, digest: string): Pick<Delta, 'said' | 'why'> {
  const { bond, ticket } = known;
  if (!bond?.shadow || !ticket) return { said: reading.said, why: reading.why };
  const shadow = mapping.read({
    id: bond.native,
    class: bond.class,
    number: bond.number,
    version: bond.version ?? '',
    changedAt: null,
    url: bond.url,
    fields: bond.shadow.fields,
    entries: [],
    attachments: [],
  });
  const mappingOf = (whole: string): string => whole.slice(whole.indexOf('.') + 1);
  const remapped = mappingOf(bond.shadow.digest) !== mappingOf(digest);
  const differs = (field: TicketField): boolean =>
    stable(reading.said[field]) !== stable(shadow.said[field]) ||
    (remapped && stable(reading.said[field]) !== stable(ticket[field]));
  const fields = (Object.keys(reading.said) as TicketField[]).filter(differs);
  return {
    said: Object.fromEntries(fields.map((field) => [field, reading.said[field]])),
    why: Object.fromEntries(fields.map((field) => [field, reading.why[field]])),
  };
}
