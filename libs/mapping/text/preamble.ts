import { blockAt, blockText, linesOf, lineText, oneLine, plainLines, type BlockLine } from './block.js';

export { lineText };
export type PreambleLine = BlockLine;

const headLine = /^\s*— (?:Repris de|Carried over from)(?: [^\r\n]*)? —[ \\]*(?:\r\n|\n|\r|$)/;

/**
 * What found no field of its own, as a few lines at the head of the description that people can read:
 *
 *     — Repris de cassius RITM0524w —
 *     Demandeur : CL... ST...
 *     — —
 */
export function preambleText(from: string, lines: readonly PreambleLine[], language: 'fr' | 'en'): string {
  const head = `— ${language === 'fr' ? 'Repris de' : 'Carried over from'}${from === '' ? '' : ` ${oneLine(from)}`} —`;
  return blockText(head, lines, language);
}

/** The description below its preamble. A text that looks like a preamble by itself gets an empty one above it. */
export function withPreamble(preamble: string | null, text: string): string {
  const head = preamble ?? (stripPreamble(text) === text ? null : preambleText('', [], 'fr'));
  if (head === null) return text;
  return text === '' ? head : `${head}\n\n${text}`;
}

/** The description without the preamble that we wrote, whatever the tool made of its line ends. */
export function stripPreamble(text: string): string {
  return blockAt(text, headLine)?.rest ?? text;
}

/** The lines of the preamble that a text begins with, each as `lineText` wrote it; none where it begins otherwise. */
export function preambleLines(text: string, form: 'text' | 'markdown'): readonly string[] {
  const block = blockAt(text, headLine);
  if (block === null) return [];
  return linesOf(form === 'text' ? block.body : plainLines(block.body));
}
