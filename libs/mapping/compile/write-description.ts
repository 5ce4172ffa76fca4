import type { Markdown } from '@passerelle/ticket';
import { formOf } from '../laws/fields.js';
import type { FieldRow } from '../schema/rows.js';
import { cutTo } from '../text/cut.js';
import { textForms, type TextForm } from '../text/forms.js';
import { markdownFrom } from '../text/plain.js';
import { lineText, preambleText, withPreamble } from '../text/preamble.js';
import { lossDetail } from './loss-text.js';
import { inBoth } from './wording.js';
import type { FieldLine, Page } from './page.js';
import type { WriteSurroundings } from './write-line.js';

/** The preamble and the text below it. Where a tool's field is too short for both, the text gives way before the lines do. */
export function writeDescription(
  page: Page,
  lines: readonly FieldLine[],
  row: FieldRow,
  around: WriteSurroundings,
  connection: string,
): void {
  const { view, wording } = around;
  const { ticket, resolve } = page;
  const { language } = resolve;
  const native = row.native ?? '';
  const max = resolve.maxLength(view.native, native);
  const from = originOf(page, connection);
  const kept = fittingLines(lines, page, row, around, connection);
  for (const field of new Set(lines.filter((line) => !kept.includes(line)).map((line) => line.field)))
    page.losses.forEach((loss, index) => {
      if (loss.field === field) page.losses[index] = { ...loss, kept: false };
    });
  const form = formOf(row) as TextForm;
  const preamble = kept.length === 0 && from === '' ? null : preambleText(from, kept, language);
  const whole = wholeText(preamble, ticket.description, form);
  const fit = max === null || whole.length <= max ? whole : cutText(preamble, ticket.description, form, max);
  page.fields[native] = fit === '' ? null : fit;
  if (fit === whole) return;
  const label = inBoth((one) => wording.label('description', one));
  const detail = lossDetail({ why: 'too-long', length: whole.length, max: max ?? 0 }, label);
  page.losses.push({ field: 'description', what: 'cut', detail, kept: false });
}

function wholeText(preamble: string | null, description: Markdown, form: TextForm): string {
  const { write } = textForms[form];
  if (form === 'text') return withPreamble(preamble, write(description));
  return write(withPreamble(preamble === null ? null : markdownFrom(preamble), description));
}

/** Only the text is cut, never the preamble: without its end it would be taken for the text of a person, and told again. */
function cutText(preamble: string | null, description: Markdown, form: TextForm, max: number): string {
  const head = wholeText(preamble, '', form).length <= max ? preamble : null;
  let kept = description;
  for (let text = wholeText(head, kept, form); text.length > max; text = wholeText(head, kept, form)) {
    if (kept === '') return '';
    // An escape that was cut in two would show its backslash.
    kept = cutTo(kept, kept.length - (text.length - max)).text.replace(/(?<!\\)(?:\\\\)*\\…$/u, '…');
    if (kept === '…') kept = '';
  }
  return wholeText(head, kept, form);
}

/** The lines that the tool's field has room for above any text. */
export function fittingLines(
  lines: readonly FieldLine[],
  page: Pick<Page, 'ticket' | 'resolve'>,
  row: FieldRow,
  { view }: WriteSurroundings,
  connection: string,
): readonly FieldLine[] {
  const { language } = page.resolve;
  const max = page.resolve.maxLength(view.native, row.native ?? '');
  const form = formOf(row) as TextForm;
  const length = (text: string): number =>
    form === 'text' ? text.length : textForms[form].write(markdownFrom(text)).length + longestBreak;
  const head = length(preambleText(originOf(page, connection), [], language));
  return fitting(lines, max === null ? null : max - head, (line) => length(lineText(line, language)) + 1);
}

/** `<br>` and its line end. */
const longestBreak = 5;

/** `cassius RITM0524w`; empty where the ticket has the same number here. */
function originOf({ ticket }: Pick<Page, 'ticket'>, connection: string): string {
  const { number, references } = ticket;
  if (references.some((reference) => reference.connection === connection && reference.number === number)) return '';
  const origin = references.find((reference) => reference.number === number)?.connection ?? '';
  return [origin, number ?? ''].filter((part) => part !== '').join(' ');
}

/** The lines that there is room for, whole, in their order. */
function fitting(
  lines: readonly FieldLine[],
  room: number | null,
  lengthOf: (line: FieldLine) => number,
): readonly FieldLine[] {
  if (room === null) return lines;
  let left = room;
  return lines.filter((line) => {
    const length = lengthOf(line);
    if (length > left) return false;
    left -= length;
    return true;
  });
}
