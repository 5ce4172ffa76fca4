export interface PreambleLine {
  readonly label: string;
  readonly value: string;
}

const end = '— —';
const headLine = /^— (?:Repris de|Carried over from)(?: [^\r\n]*)? —[ \\]*(?:\r\n|\n|\r|$)/;
const endLine = /(?:^|\r\n|\n|\r)— —[ \\]*(?:\r\n|\n|\r|$)/;
const bodyLine = /^(?:\s*$| {2}|&#32; |[^\r\n]{1,200}? ?: )/;
/** Longer labels are cut, so that a line is always known again. */
const longestLabel = 100;

/**
 * What found no field of its own, as a few lines at the head of the description that people can read:
 *
 *     — Repris de cassius RITM0524w —
 *     Demandeur : CL... ST...
 *     — —
 */
export function preambleText(from: string, lines: readonly PreambleLine[], language: 'fr' | 'en'): string {
  const head = `— ${language === 'fr' ? 'Repris de' : 'Carried over from'}${from === '' ? '' : ` ${oneLine(from)}`} —`;
  return [head, ...lines.map((line) => lineText(line, language)), end].join('\n');
}

/** `Demandeur : CL... ST...`; further lines of the value are indented below it. */
export function lineText({ label, value }: PreambleLine, language: 'fr' | 'en'): string {
  const head = oneLine(label).slice(0, longestLabel) || '?';
  return `${head}${language === 'fr' ? ' : ' : ': '}${value.split(/\r\n|\n|\r/).join('\n  ')}`;
}

/** The description below its preamble. A text that looks like a preamble by itself gets an empty one above it. */
export function withPreamble(preamble: string | null, text: string): string {
  const head = preamble ?? (stripPreamble(text) === text ? null : preambleText('', [], 'fr'));
  if (head === null) return text;
  return text === '' ? head : `${head}\n\n${text}`;
}

/** The description without the preamble that we wrote, whatever the tool made of its line ends. */
export function stripPreamble(text: string): string {
  const head = headLine.exec(text);
  if (head === null) return text;
  const rest = text.slice(head[0].length);
  const close = endLine.exec(rest);
  if (close === null) return text;
  const body = rest.slice(0, close.index).split(/\r\n|\n|\r/);
  if (close.index > 0 && !body.every((line) => bodyLine.test(line))) return text;
  return rest.slice(close.index + close[0].length).replace(/^[ \\]*(?:\r\n|\n|\r)/, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
