import { asIs, type NativeReference, type PlaceKind } from '@passerelle/connector';
import type { Asset, Group, Person } from '@passerelle/ticket';
import { formOf } from '../laws/fields.js';
import { atOf, type Located } from '../load/layers.js';
import type { FieldRow } from '../schema/rows.js';
import { cutTo } from '../text/cut.js';
import { textForms } from '../text/forms.js';
import { writingRow } from './advice.js';
import type { Leave, Page } from './page.js';
import type { Part } from './parts.js';
import type { Wording } from './wording.js';
import { placeFor, useOf, wordWriter } from './words.js';
import { lineOf, toldLine, type WriteSurroundings } from './write-line.js';
import { personWriter, reference, type WriteValue } from './write-person.js';

export type { WriteValue };

export function valueWriter(located: Located<FieldRow>, around: WriteSurroundings, leave: Leave): WriteValue {
  const { row } = located;
  const form = formOf(row);
  switch (form) {
    case 'word':
      return wordFieldWriter(row, around, leave);
    case 'person':
      return row.is === 'watchers' ? personsWriter(leave, around.wording) : personWriter(leave, around.wording, row);
    case 'persons':
      return personsWriter(leave, around.wording);
    case 'group':
      return groupWriter(around, leave);
    case 'place':
      return placeWriter(leave, row);
    case 'asset':
      return assetWriter(leave);
    case 'assets':
      return assetsWriter(leave);
    case 'tags':
      return (page, part, native) => {
        const tags = part.value as readonly string[];
        page.fields[native] = row.separator === undefined ? tags : tags.join(row.separator);
      };
    case 'text':
    case 'markdown':
    case 'html':
      return (page, part, native) =>
        writeLine(page, part, native, textForms[form].write(String(part.value)), around.view.native, leave);
    case 'line':
      return (page, part, native) => writeLine(page, part, native, String(part.value), around.view.native, leave);
    case 'instant':
    case 'number':
    case 'relation':
      return (page, part, native) => void (page.fields[native] = String(part.value));
  }
}

/** Cut at a word where the tool would cut anywhere; the whole text goes to the preamble. */
function writeLine(page: Page, part: Part, native: string, text: string, nativeClass: string, leave: Leave): void {
  const max = page.resolve.maxLength(nativeClass, native);
  const { text: kept, cut } = cutTo(text, max);
  page.fields[native] = kept;
  if (cut)
    leave(page, { ...part, what: 'cut', why: { why: 'too-long', length: text.length, max: max ?? 0 }, line: text });
}

function wordFieldWriter(row: FieldRow, { view, file, wording }: WriteSurroundings, leave: Leave): WriteValue {
  const place = placeFor(row.is, view.native, file);
  const table = place && view.words.get(place.domain);
  if (!place || !table) return () => undefined;
  const spell = wordWriter(table, place);
  return (page, part, native) => {
    const spelling = spell(part.value as string | number | null);
    if (spelling === null) {
      if (row.blank !== 'leave') page.fields[native] = null;
      return;
    }
    page.words.push(spelling.use);
    if (spelling.native !== undefined) page.fields[native] = spelling.native || null;
    if (spelling.native && spelling.reads === null) return;
    const [line, word] = [lineOf(page, part, wording), toldLine(page, part, wording)];
    if (line === null || word === null) return;
    if (!spelling.native) leave(page, { ...part, what: 'no-word', why: { why: 'no-word', word }, line });
    else {
      const instead = toldLine(page, { ...part, value: spelling.reads }, wording) ?? asIs(spelling.native);
      leave(page, { ...part, what: 'approximated', why: { why: 'nearest-word', word, instead }, line });
    }
  };
}

