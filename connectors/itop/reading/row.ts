import {
  asIs,
  type BrokenPiece,
  type NativeEntry,
  type NativeFields,
  type NativeReference,
  type NativeValue,
  type Told,
} from '@passerelle/connector';
import type { TicketClass } from '../config.js';
import type { Field, Fields } from '../field-kinds.js';
import { ticketTargets } from '../fields.js';
import { digest, keyIn, nativeId, withoutMark, type Place } from '../id.js';
import type { LocalTime } from '../instant.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { entriesOf, Log, logs } from './log.js';
import { storedHtml } from './stored-html.js';

/** A ticket's own row, without what belongs to it elsewhere. */
export interface Row {
  readonly place: Place;
  readonly class: TicketClass;
  readonly ref: string;
  /** `last_update` as it is stored. */
  readonly stamp: string;
  readonly changedAt: string;
  readonly fields: NativeFields;
  /** The key of the creation that made it, where it bears our mark. */
  readonly createdBy: string | null;
  readonly entries: readonly NativeEntry[];
  /** Of the row alone. */
  readonly print: string;
}

export interface RowTerms {
  readonly fields: (ticketClass: TicketClass) => Fields;
  readonly time: LocalTime;
  readonly mark: string;
}

/** What is asked for of a class: never `*`. */
/** `mark`: the attribute that says who made the ticket; without it a creation that landed would be made again. */
export function columnsOf(fields: Fields, mark: string): readonly string[] {
  const codes = Object.entries(fields).flatMap(([code, { kind }]) =>
    kind === 'reference' ? [code, `${code}_friendlyname`] : [code],
  );
  return [...new Set(['id', 'ref', 'last_update', 'operational_status', mark, ...codes, ...logs])];
}

export type Understood = { readonly row: Row } | { readonly broken: BrokenPiece };

export function understand(object: ItopObject, terms: RowTerms): Understood {
  const { fields } = object;
  const ticketClass = object.class as TicketClass;
  const layout = terms.fields(ticketClass);
  const ref = textIn(fields, 'ref');
  const broken = (expected: Told, came: Told): Understood => ({
    broken: { where: `${object.class}::${object.key} (${ref})`, number: ref || null, expected, came },
  });
  const stamp = textIn(fields, 'last_update');
  const changedAt = terms.time.read(stamp);
  if (changedAt === null) return broken(dateIn('last_update'), asIs(stamp));
  const told: Record<string, NativeValue> = {};
  for (const [code, field] of Object.entries(layout)) {
    const raw = code === terms.mark ? withoutMark(textIn(fields, code)) : textIn(fields, code);
    const value = valueOf(raw, code, field, fields, terms.time);
    if (value === undefined) return broken(dateIn(code), asIs(raw.slice(0, 60)));
    told[code] = value;
  }
  told['operational_status'] = textIn(fields, 'operational_status') || null;
  const entries: NativeEntry[] = [];
  for (const code of logs) {
    const log = Log.safeParse(fields[code]);
    if (!log.success) {
      const came = JSON.stringify(fields[code] ?? null).slice(0, 60);
      return broken({ fr: `un journal dans ${code}`, en: `a log in ${code}` }, asIs(came));
    }
    const read = entriesOf(code, log.data.entries, terms.time);
    if (read.some(({ at }) => at === null))
      return broken(
        { fr: `une date à chaque ligne de ${code}`, en: `a date on every entry of ${code}` },
        { fr: 'autre chose', en: 'another' },
      );
    entries.push(...read);
  }
  const place = { class: object.class, id: Number(object.key) };
  // Deadlines and stopwatches go on by themselves: they are no change.
  const lasting = Object.entries(told).filter(([code]) => !layout[code]?.readonly || code === 'priority');
  const print = digest([stamp, lasting, entries]);
  const createdBy = keyIn(textIn(fields, terms.mark));
  return { row: { place, class: ticketClass, ref, stamp, changedAt, fields: told, createdBy, entries, print } };
}

function dateIn(code: string): Told {
  return { fr: `une date dans ${code}`, en: `a date in ${code}` };
}

/** undefined for a date that is none. */
function valueOf(
  raw: string,
  code: string,
  { kind, target = '' }: Field,
  fields: ItopObject['fields'],
  time: LocalTime,
): NativeValue | undefined {
  if (kind === 'reference') {
    if (raw === '' || raw === '0') return null;
    const name = textIn(fields, `${code}_friendlyname`) || null;
    const id = ticketTargets.has(target) ? nativeId({ class: target, id: Number(raw) }) : raw;
    return { id, name } satisfies NativeReference;
  }
  if (raw === '') return null;
  if (kind === 'instant') return time.read(raw) ?? undefined;
  if (kind === 'html') return storedHtml(raw).trim() === '' ? null : storedHtml(raw);
  return raw;
}
