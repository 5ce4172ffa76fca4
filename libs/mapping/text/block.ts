import { plainFrom } from './plain.js';

/** A fact on a line of its own: `Demandeur : CL... ST...`. */
export interface BlockLine {
  readonly label: string;
  readonly value: string;
}

/** A head, lines, and an end that nobody types by chance: what it takes to be taken off again. */
export interface Block {
  readonly head: string;
  /** Each with the lines of its value that go on below it; nothing of it is undone yet. */
  readonly body: string;
  readonly rest: string;
}

/** Stands in every text that begins with a block. */
export const blockEnd = '— —';
const endLine = /(?:^|\r\n|\n|\r)— —[ \\]*(?:\r\n|\n|\r|$)/;
// Editors of HTML turn some blanks into ones that do not break, and tools drop those at the end of a line.
const bodyLine = /^(?:\s*$|[ \u00a0]{2}|&#32; |[^\r\n]{1,200}?[ \u00a0]?:(?:[ \u00a0]|\\*$))/;
/** Longer labels are cut, so that a line is always known again. */
const longestLabel = 100;

export function blockText(head: string, lines: readonly BlockLine[], language: 'fr' | 'en'): string {
  return [head, ...lines.map((line) => lineText(line, language)), blockEnd].join('\n');
}

/** `Demandeur : CL... ST...`; further lines of the value are indented below it. */
export function lineText({ label, value }: BlockLine, language: 'fr' | 'en'): string {
  return `${lineHead(label, language)}${value.split(/\r\n|\n|\r/).join('\n  ')}`;
}

/** What every line with this label begins with. */
export function lineHead(label: string, language: 'fr' | 'en'): string {
  return `${oneLine(label).slice(0, longestLabel) || '?'}${language === 'fr' ? ' : ' : ': '}`;
}

/** The block that a text begins with, whatever a tool made of its line ends; null where it begins otherwise. */
export function blockAt(text: string, headLine: RegExp): Block | null {
  const head = headLine.exec(text);
  if (head === null) return null;
  const below = text.slice(head[0].length);
  const close = endLine.exec(below);
  if (close === null) return null;
  const body = below.slice(0, close.index);
  if (!body.split(/\r\n|\n|\r/).every((line) => bodyLine.test(line))) return null;
  const rest = below.slice(close.index + close[0].length).replace(/^[ \\]*(?:\r\n|\n|\r)/, '');
  return { head: head[0], body, rest };
}

/** The lines of a body that is plain text, each whole. */
export function linesOf(body: string): readonly string[] {
  const lines: string[] = [];
  for (const line of body.replaceAll('\u00a0', ' ').split(/\r\n|\n|\r/)) {
    const last = lines.at(-1);
    if (last !== undefined && (line.startsWith('  ') || line.trim() === ''))
      lines[lines.length - 1] = `${last}\n${line.slice(2).trimEnd()}`;
    else if (line.trim() !== '') lines.push(line.trimEnd());
  }
  return lines.map((line) => line.trimEnd());
}

/** A body that stands in Markdown, as plain text. Its last line may end in a break too. */
export function plainLines(body: string): string {
  return plainFrom(`${body}\n`);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
