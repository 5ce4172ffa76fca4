import type { Entry } from '@passerelle/ticket';

/** Where an entry came from, in one visible line, for tools that keep neither author nor instant of others. */
export interface Header {
  /** `[cassius RITM0524w · 3 ·`: unique for one line of one ticket, so that `find` can look for it. */
  readonly mark: string;
  readonly line: string;
}

const unknownAuthor = { fr: 'auteur inconnu', en: 'unknown author' } as const;
const unknownInstant = { fr: 'date inconnue', en: 'unknown date' } as const;
// Tools keep the line's end in their own way: as itself, as a break or a paragraph of HTML, as a break of Markdown, or not
// at all where nothing follows.
const shape =
  /^\s*(?:<p>)?\[(\S+) ([^\n·]{1,80}) · (\d{1,6}) · [^\n\]]{0,300}\](?:[ \\]*\n|\s*<br\s*\/?>|\s*<\/p>|\s*$)/u;

export function headerOf(entry: Entry, number: string, language: 'fr' | 'en', zone: string): Header {
  const mark = `[${entry.origin.connection} ${clean(number)} · ${entry.origin.ordinal} ·`;
  const named = [entry.author?.name, entry.author?.login, entry.author?.email].map((name) => clean(name ?? ''));
  const author = named.find((name) => name !== '') ?? unknownAuthor[language];
  const at = entry.at === null ? unknownInstant[language] : shown(entry.at, language, zone);
  return { mark, line: `${mark} ${author} · ${at}]` };
}

/** Recognises our own header at the head of a text, so that an entry that travels on does not collect headers. */
export function parseHeader(
  text: string,
): { connection: string; number: string; ordinal: number; rest: string } | null {
  const found = shape.exec(text.replaceAll('\r\n', '\n'));
  if (!found?.[1] || !found[2] || !found[3]) return null;
  const rest = text.replaceAll('\r\n', '\n').slice(found[0].length);
  return { connection: found[1], number: found[2], ordinal: Number(found[3]), rest };
}

const ending = /^\[(\S+) ([^\n·\]]{1,80}) · (\d{1,6}) ·\s*(?:<\/p>)?$/u;
const longestEnding = 400;

/** The mark that stands alone at the end of a text, and what stands before it and its line's own break or paragraph. */
function endingOf(
  text: string,
): { readonly connection: string; readonly ordinal: number; readonly rest: string } | null {
  const whole = text.replaceAll('\r\n', '\n').trimEnd();
  const at = whole.lastIndexOf('[');
  if (at === -1 || whole.length - at > longestEnding) return null;
  const [, connection, , ordinal] = ending.exec(whole.slice(at)) ?? [];
  if (connection === undefined || ordinal === undefined) return null;
  const before = whole.slice(0, at).trimEnd();
  const alone = before === '' || before.endsWith('>') || whole.slice(before.length, at).includes('\n');
  if (!alone) return null;
  const outside = before.endsWith('<p>') ? before.slice(0, -'<p>'.length).trimEnd() : before;
  return { connection, ordinal: Number(ordinal), rest: outside.replace(/<br\s*\/?>$/u, '') };
}

/** Whose line a text says it is a copy of: by the header at its head, or by the mark at its end of tools that keep the author. */
export function markOf(text: string): { readonly connection: string; readonly ordinal: number } | null {
  return parseHeader(text) ?? endingOf(text);
}

/** The text without the mark at its end. */
export function withoutMark(text: string): string {
  return endingOf(text)?.rest ?? text;
}

/** The Markdown of a line of ours without what says whose line it is. Markdown escapes the brackets of plain text. */
export function withoutHeader(text: string): string {
  const lines = text.trim().split('\n');
  const plain = (line: string | undefined): string => line?.replace(/\\([!-/:-@[-`{-~])/gu, '$1') ?? '';
  if (shape.test(`${plain(lines[0]).replace(/[ \\]+$/u, '')}\n`)) lines.shift();
  if (!endingOf(plain(lines.at(-1)))) return lines.join('\n').trim();
  // The break before the mark is the mark's.
  return lines
    .slice(0, -1)
    .join('\n')
    .trim()
    .replace(/(?<!\\)(\\\\)*\\$/u, '$1');
}

// A header is one line, brackets in a name would end it early, and marks of direction would show it in another order
// than it is kept in (Unicode Standard Annex #9, "Explicit Directional Embeddings, Overrides and Isolates").
const crooked = /[\s\p{Cc}[\]·\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const longest = 80;
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** At most 80 UTF-16 units, no character halved: databases refuse half a character. */
function clean(name: string): string {
  const text = name.toWellFormed().replace(crooked, ' ').trim();
  if (text.length <= longest) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text.slice(0, 2 * longest))) {
    if (kept.length + segment.length > longest) break;
    kept += segment;
  }
  return kept.trim();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function shown(instant: string, language: 'fr' | 'en', zone: string): string {
  const name = `${language} ${zone}`;
  let format = formats.get(name);
  if (!format) {
    const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
    formats.set(name, format);
  }
  return format.format(new Date(instant));
}
