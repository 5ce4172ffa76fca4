import type { NativeReference, NativeValue } from '@passerelle/connector';
import type { Cell } from './reading/row.js';

export interface CellWords {
  /** In lower case. */
  readonly empty: ReadonlySet<string>;
  readonly longestEmpty: number;
  /** In lower case. */
  readonly buttons: ReadonlySet<string>;
}

export function cellWords(empty: readonly string[], buttons: readonly string[]): CellWords {
  const lower = (words: readonly string[]): Set<string> => new Set(words.map((word) => word.trim().toLowerCase()));
  const longestEmpty = Math.max(0, ...empty.map((word) => word.trim().length));
  return { empty: lower(empty), longestEmpty, buttons: lower(buttons) };
}

/** What people see in the cell: the display value of a reference, without outer blanks; null where there is nothing. */
export function textOf(cell: Cell | undefined, words: CellWords): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$|\.000Z$/, '');
  const text = typeof cell === 'string' ? cell : (cell.display ?? cell.value);
  return clean(text, words);
}

/** For columns that we have no name for: references stay references. */
export function valueOf(cell: Cell | undefined, words: CellWords): NativeValue {
  if (cell === null || cell === undefined || typeof cell === 'string' || cell instanceof Date)
    return textOf(cell, words);
  const id = idOf(cell, words);
  return id === null ? textOf(cell, words) : { id, name: textOf(cell, words) };
}

/** What other columns tell of the same person; only what they do tell. */
export interface Companions {
  readonly email?: string;
  readonly login?: string;
  readonly employeeNumber?: string;
}

/**
 * Somebody, as far as the export names them. An address in brackets or alone is theirs; whatever else stands in brackets
 * belongs to the name. A name that was cut stays as it is and says so, and is never looked for.
 */
export function personOf(cell: Cell | undefined, beside: Companions | null, words: CellWords): NativeReference | null {
  const text = textOf(cell, words);
  if (text === null && beside === null) return null;
  const { name, email } = text?.includes('@') ? nameAndAddress(text) : { name: text, email: null };
  // Member by member, for the reason that reading/delimited.ts gives.
  const person: { -readonly [Name in keyof NativeReference]?: NativeReference[Name] } = {};
  person.id = idOf(cell, words);
  person.name = name;
  person.cut = name !== null && isCut(name);
  if (email !== null) person.email = email;
  return Object.assign(person, beside) as NativeReference;
}

function idOf(cell: Cell | undefined, words: CellWords): string | null {
  if (typeof cell !== 'object' || cell === null || cell instanceof Date) return null;
  return cell.display === null || cell.display === cell.value ? null : clean(cell.value, words);
}

const address = /^[^\s<>()@]{1,64}@[^\s<>()@]{1,190}$/;
const bracketed = /^([^<>()]*)[<(]([^<>()]*)[>)]$/;

function nameAndAddress(text: string): { name: string | null; email: string | null } {
  if (address.test(text)) return { name: null, email: text };
  const [, name = '', inside = ''] = bracketed.exec(text) ?? [];
  if (!address.test(inside.trim())) return { name: text, email: null };
  return { name: name.trim() === '' ? null : name.trim(), email: inside.trim() };
}

/** `CL... ST...`, `Ma…`: the list shows only the beginning of the name. */
function isCut(name: string): boolean {
  return (name.includes('...') || name.includes('…')) && /(?:\.{3}|…)(?=\s|$|[,;])/.test(name);
}

/** Tags in the order of the cell. The button that stands behind them is none, however often it was copied. */
export function tagsOf(cell: Cell | undefined, words: CellWords): readonly string[] | null {
  const text = textOf(cell, words);
  if (text === null) return null;
  const tags = text
    .split(/[,;\n]/)
    .map((tag) => withoutButtons(tag.trim(), words.buttons))
    .filter((tag) => tag !== '');
  return tags.length === 0 ? null : tags;
}

function withoutButtons(tag: string, buttons: ReadonlySet<string>): string {
  let rest = tag;
  for (;;) {
    const lower = rest.toLowerCase();
    const button = [...buttons].find((word) => lower === word || lower.endsWith(` ${word}`));
    if (button === undefined) return rest;
    rest = rest.slice(0, rest.length - button.length).trimEnd();
  }
}

function clean(text: string, { empty, longestEmpty }: CellWords): string | null {
  const tidy = (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).trim();
  return tidy === '' || (tidy.length <= longestEmpty && empty.has(tidy.toLowerCase())) ? null : tidy;
}
