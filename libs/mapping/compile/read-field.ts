import type { NativeValue } from '@passerelle/connector';
import type { Relation, Resolution, TicketField, TicketFields } from '@passerelle/ticket';
import { formOf } from '../laws/fields.js';
import type { ClassView, Fold } from '../load/class-view.js';
import { atOf, type Located } from '../load/layers.js';
import type { FieldRow } from '../schema/rows.js';
import { textForms, type TextForm } from '../text/forms.js';
import { preambleLines, stripPreamble } from '../text/preamble.js';
import { say, sayNothing, type Draft } from './draft.js';
import type { ReadGroup } from './groups.js';
import { personReader } from './read-person.js';
import {
  assetOf,
  each,
  fieldOf,
  instantOf,
  isEmpty,
  nameOf,
  numberOf,
  personFrom,
  personOf,
  tagsOf,
  textOf,
} from './values.js';
import type { Wording } from './wording.js';
import { placeFor, wordReader } from './words.js';

/** Says what one native field says, and answers whether it said anything. */
export type ReadField = (draft: Draft) => boolean;

export interface Surroundings {
  readonly view: ClassView;
  readonly file: string;
  readonly fold: Fold;
  readonly readGroup: ReadGroup;
  /** Whether a preamble at the head of a description is ours: nobody wrote one where nothing is ever written. */
  readonly written: boolean;
  readonly wording: Wording;
}

export function fieldReader(located: Located<FieldRow>, around: Surroundings): ReadField | null {
  const { row } = located;
  const { native } = row;
  if (native === undefined) return null;
  const at = atOf(located);
  const field = (row.is.split('.')[0] ?? row.is) as TicketField;
  const read = valueReader(located, around, at);
  return (draft) => {
    const value = fieldOf(draft.fields, native);
    if (value === undefined) return false;
    if (row.while !== undefined && draft.said.status !== undefined && !row.while.includes(draft.said.status)) {
      sayNothing(draft, field, at);
      return true;
    }
    if (read(draft, isEmpty(value) ? null : value)) return true;
    if (field !== 'relations' && field !== 'custom' && field !== 'resolution') sayNothing(draft, field, at);
    return false;
  };
}

type ReadValue = (draft: Draft, value: NativeValue) => boolean;

function valueReader(located: Located<FieldRow>, around: Surroundings, at: string): ReadValue {
  const { row } = located;
  const { is } = row;
  if (is.startsWith('custom')) return customReader(row, at);
  if (is.startsWith('resolution.')) return resolutionReader(row, at);
  if (is.startsWith('relations.')) return relationReader(row, at);
  const form = formOf(row);
  if (form === 'word') return wordFieldReader(located, around);
  if (form === 'group') return groupFieldReader(row, around);
  if (is === 'description' && around.written) return descriptionReader(form as TextForm, at);
  if (form === 'asset' || form === 'assets') return assetsReader(at);
  if (form === 'person' && (row.named === 'address' || row.named === 'stand-in'))
    return personFieldReader(row, around, at);
  const field = is as keyof TicketFields;
  const plain = plainReader(row);
  return (draft, value) => {
    const read = value === null ? null : plain(value);
    if (read === null && value !== null) return keepUnread(draft, row, value, at);
    if (read === null) return false;
    say(draft, field, read as TicketFields[typeof field], at);
    return true;
  };
}

function plainReader(row: FieldRow): (value: NativeValue) => unknown {
  const form = formOf(row);
  switch (form) {
    case 'line':
    case 'relation':
    case 'word':
    case 'group':
    case 'place':
      return textOf;
    case 'text':
    case 'markdown':
    case 'html':
      return (value) => textForms[form].read(textOf(value) ?? '');
    case 'person':
      return row.is === 'watchers' ? (value) => each(value).map(personOf) : personFrom;
    case 'persons':
      return (value) => each(value).map(personOf);
    case 'asset':
    case 'assets':
      return (value) => each(value).map((one) => assetOf(one));
    case 'tags':
      return (value) => tagsOf(value, row.separator ?? ',');
    case 'number':
      return numberOf;
    case 'instant':
      return instantOf;
  }
}

function personFieldReader(row: FieldRow, { view, wording }: Surroundings, at: string): ReadValue {
  const read = personReader(row, view, wording);
  return (draft, value) => {
    const person = read(draft, value);
    if (person === null) return false;
    if (person !== undefined) say(draft, row.is as 'requester' | 'beneficiary', person, at);
    return true;
  };
}