function personsWriter(leave: Leave, wording: Wording): WriteValue {
  return (page, part, native) => {
    const found: NativeReference[] = [];
    const missing: string[] = [];
    for (const person of part.value as readonly Person[]) {
      const id = page.resolve.person(person);
      if (id === null) missing.push(wording.person(person));
      else found.push(reference(id));
    }
    page.fields[native] = found;
    const names = missing.join(', ');
    if (missing.length > 0)
      leave(page, { ...part, what: 'unresolved', why: { why: 'not-found', name: names }, line: names });
  };
}

/** A group that the target lacks is a word that nobody decided, unless a rule says that it stays text. */
function groupWriter({ view, file }: WriteSurroundings, leave: Leave): WriteValue {
  const table = view.words.get('group');
  const place = { domain: 'group', nativeClass: view.native, file } as const;
  const spell = table ? wordWriter(table, place) : () => null;
  return (page, part, native) => {
    const { name } = part.value as Group;
    const spelling = spell(name);
    const wanted = spelling?.native ?? null;
    const textOnly = wanted === '';
    const own = wanted === null || textOnly ? null : page.resolve.group(wanted);
    const instead = own === null && !textOnly ? (page.resolve.groupInstead?.() ?? null) : null;
    if (instead !== null) {
      page.fields[native] = reference(instead.id);
      const decision = { by: 'default', rule: 'missingGroup', at: 'route' } as const;
      page.words.push(useOf('group', view.native, name, instead.name, decision));
      const why = { why: 'nearest-word', word: asIs(name), instead: asIs(instead.name) } as const;
      leave(page, { ...part, what: 'approximated', why, line: name });
      return;
    }
    const id = own;
    page.fields[native] = id === null ? null : reference(id);
    const row = writingRow('group', null, name);
    if (spelling !== null && (id !== null || textOnly || spelling.use.decision.by === 'nobody'))
      page.words.push(spelling.use);
    else if (table?.absent)
      page.words.push(
        useOf('group', view.native, name, null, { by: 'default', rule: table.absent.row, at: atOf(table.absent) }),
      );
    else page.words.push(useOf('group', view.native, name, null, { by: 'nobody', row, file }));
    if (id === null)
      leave(page, { ...part, what: 'unresolved', why: { why: 'not-found', name: wanted || name }, line: name });
  };
}

/** An organisation or a site that the tool has; another one stays text, and what the tool filled in stands. */
function placeWriter(leave: Leave, row: FieldRow): WriteValue {
  return (page, part, native) => {
    const name = String(part.value);
    const found = page.resolve.place?.(row.is as PlaceKind, name) ?? null;
    if (found !== null || row.blank !== 'leave') page.fields[native] = found;
    if (found === null) leave(page, { ...part, what: 'unresolved', why: { why: 'not-found', name }, line: name });
  };
}

function assetWriter(leave: Leave): WriteValue {
  return (page, part, native) => {
    const assets = part.value as readonly Asset[];
    const found = assets.map((asset) => ({ asset, id: page.resolve.asset(asset) }));
    const first = found.find(({ id }) => id !== null);
    page.fields[native] = first?.id ? reference(first.id) : null;
    for (const one of found) {
      if (one === first) continue;
      const { name } = one.asset;
      const line = assetLine(one.asset);
      const why = one.id === null ? ({ why: 'not-found', name } as const) : ({ why: 'only-one', name } as const);
      leave(page, { ...part, what: one.id === null ? 'unresolved' : 'no-field', why, line });
    }
  };
}

/** A tool that ties a ticket to any number of them. */
function assetsWriter(leave: Leave): WriteValue {
  return (page, part, native) => {
    const found = (part.value as readonly Asset[]).map((asset) => ({ asset, id: page.resolve.asset(asset) }));
    page.fields[native] = found.flatMap(({ id }) => (id === null ? [] : [reference(id)]));
    for (const { asset, id } of found)
      if (id === null)
        leave(page, {
          ...part,
          what: 'unresolved',
          why: { why: 'not-found', name: asset.name },
          line: assetLine(asset),
        });
  };
}

function assetLine({ name, serial }: Asset): string {
  return serial === null ? name : `${name} (${serial})`;
}
