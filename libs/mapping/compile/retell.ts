import { entryKinds, isInstant, type EntryKind, type Markdown, type Person } from '@passerelle/ticket';
import type { LabelDomain, Language } from '../canon.js';
import { entryDomainOf, entryFormOf } from '../laws/entries.js';
import type { RetoldEntry } from '../mapping.js';
import { entryParts, type EntryPart, type JournalForm } from '../schema/journal-rows.js';
import { tableMeanings } from '../schema/words.js';
import { blockAt, blockEnd, blockText, lineHead, linesOf, plainLines, type BlockLine } from '../text/block.js';
import { withoutCodeTags } from '../text/code-tags.js';
import { textForms } from '../text/forms.js';
import { markdownFrom, plainFrom } from '../text/plain.js';
import { durationFromText, durationText } from './durations.js';
import { detailsOf } from './entry-details.js';
import { personOfText, personText } from './person-text.js';
import { stampOf, stampText } from './stamp.js';
import type { Wording } from './wording.js';

/**
 * What a journal of another kind cannot hold, as a block at the head of the text that people can read:
 *
 *     — Tâche —
 *     État : À faire
 *     Durée prévue : 1 h 30 min
 *     — —
 */
export interface Retelling {
  line(part: EntryPart, value: unknown, language: Language, zone: string): BlockLine;
  /** A text that looks as if it began with a block gets one of its own, so that taking one off is always right. */
  write(
    kind: EntryKind,
    lines: readonly BlockLine[] | null,
    text: Markdown,
    form: JournalForm,
    language: Language,
  ): string;
  /** What a native text tells, as far as we wrote it; null where it does not begin with a block. `markdown`: what it is read as. */
  read(native: string, markdown: Markdown, form: JournalForm): RetoldEntry | null;
}

const languages = ['fr', 'en'] as const;
/** The line above the block that says whose words these are, where the tool keeps neither author nor instant. */
const header =
  /^\s*(?:<p>)?\\?\[\S+ [^\n·]{1,80} · \d{1,6} · [^\n\]]{0,300}\\?\](?:[ \\]*\n|\s*<br\s*\/?>\n?|\s*<\/p>)/u;

/** A text without the line above it that says whose words these are. */
export function withoutHeader(text: string): string {
  return text.replace(header, '');
}

export function retellingOf(wording: Wording): Retelling {
  const heads = new Map(
    languages.flatMap((language) => entryKinds.map((kind) => [wording.word('entry', kind, language), kind] as const)),
  );
  const headLine = new RegExp(
    `^— (?:${[...heads.keys()].map((label) => label.replace(/[^\p{L}\p{N} ]/gu, '\\$&')).join('|')}) —[ \\\\]*(?:\\r\\n|\\n|\\r|$)`,
    'u',
  );
  const words = wordsOf(wording);
  const looksTold = (native: string, form: JournalForm): boolean =>
    read(native, textForms[form].read(native), form) !== null;

  function read(native: string, markdown: Markdown, form: JournalForm): RetoldEntry | null {
    // Nearly no text has the end of a block in it, and this is asked of every line of every journal.
    if (!markdown.includes(blockEnd)) return null;
    const plain = form === 'text' || form === 'code_text';
    const whole = plain ? native : markdown;
    const text = withoutHeader(whole);
    const block = blockAt(text, headLine);
    const kind = block && heads.get(plainFrom(block.head).trim().slice(2, -2));
    if (!block || !kind) return null;
    const lines = linesOf(plain ? block.body : plainLines(block.body));
    const found = lines.map((line) => partOfLine(line, wording, words));
    // A line that stands for nothing is not ours, and neither is the block.
    if (found.some((one) => one === null)) return null;
    const parts = new Map(found.filter((one) => one !== null));
    return { kind, text: plain ? textForms[form].read(block.rest) : block.rest, ...detailsOf(parts) };
  }

  return {
    line: (part, value, language, zone) => ({
      label: wording.label(part, language),
      value: valueText(part, value, wording, language, zone),
    }),
    write(kind, lines, text, form, language) {
      const { write } = textForms[form];
      const own = write(text);
      if (lines === null && !looksTold(own, form)) return own;
      const told = blockText(`— ${wording.word('entry', kind, language)} —`, lines ?? [], language);
      if (form === 'text') return own === '' ? told : `${told}\n\n${own}`;
      if (form === 'code_text') return own === '' ? withoutCodeTags(told) : `${withoutCodeTags(told)}\n\n${own}`;
      return write(text === '' ? markdownFrom(told) : `${markdownFrom(told)}\n\n${text}`);
    },
    read,
  };
}

function valueText(part: EntryPart, value: unknown, wording: Wording, language: Language, zone: string): string {
  const domain = entryDomainOf({ is: part });
  if (domain !== null) return wording.word(domain as LabelDomain, value as string, language);
  const form = entryFormOf({ is: part });
  if (form === 'duration') return durationText(value as number);
  if (form === 'person') return personText(value as Person, wording);
  if (form === 'group') return (value as { readonly name: string }).name;
  if (isInstant(value)) return stampText(value, wording.instant(value, language, zone), zone);
  return plainFrom(String(value));
}

/** Each label of a word, in each language, as the word. */
function wordsOf(wording: Wording): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const part of entryParts) {
    const domain = entryDomainOf({ is: part });
    if (domain === null) continue;
    const options = (tableMeanings[domain] as unknown as { readonly options?: readonly string[] }).options ?? [];
    for (const word of options)
      for (const language of languages)
        words.set(`${part} ${wording.word(domain as LabelDomain, word, language)}`, word);
  }
  return words;
}

/** In either language: some kinds are called the same in both, so the head does not tell which it is. */
function partOfLine(
  line: string,
  wording: Wording,
  words: ReadonlyMap<string, string>,
): readonly [EntryPart, unknown] | null {
  for (const language of languages)
    for (const part of entryParts) {
      const head = lineHead(wording.label(part, language), language);
      if (!line.startsWith(head)) continue;
      const value = valueFrom(part, line.slice(head.length), language, words);
      if (value !== null) return [part, value];
    }
  return null;
}

function valueFrom(part: EntryPart, text: string, language: Language, words: ReadonlyMap<string, string>): unknown {
  if (entryDomainOf({ is: part }) !== null) return words.get(`${part} ${text}`) ?? null;
  switch (entryFormOf({ is: part })) {
    case 'duration':
      return durationFromText(text);
    case 'person':
      return personOfText(text);
    case 'group':
      return { name: text, codes: [] };
    case 'instant':
      return stampOf(text, language);
    case 'text':
    case 'markdown':
    case 'html':
      return markdownFrom(text);
    case 'line':
    case 'word':
      return text;
  }
}
