import type { Entry } from '@passerelle/ticket';
import { parseHeader } from './header.js';
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
}

/** What is known of our lines in the connection that is heard. */
export interface OwnLines {
  /** Entries that have a copy there, by entry; null where its native name is not known yet. */
  readonly bonded: ReadonlyMap<string, string | null>;
  /** Appends to that connection, by entry. */
  readonly appends: ReadonlyMap<string, OutboxRow>;
  /** The text as we would write it there, without and with its header; null where it would not be written. */
  readonly drafts: (entry: Entry) => readonly string[];
}

/**
 * Tells our own lines from people's. A line is ours when it carries the header of a line that we sent there and whose
 * copy is not known yet, or says exactly what we sent; each of ours has one copy, so said again it is somebody's. A header
 * that somebody forged or pasted names a line that was not sent, or one whose copy is known, and stays what it is: a line.
 */
export function recognise(found: Delta['entries'], whole: WholeTicket | null, own: OwnLines): Recognised {
  if (whole === null || found.length === 0) return { entries: found, copies: [] };
  const open = whole.entries.filter((entry) => awaited(entry, own));
  const copies: Copy[] = [];
  const entries = found.filter(({ name, reading }) => {
    const texts = [reading.native.text, unescaped(reading.text)];
    const at = open.findIndex(
      (entry) =>
        texts.some((text) => isHeaderOf(text, entry)) ||
        own.drafts(entry).some((draft) => texts.some((text) => plain(text) === plain(draft))),
    );
    const [entry] = at === -1 ? [] : open.splice(at, 1);
    if (entry) copies.push({ entry: entry.id, name });
    return !entry;
  });
  return { entries, copies };
}

/** It was sent there, or perhaps, and what it is called there is not known. */
function awaited(entry: Entry, { bonded, appends }: OwnLines): boolean {
  if ((bonded.get(entry.id) ?? null) !== null) return false;
  const row = appends.get(entry.id);
  if (!row) return bonded.has(entry.id);
  return row.state === 'obeyed' || row.attempts.length > 0;
}

function isHeaderOf(text: string, { origin }: Entry): boolean {
  const header = parseHeader(text);
  return header !== null && header.connection === origin.connection && header.ordinal === origin.ordinal;
}

/** Markdown escapes punctuation of plain text; a header holds some. */
function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/gu, '$1');
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
