import { formOf } from '../laws/fields.js';
import type { FieldRow } from '../schema/rows.js';
import { cutTo } from '../text/cut.js';
import { textForms, type TextForm } from '../text/forms.js';
import { markdownFrom } from '../text/plain.js';
import { lineText, preambleText, withPreamble } from '../text/preamble.js';
import { lossDetail } from './loss-text.js';
import type { FieldLine, Page } from './page.js';
import type { WriteSurroundings } from './write-line.js';

/** The preamble and the text below it. Where a tool's field is too short for both, the text gives way before the lines do. */
export function writeDescription(
  page: Page,
  lines: readonly FieldLine[],
  row: FieldRow,
  { view, wording }: WriteSurroundings,
  connection: string,
): void {
  const { ticket, resolve } = page;
  const { language } = resolve;
  const native = row.native ?? '';
  const max = resolve.maxLength(view.native, native);
  const from = originOf(page, connection);
  const kept = fitting(lines, max === null ? null : max - preambleText(from, [], language).length, language);
  for (const field of new Set(lines.filter((line) => !kept.includes(line)).map((line) => line.field)))
    page.losses.forEach((loss, index) => {
      if (loss.field === field) page.losses[index] = { ...loss, kept: false };
    });
  const preamble = kept.length === 0 && from === '' ? null : preambleText(from, kept, language);
  const form = formOf(row) as TextForm;
  const { write } = textForms[form];
  const text =
    form === 'text'
      ? withPreamble(preamble, write(ticket.description))
      : write(withPreamble(preamble === null ? null : markdownFrom(preamble), ticket.description));
  const { text: fit, cut } = cutTo(text, max);
  page.fields[native] = fit === '' ? null : fit;
  if (!cut) return;
  const label = wording.label('description', language);
  const detail = lossDetail({ why: 'too-long', length: text.length, max: max ?? 0 }, label, language);
  page.losses.push({ field: 'description', what: 'cut', detail, kept: false });
}

/** `cassius RITM0524w`; empty where the ticket has the same number here. */
function originOf({ ticket }: Page, connection: string): string {
  const { number, references } = ticket;
  if (references.some((reference) => reference.connection === connection && reference.number === number)) return '';
  const origin = references.find((reference) => reference.number === number)?.connection ?? '';
  return [origin, number ?? ''].filter((part) => part !== '').join(' ');
}

/** The lines that there is room for, whole, in their order. */
function fitting(lines: readonly FieldLine[], room: number | null, language: 'fr' | 'en'): readonly FieldLine[] {
  if (room === null) return lines;
  let left = room;
  return lines.filter((line) => {
    const length = lineText(line, language).length + 1;
    if (length > left) return false;
    left -= length;
    return true;
  });
}
