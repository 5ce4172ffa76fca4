import type { Audience, NativeFields, NativeId, NativeTicket, NativeValue } from '@passerelle/connector';
import type { AttachmentReading, EntryReading, Mapping, Reading, WordUse } from '@passerelle/mapping';
import type { Asset, Origin, Ticket, TicketField, TicketFields } from '@passerelle/ticket';
import { entryNames, lineDigest, stable } from './identity.js';
import { assetNews, without, type AssetNews } from './machines/assets.js';
import type { Bond, Shadow, WholeTicket } from './ports/records.js';

/** What one tool newly said of one ticket. */
export interface Delta {
  readonly native: NativeTicket;
  readonly digest: string;
  readonly said: Partial<TicketFields>;
  readonly why: Reading['why'];
  readonly entries: readonly { readonly name: string; readonly reading: EntryReading }[];
  readonly attachments: readonly AttachmentReading[];
  /** What it ties to the ticket by now, and no longer: of machines the news counts, not the list. */
  readonly assets?: AssetNews;
  /** Known lines that say something else than before. */
  readonly edited: readonly { readonly name: string; readonly reading: EntryReading }[];
  /** Digests of all lines that have an id, by their names. */
  readonly lines: Readonly<Record<string, string>>;
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
  /**
   * Words that we perhaps wrote and nobody can tell: where the tool says one of them, it is our own and no news. The
   * store's shadow knows only what certainly arrived.
   */
  readonly perhaps?: readonly NativeFields[];
  /** Whose record a tie is, and which machines a text names. */
  readonly machines?: {
    readonly of: (native: NativeId) => Asset | null;
    readonly namedIn: (text: string) => readonly Asset[];
  };
  /** Whether the tool keeps both values of a field as the same one; absent compares them as they are. */
  readonly same?: (field: string, a: NativeValue, b: NativeValue) => boolean;
}

/** What the store knows of a ticket of this connection. */
export function knownOf(
  connection: string,
  bond: Bond | null,
  whole: WholeTicket | null,
  copies: ReadonlySet<string> = new Set(),
): Known {
  const named = (parts: readonly { readonly origin: Origin }[] = []): ReadonlySet<string> =>
    new Set(parts.filter(({ origin }) => origin.connection === connection).map(({ origin }) => origin.native));
  return {
    bond,
    ticket: whole?.ticket ?? null,
    entries: new Set([...named(whole?.entries), ...copies]),
    attachments: new Set([...named(whole?.attachments), ...copies]),
    open: named(
      [...(whole?.entries ?? []), ...(whole?.attachments ?? [])].filter(({ audience }) => audience === 'public'),
    ),
  };
}

/** Compares a ticket with its own shadow (law 1). `digest` is `digestOf` it and the mapping. A change of the mapping makes everything worth comparing again. */
export function listen(native: NativeTicket, known: Known, mapping: Mapping, digest: string): Heard {
  if (known.bond?.shadow?.digest === digest) return { kind: 'silent', native };
  const reading = mapping.read(native, known.machines?.of);
  const words = reading.words.filter((use) => use.decision.by === 'nobody' || use.decision.by === 'refusal');
  if (words.length > 0) return { kind: 'stopped', native, words, uses: reading.words };
  const names = entryNames(native.entries);
  const nameOf = new Map(native.entries.map((entry, index) => [entry, names[index] ?? '']));
  const entries = reading.entries.map((entry, index) => ({
    name: nameOf.get(entry.native) ?? names[index] ?? '',
    reading: { ...entry, audience: strictest(entry.audience, entry.native.audience) },
  }));
  const lines = Object.fromEntries(
    entries.flatMap(({ name, reading: { native: line } }) => (line.id === null ? [] : [[name, lineDigest(line)]])),
  );
  const before = known.bond?.shadow?.lines ?? {};
  const closed = [
    ...entries.filter((entry) => entry.reading.audience === 'internal').map(({ name }) => name),
    ...reading.attachments.filter((file) => file.native.audience === 'internal').map((file) => file.native.id),
  ];
  return {
    kind: 'delta',
    delta: {
      native,
      digest,
      ...news(native, reading, known, mapping, digest),
      entries: entries.filter(({ name }) => !known.entries.has(name)),
      attachments: reading.attachments.filter((attachment) => !known.attachments.has(attachment.native.id)),
      edited: entries.filter(
        ({ name }) => known.entries.has(name) && before[name] !== undefined && before[name] !== lines[name],
      ),
      lines,
      narrowed: new Set(closed.filter((name) => known.open.has(name))),
      uses: reading.words,
    },
  };
}

