import type { Entry } from '@passerelle/ticket';
import { withoutBlanks } from './blanks.js';
import { markOf, withoutHeader, withoutMark } from './header.js';
import type { Delta } from './listen.js';
import type { OutboxRow, WholeTicket } from './ports/records.js';

/** Lines of a tool that are copies which we wrote there: `entry` is the line that they are copies of. */
export interface Copy {
  readonly entry: string;
  readonly name: string;
}

export interface Recognised {
  readonly entries: Delta['entries'];
  readonly copies: readonly Copy[];
  /**
   * A line carries the header of a line that its own tool has not told us of yet: our ledger is behind what we wrote, as
   * after a restore. It is nobody's line until its tool was heard.
   */
  readonly unclaimed: boolean;
}

/** What is known of our lines in the connection that is heard. */
export interface OwnLines {
  /** Entries that have a copy there, by entry; null where its native name is not known yet. */
  readonly bonded: ReadonlyMap<string, string | null>;
  /** Appends to that connection, by entry. */
  readonly appends: ReadonlyMap<string, OutboxRow>;
  /** The text as we would write it there; none where it would not be written. */
  readonly drafts: (entry: Entry) => readonly string[];
  /** Whether all that this connection says of the ticket is known by now. */
  readonly isHeard: (connection: string) => boolean;
}

/**
 * Tells our own lines from people's. A line is ours when it carries the header of a line that we sent there and whose
 * copy is not known yet, or says exactly what we sent; each of ours has one copy, so said again it is somebody's. A header
 * that somebody forged or pasted names a line that was not sent, or one whose copy is known, and stays what it is: a line.
 * So whatever says exactly what we sent has its copy before anything that only carries its header. Behind a line that waits,
 * the other lines of its ticket wait too, or they would change places.
 */
export function recognise(found: Delta['entries'], whole: WholeTicket | null, own: OwnLines): Recognised {
  if (found.length === 0) return { entries: found, copies: [], unclaimed: false };
  const open = whole?.entries.filter((entry) => awaited(entry, own)) ?? [];
  const queued = whole?.entries.filter((entry) => !open.includes(entry) && isQueued(entry, own)) ?? [];
  const copies: Copy[] = [];
  let unclaimed = false;
  const textsOf = ({ reading }: Delta['entries'][number]): readonly string[] => [
    reading.native.text,
    unescaped(reading.text),
  ];
  const exact = new Map(
    found.flatMap((line) => {
      const says = (entry: Entry): boolean => saysExactly(textsOf(line), own.drafts(entry));
      const entry = takeFirst(open, says);
      return entry ? [[line, entry] as const] : [];
    }),
  );
  const entries = found.filter((line) => {
    const texts = textsOf(line);
    const entry =
      exact.get(line) ??
      takeFirst(open, (one) => texts.some((text) => isHeaderOf(text, one))) ??
      takeFirst(queued, (one) => saysExactly(texts, own.drafts(one)) || saysUnderItsMark(line, texts, one));
    if (entry) copies.push({ entry: entry.id, name: line.name });
    else if (unclaimed || texts.some((text) => isUnclaimed(text, whole, own))) unclaimed = true;
    else return true;
    return false;
  });
  return { entries, copies, unclaimed };
}

function saysExactly(texts: readonly string[], drafts: readonly string[]): boolean {
  const said = new Set(texts.flatMap((text) => [withoutBlanks(text), withoutBlanks(withoutMark(text))]));
  return drafts.some((draft) => said.has(withoutBlanks(draft)));
}

function takeFirst<T>(items: T[], fits: (item: T) => boolean): T | undefined {
  const at = items.findIndex(fits);
  return at === -1 ? undefined : items.splice(at, 1)[0];
}

/** It names the line that it is a copy of, and its words are that line's, however the tool broke them into lines. */
function saysUnderItsMark({ reading }: Delta['entries'][number], texts: readonly string[], entry: Entry): boolean {
  if (!texts.some((text) => isHeaderOf(text, entry))) return false;
  return withoutBlanks(unescaped(withoutHeader(reading.text))) === withoutBlanks(unescaped(entry.text));
}

/** It is to be sent there and was not yet, as far as we know; who finds exactly that there has found ours all the same. */
function isQueued(entry: Entry, { bonded, appends }: OwnLines): boolean {
  return !bonded.has(entry.id) && appends.has(entry.id);
}

/** Names a line that is not known, of a tool that may still tell us of it. */
function isUnclaimed(text: string, whole: WholeTicket | null, own: OwnLines): boolean {
  const header = markOf(text);
  if (header === null || own.isHeard(header.connection)) return false;
  return !whole?.entries.some(
    ({ origin }) => origin.connection === header.connection && origin.ordinal === header.ordinal,
  );
}

/** It was sent there, or perhaps, and what it is called there is not known. */
function awaited(entry: Entry, { bonded, appends }: OwnLines): boolean {
  if ((bonded.get(entry.id) ?? null) !== null) return false;
  const row = appends.get(entry.id);
  if (!row) return bonded.has(entry.id);
  // What was refused certainly did not land; only of what nobody can tell it may have.
  return (
    row.state === 'obeyed' || row.state === 'in_flight' || (row.state === 'dead' && row.trouble?.kind === 'conflict')
  );
}

function isHeaderOf(text: string, { origin }: Entry): boolean {
  const header = markOf(text);
  return header !== null && header.connection === origin.connection && header.ordinal === origin.ordinal;
}

/** Markdown escapes punctuation of plain text; a header holds some. A break is a line's end. */
function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~\n])/gu, '$1');
}
