import type { Actor } from '../access/actor.js';
import type { Column } from '../dictionary/column.js';
import type { Shape } from '../dictionary/dictionary.js';
import { cell, type Row } from '../store/row.js';
import { showValue, type Shown } from './display.js';

export type Mode = 'false' | 'true' | 'all';
export type Leaf = string | Readonly<Record<string, string>>;
export type Rendered = Record<string, Leaf>;

export interface Rendering {
  readonly mode: Mode;
  readonly excludeLink: boolean;
  /** `https://<instance>/api/now[/v2]/table/` */
  readonly links: string;
  readonly actor: Actor;
  /** Null: every column of the table. */
  readonly fields: readonly string[] | null;
  readable(shape: Shape, column: string): boolean;
}

export interface Place {
  readonly key: string;
  /** Reference columns to follow before the last one. */
  readonly through: readonly Column[];
  readonly shape: Shape;
  readonly column: Column;
}

/** Turns records into the objects of an answer; one is made for each request. */
export function renderer(shown: Shown, shape: Shape, how: Rendering): (row: Row) => Rendered {
  const places = placesOf(shown, shape, how);
  return (row) => {
    const out: Rendered = {};
    for (const one of places) {
      let at: Row | undefined = row;
      for (const step of one.through) {
        at = at && shown.database.find(step.reference ?? '', cell(at, step.name));
      }
      out[one.key] = at ? leaf(shown, one.shape, one.column, at, how) : emptyLeaf(how.mode);
    }
    return out;
  };
}

/** Where the values of an answer come from; kept for each user, whose rights do not change while his roles stand. */
function placesOf(shown: Shown, shape: Shape, how: Rendering): readonly Place[] {
  const known = shown.places.get(how.actor) ?? new Map<string, readonly Place[]>();
  shown.places.set(how.actor, known);
  const key = `${shape.name} ${how.fields?.join() ?? '*'}`;
  const kept = known.get(key);
  if (kept) return kept;
  const places = (how.fields ?? [...shape.columns.keys()]).flatMap((name) => place(shown, shape, name, how) ?? []);
  if (known.size < 1000) known.set(key, places);
  return places;
}

/** An invalid or unreadable name has no place in the answer: it is dropped without a word. */
function place(shown: Shown, shape: Shape, key: string, how: Rendering): Place | undefined {
  const through: Column[] = [];
  let at = shape;
  const names = key.split('.');
  for (const name of names.slice(0, -1)) {
    const step = at.columns.get(name);
    const next = step?.reference ? shown.database.dictionary.shape(step.reference) : undefined;
    if (!step || !next || !how.readable(at, name)) return undefined;
    through.push(step);
    at = next;
  }
  const column = at.columns.get(names.at(-1) ?? '');
  return column && how.readable(at, column.name) ? { key, through, shape: at, column } : undefined;
}

function emptyLeaf(mode: Mode): Leaf {
  return mode === 'all' ? { display_value: '', value: '' } : '';
}

function leaf(shown: Shown, shape: Shape, column: Column, row: Row, how: Rendering): Leaf {
  const journal = column.kind === 'journal_input' || column.kind === 'journal_list';
  const value = journal ? '' : cell(row, column.name);
  const points = column.kind === 'reference' || column.kind === 'domain_id';
  if (how.mode === 'false') {
    if (!points || value === '') return value;
    return how.excludeLink ? value : { link: link(how, column, value), value };
  }
  const actual = shape.classed ? (shown.database.dictionary.shape(cell(row, 'sys_class_name')) ?? shape) : shape;
  const display = showValue(shown, actual, actual.columns.get(column.name) ?? column, row, how.actor);
  if (how.mode === 'all') {
    if (!points || value === '' || how.excludeLink) return { display_value: display, value };
    return { display_value: display, link: link(how, column, value), value };
  }
  if (!points || value === '' || how.excludeLink) return display;
  return { display_value: display, link: link(how, column, value) };
}

/** The value goes into the link as it is, whatever it holds: recorded of garbage references. */
function link(how: Rendering, column: Column, value: string): string {
  return `${how.links}${column.reference ?? ''}/${value}`;
}
