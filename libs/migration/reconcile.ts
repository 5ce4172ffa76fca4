import {
  asIs,
  type NativeEntry,
  type NativeTicket,
  type NativeValue,
  type TicketSink,
  type Told,
} from '@passerelle/connector';
import {
  draftEntry,
  isForAnother,
  leftBehindIn,
  saysLeftBehind,
  stable,
  withoutBlanks,
  type Bond,
  type Mouth,
  type Terms,
  type WholeTicket,
} from '@passerelle/sync';
import { textField } from './normal-text.js';
import { kindOf, nothingCame } from './told-words.js';
import type { Gap, Moved } from './verification.js';

export interface Reconciled {
  readonly entries: number;
  readonly attachments: number;
  readonly crossed: number;
  readonly gaps: readonly Gap[];
  readonly moved: readonly Moved[];
  /** Attachments of the target whose hash it does not tell, to be read and hashed: canonical hash by native id. */
  readonly unhashed: readonly {
    readonly file: NativeTicket['attachments'][number];
    readonly sha256: string;
    readonly name: string;
  }[];
}

/** Holds one ticket as it should stand in the target against what stands there. Both sides in the target's normal form. */
export function reconcile(
  route: Terms,
  mouth: Mouth,
  whole: WholeTicket,
  bond: Bond,
  native: NativeTicket,
): Reconciled {
  const number = whole.ticket.number ?? whole.ticket.id;
  const fields =
    bond.origin === 'adopted' ? { gaps: [], moved: [] } : reconcileFields(number, mouth, whole, bond, native);
  const entries = reconcileEntries(number, route, mouth, whole, native);
  const files = reconcileFiles(number, mouth, whole, native);
  return {
    entries: entries.arrived,
    crossed: entries.crossed,
    attachments: files.arrived,
    gaps: [...fields.gaps, ...entries.gaps, ...files.gaps],
    moved: fields.moved,
    unhashed: files.unhashed,
  };
}

function reconcileFields(number: string, mouth: Mouth, whole: WholeTicket, bond: Bond, native: NativeTicket) {
  const { sink } = mouth.connector;
  const expected = mouth.mapping.write(
    whole.ticket,
    native.class,
    mouth.mapping.writable(native.class),
    mouth.resolver,
  ).fields;
  const gaps: Gap[] = [];
  const moved: Moved[] = [];
  for (const [field, value] of Object.entries(expected)) {
    const [should, is, written] = [value, native.fields[field], bond.shadow?.fields[field]].map((one) =>
      normalText(sink, native.class, field, one ?? null),
    );
    if (should === is || should === undefined || is === undefined) continue;
    if (written !== undefined && written !== is && written === should)
      moved.push({ number, field, written: should, now: is });
    else
      gaps.push({
        number,
        what: 'field',
        expected: asIs(`${field} «${textField(should)}»`),
        came: asIs(`«${textField(is)}»`),
      });
  }
  return { gaps, moved };
}

function normalText(sink: TicketSink | undefined, nativeClass: string, field: string, value: NativeValue): string {
  return stable(bare(sink ? sink.normal(nativeClass, field, value) : value));
}

function bare(value: NativeValue): unknown {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item: NativeValue) => bare(item));
  const reference = value as { readonly id: string | null; readonly name: string | null };
  return reference.id ?? reference.name;
}

/** Each line must stand there once, and be read by those who may. A line found more often than it was said is doubled. */
function reconcileEntries(number: string, route: Terms, mouth: Mouth, whole: WholeTicket, native: NativeTicket) {
  const there = new Map<string, NativeEntry[]>();
  for (const entry of native.entries) {
    const key = withoutBlanks(entry.text);
    (there.get(key) ?? there.set(key, []).get(key))?.push(entry);
  }
  const gaps: Gap[] = [];
  let arrived = 0;
  let crossed = 0;
  const wanted = new Map<string, number>();
  for (const entry of whole.entries) {
    if (entry.origin.connection === mouth.connection || isForAnother(entry, mouth.connection)) continue;
    const draft = draftEntry({ route, mouth, whole }, entry);
    const { fr, en } = kindOf(entry);
    const shown: Told = { fr: `${fr} ${entry.origin.ordinal}`, en: `${en} ${entry.origin.ordinal}` };
    const body = draft ? withoutBlanks(mouth.mapping.writeText(draft.journal, entry.text)) : '';
    const key = draft && there.has(withoutBlanks(draft.text)) ? withoutBlanks(draft.text) : body;
    const copies = draft ? (there.get(key) ?? []) : [];
    const place = wanted.get(key) ?? 0;
    wanted.set(key, place + 1);
    const copy = copies[place];
    if (!draft || !copy) {
      gaps.push({
        number,
        what: 'entry',
        expected: { fr: `${shown.fr} : «${textField(entry.text)}»`, en: `${shown.en}: «${textField(entry.text)}»` },
        came: draft ? nothingCame : { fr: 'aucun journal pour cela', en: 'no journal for it' },
      });
      continue;
    }
    if (!saysLeftBehind(entry)) arrived += 1;
    if (entry.audience === 'internal' && copies.some(({ audience }) => audience === 'public')) {
      crossed += 1;
      gaps.push({
        number,
        what: 'crossed',
        expected: { fr: `${shown.fr} interne`, en: `${shown.en} internal` },
        came: { fr: `visible du demandeur dans ${copy.journal}`, en: `public in ${copy.journal}` },
      });
    }
  }
  for (const [key, count] of wanted) {
    const copies = there.get(key)?.length ?? 0;
    if (copies > count)
      gaps.push({
        number,
        what: 'doubled',
        expected: { fr: `${count} fois «${textField(key)}»`, en: `${count} time(s) «${textField(key)}»` },
        came: asIs(`${copies}`),
      });
  }
  return { arrived, crossed, gaps };
}

function reconcileFiles(number: string, mouth: Mouth, whole: WholeTicket, native: NativeTicket) {
  const gaps: Gap[] = [];
  const unhashed: Reconciled['unhashed'][number][] = [];
  const left = [...native.attachments];
  const stays = leftBehindIn(mouth.connection, whole);
  let arrived = 0;
  for (const file of whole.attachments) {
    if (file.origin.connection === mouth.connection || stays.has(file.id)) continue;
    if (file.audience === 'internal' && mouth.connector.attachments !== 'internal') continue;
    const at = left.findIndex(({ sha256, size, name }) =>
      sha256 === null
        ? size === file.size && name.normalize('NFC') === file.name.normalize('NFC')
        : sha256 === file.sha256,
    );
    const twin = at === -1 ? undefined : left.splice(at, 1)[0];
    if (!twin || file.sha256 === null) {
      const size = file.size ?? '?';
      const expected = { fr: `«${file.name}», ${size} octets`, en: `«${file.name}», ${size} bytes` };
      gaps.push({ number, what: 'attachment', expected, came: nothingCame });
      continue;
    }
    if (twin.sha256 === null) unhashed.push({ file: twin, sha256: file.sha256, name: file.name });
    arrived += 1;
    const twins = left.filter(({ sha256, name }) => sha256 === file.sha256 && name === twin.name).length;
    const ours = whole.attachments.filter(({ sha256, name }) => sha256 === file.sha256 && name === file.name).length;
    if (twins >= ours)
      gaps.push({
        number,
        what: 'doubled',
        expected: { fr: `«${file.name}» une fois`, en: `«${file.name}» once` },
        came: { fr: `${twins + 1} fois`, en: `${twins + 1} times` },
      });
  }
  return { arrived, gaps, unhashed };
}
