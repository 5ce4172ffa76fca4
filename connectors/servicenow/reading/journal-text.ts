import type { NativeEntry } from '@passerelle/connector';
import { journals, type Journal } from './journal.js';
import type { ShownDates } from './shown-dates.js';

export interface Rendered {
  /** The column's, in the language of the account. */
  readonly label: string;
  readonly at: string;
  readonly author: string;
  readonly text: string;
}

/** One journal column. Its audience is that of the column, so a body that quotes a heading can never change it. */
export function parseJournal(text: string, journal: Journal, dates: ShownDates): NativeEntry[] | null {
  const rendered = parseRendered(text, dates, 'one');
  return (
    rendered &&
    rendered.map(({ at, author, text: body }) => ({
      id: null,
      journal,
      audience: journals[journal],
      author: { id: null, name: author },
      at,
      text: body,
    }))
  );
}

/**
 * The entries of a journal as ServiceNow renders them, oldest first: in the text the newest stands first, each headed by
 * `<date> - <display name> (<column label>)` and closed by an empty line. Bodies hold empty lines of their own, so only a
 * heading ends one; labels are translated and renamed, so in the text of one column the first heading says which it is.
 * null when the text does not begin with a heading.
 */
export function parseRendered(text: string, dates: ShownDates, labels: 'one' | 'several'): Rendered[] | null {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return [];
  const begins = headingOf(lines[first] ?? '', null, dates);
  if (begins === null) return null;
  const label = labels === 'one' ? begins.label : null;
  const entries: Rendered[] = [];
  let body: string[] = [];
  let heading: Heading | null = null;
  /** Two line ends close an entry: the first of them ends its last line, and the last entry has nothing after it. */
  const close = (ends: number): void => {
    if (heading) entries.push({ ...heading, text: withoutEnds(body.join('\n'), ends) });
    body = [];
  };
  for (const line of lines.slice(first)) {
    const found = headingOf(line, label, dates);
    if (found) {
      close(1);
      heading = found;
    } else body.push(line);
  }
  close(2);
  return entries.reverse();
}

interface Heading {
  readonly at: string;
  readonly author: string;
  readonly label: string;
}

function headingOf(line: string, label: string | null, dates: ShownDates): Heading | null {
  const [, date, author, found] = /^(\S.{5,40}?) - (.{1,200}) \(([^()]{1,80})\)$/.exec(line.trimEnd()) ?? [];
  if (!date || !author || !found || (label !== null && found !== label)) return null;
  const at = dates.read(date);
  return at === null ? null : { at, author, label: found };
}

function withoutEnds(text: string, ends: number): string {
  let end = text.length;
  for (let left = ends; left > 0 && text[end - 1] === '\n'; left--) end--;
  return text.slice(0, end);
}