/** Machines as the house calls them, where it knows whose record each of them is. */
function assetsReader(at: string): ReadValue {
  return (draft, value) => {
    if (value === null) return false;
    const assets = each(value).map((one) => assetOf(one, draft.machineOf));
    say(draft, 'assets', assets, at);
    return true;
  };
}

/**
 * The description below the preamble that we wrote. Its lines are told apart from what the tool says: they are our own
 * words, and a tool that holds them for us has not said them.
 */
function descriptionReader(form: TextForm, at: string): ReadValue {
  const { read } = textForms[form];
  return (draft, value) => {
    if (value === null) return false;
    const native = textOf(value) ?? '';
    const text = form === 'text' ? native : read(native);
    const below = stripPreamble(text);
    if (below !== text) draft.preamble.push(...preambleLines(text, form === 'text' ? 'text' : 'markdown'));
    say(draft, 'description', form === 'text' ? read(below) : below, at);
    return true;
  };
}

/** A value that is not of its form is kept as it is, under its native name, rather than lost. */
function keepUnread(draft: Draft, row: FieldRow, value: NativeValue, at: string): boolean {
  say(draft, 'custom', { ...draft.said.custom, [row.native ?? row.is]: textOf(value) }, at);
  return false;
}

function wordFieldReader(located: Located<FieldRow>, { view, file, fold }: Surroundings): ReadValue {
  const { is } = located.row;
  const place = placeFor(is, view.native, file);
  const table = place && view.words.get(place.domain);
  if (!place || !table) return () => false;
  const read = wordReader(table, place, fold, located);
  const field = is as keyof TicketFields;
  return (draft, value) => {
    const meaning = read(textOf(value) ?? '');
    if (meaning === null) return false;
    draft.words.push(meaning.use);
    if (meaning.value === null) return meaning.use.decision.by === 'nobody' || meaning.use.decision.by === 'refusal';
    say(draft, field, meaning.value as TicketFields[typeof field], meaning.at);
    return true;
  };
}

/** Teams are words, and are decided. */
function groupFieldReader(row: FieldRow, { view, readGroup }: Surroundings): ReadValue {
  return (draft, value) => {
    const [first] = each(value);
    if (first === undefined) return false;
    const { group, meaning } = readGroup(nameOf(first), view.native);
    draft.words.push(meaning.use);
    if (group !== null) say(draft, row.is as 'group' | 'firstGroup', group, meaning.at);
    return true;
  };
}

function customReader(row: FieldRow, at: string): ReadValue {
  const name = row.is.slice('custom.'.length);
  const form = formOf(row);
  return (draft, value) => {
    const text = textOf(value);
    const read = form === 'number' && text !== null ? (numberOf(text) ?? text) : text;
    say(draft, 'custom', { ...draft.said.custom, [name]: read }, at);
    return true;
  };
}

const noResolution: Resolution = { code: null, text: null, verdict: null, reason: null };

function resolutionReader(row: FieldRow, at: string): ReadValue {
  const part = row.is.slice('resolution.'.length) as keyof Resolution;
  const read = plainReader(row);
  return (draft, value) => {
    if (draft.said.resolution === undefined) say(draft, 'resolution', null, at);
    if (value === null) return false;
    say(draft, 'resolution', { ...(draft.said.resolution ?? noResolution), [part]: read(value) }, at);
    return true;
  };
}

function relationReader(row: FieldRow, at: string): ReadValue {
  const as = row.is.slice('relations.'.length) as Relation['as'];
  return (draft, value) => {
    const named = each(value).map((one): Relation => ({ as, number: nameOf(one) }));
    say(draft, 'relations', [...(draft.said.relations ?? []), ...named], at);
    return true;
  };
}

/** Native fields that no row names, kept by their own names, whatever those are: `__proto__` is a heading like any other. */
export function unnamedReader(isNamed: (native: string) => boolean, at: string): (draft: Draft) => void {
  return (draft) => {
    const unnamed = Object.entries(draft.fields).filter(([name]) => !isNamed(name));
    if (unnamed.length === 0) return;
    const texts = unnamed.map(([name, value]) => [name, isEmpty(value) ? null : textOf(value)] as const);
    say(draft, 'custom', Object.fromEntries([...Object.entries(draft.said.custom ?? {}), ...texts]), at);
  };
}
