import type { NativeEntry } from '@passerelle/connector';
import type { EntryDetails } from '@passerelle/ticket';
import type { EntryWriting } from '../mapping.js';
import type { EntryFieldRow } from '../schema/journal-rows.js';
import { partsOf } from './entry-details.js';
import { withoutHeader } from './retell.js';
import { sameNative, sameValue } from './same-value.js';
import { fieldOf } from './values.js';

/** Whether a native entry says what we would write, or reads as that: each field, and the text with what stands at its head. */
export function saysAll(
  native: NativeEntry,
  heard: EntryDetails,
  writing: EntryWriting,
  wanted: EntryDetails,
  rows: readonly EntryFieldRow[],
): boolean {
  if (writing.words.some(({ decision }) => decision.by === 'nobody' || decision.by === 'refusal')) return false;
  const said = partsOf(heard);
  const parts = [...partsOf(wanted)];
  const homes = new Map(rows.flatMap((row) => (row.write === 'no' ? [] : [[row.native, row.is] as const])));
  const told = Object.entries(writing.fields).every(([name, value]) => {
    if (sameNative(fieldOf(native.fields ?? {}, name), value)) return true;
    const part = parts.find(([one]) => one === homes.get(name));
    return part !== undefined && said.has(part[0]) && sameValue(said.get(part[0]), part[1]);
  });
  return told && folded(withoutHeader(native.text)) === folded(writing.text);
}

/** Tools keep line ends and blanks each in their way, above all those that keep HTML. */
function folded(text: string): string {
  return text
    .normalize('NFC')
    .replace(/<br\s*\/?>|<\/?p>/giu, ' ')
    .replace(/(?:\s|&nbsp;)+/gu, ' ')
    .trim();
}