function strictest(a: Audience, b: Audience): Audience {
  return a === 'public' && b === 'public' ? 'public' : 'internal';
}

/** Without a shadow all is news. With one: what differs from it, and, after a change of mapping, from the ticket. */
function news(
  native: NativeTicket,
  reading: Reading,
  known: Known,
  mapping: Mapping,
  digest: string,
): Pick<Delta, 'said' | 'why' | 'assets'> {
  const { bond, ticket } = known;
  if (!bond?.shadow || !ticket) return tied(reading, [], known);
  const shadow = mapping.read(
    {
      id: bond.native,
      class: bond.class,
      number: bond.number,
      version: bond.version ?? '',
      changedAt: null,
      url: bond.url,
      fields: lastWords(native, bond.shadow, known),
      entries: [],
      attachments: [],
    },
    known.machines?.of,
  );
  const remapped = mappingOf(bond.shadow.digest) !== null && mappingOf(bond.shadow.digest) !== mappingOf(digest);
  const differs = (field: TicketField): boolean =>
    stable(reading.said[field]) !== stable(shadow.said[field]) ||
    (remapped && stable(reading.said[field]) !== stable(ticket[field]));
  const fields = (Object.keys(reading.said) as TicketField[]).filter(differs);
  const said = Object.fromEntries(fields.map((field) => [field, reading.said[field]]));
  const why = Object.fromEntries(fields.map((field) => [field, reading.why[field]]));
  return tied({ said, why }, shadow.said.assets ?? [], known);
}

/** Ties to machines that are new or gone, those among them that the words newly name. */
function tied(
  { said, why }: Pick<Delta, 'said' | 'why'>,
  last: readonly Asset[],
  { machines }: Known,
): Pick<Delta, 'said' | 'why' | 'assets'> {
  const text = [said.title, said.description].filter((each) => each !== undefined).join('\n');
  const named = text === '' ? [] : (machines?.namedIn(text) ?? []);
  if (said.assets === undefined && named.length === 0) return { said, why };
  const { added, removed } = said.assets === undefined ? { added: [], removed: [] } : assetNews(said.assets, last);
  const assets = { added: [...added, ...without(named, added)], removed };
  return { said, why: { ...why, assets: why.assets ?? 'named in the text' }, assets };
}

/** The mapping that a digest was made with; null of one that was written rather than heard. */
function mappingOf(digest: string): string | null {
  const at = digest.indexOf('.');
  return at === -1 ? null : digest.slice(at + 1);
}

/**
 * What the tool said last, in the form in which it says it now. What it keeps as the same value is no news, whatever it
 * calls a person this time; neither is what we perhaps wrote; and of a ticket that we made and never heard yet, whatever
 * the tool filled in by itself is where it starts from.
 */
function lastWords(native: NativeTicket, shadow: Shadow, { same, perhaps = [] }: Known): NativeFields {
  const unheard = mappingOf(shadow.digest) === null;
  const equal = same ?? ((_field, a, b) => stable(a) === stable(b));
  const words: Record<string, NativeValue> = { ...shadow.fields };
  for (const [field, value] of Object.entries(native.fields)) {
    const before = shadow.fields[field];
    const started = before === undefined && unheard;
    const echoed = perhaps.some((fields) => fields[field] !== undefined && equal(field, value, fields[field]));
    if (started || echoed || (before !== undefined && equal(field, value, before))) words[field] = value;
  }
  return words;
}
