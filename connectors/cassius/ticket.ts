import { hash } from 'node:crypto';
import { asIs, type NativeFields, type NativeValue, type Told } from '@passerelle/connector';
import { type CellWords, cellWords, type Companions, personOf, tagsOf, textOf, valueOf } from './cell.js';
import type { Config } from './config.js';
import { dateColumns, type ListColumn, listColumns, listHeadings, personColumns } from './headings.js';
import { instantReader } from './instant.js';
import { type Layout, layoutReader } from './layout.js';
import type { Notices } from './notices.js';
import { flawIn, placeOf, readDate } from './piece.js';
import { nothing } from './reading/flaw-words.js';
import type { Flaw, Row } from './reading/row.js';
import type { Table } from './reading/table.js';
import { shown } from './words.js';

/** A row of the list, read. What stands beside it (journal, attachments) is not there yet. */
export interface TicketRow {
  readonly number: string;
  /** The record's own id in an unload, which journals refer to. */
  readonly sysId: string | null;
  readonly class: string;
  readonly fields: NativeFields;
  /** Of class and fields: 64 hexadecimal characters. */
  readonly digest: string;
}

export interface TicketReader {
  read(row: Row, table: Table): TicketRow | Flaw;
  /** The number alone, for those who look for a few tickets among many. */
  numberOf(row: Row): string | null;
}

export function listLayouts(config: Config) {
  return layoutReader(listHeadings, config.headings.list);
}

export function ticketReader(config: Config, zone: string, notices: Notices): TicketReader {
  const layouts = listLayouts(config);
  const words = cellWords(config.empty, config.buttons);
  const instants = {
    table: instantReader(config.dates.formats, zone),
    unload: instantReader(config.dates.formats, zone, config.dates.unload),
  };
  const classOf = classReader(config.classes);
  const plans = new WeakMap<readonly string[], Plan>();
  const planOf = (names: readonly string[]): Plan => {
    let plan = plans.get(names);
    if (!plan) plans.set(names, (plan = makePlan(layouts.of(names), config)));
    return plan;
  };
  const valueIn = (step: Step, row: Row, table: Table): NativeValue | Flaw => {
    const cell = row.cells[step.index];
    if (step.reads === 'text') return textOf(cell, words);
    if (step.reads === 'date') return readDate(row, step.index, table, instants[table.kind], words, notices);
    if (step.reads === 'person') return personOf(cell, companionsOf(step, row, words), words);
    return step.reads === 'tags' ? tagsOf(cell, words) : valueOf(cell, words);
  };

  return {
    numberOf: (row) => textOf(row.cells[planOf(row.names).number], words),
    read(row, table) {
      const plan = planOf(row.names);
      const said = textOf(row.cells[plan.number], words);
      const number = said !== null && isNumber(said) ? said : null;
      const damage = table.damageIn(row);
      if (damage) return { ...damage, number };
      if (number === null)
        return flawIn(row, plan.number, null, numberExpected, said === null ? nothing : asIs(shown(said)));
      if (plan.missing !== null) {
        const heading = headingOf(plan.missing);
        const expected = { fr: `une valeur sous «${heading}»`, en: `a value under «${heading}»` };
        const came = { fr: 'un enregistrement qui n’en a pas', en: 'a record without it' };
        return flawIn(row, undefined, number, expected, came);
      }
      const fields: Record<string, NativeValue> = {};
      for (const step of plan.steps) {
        const value = valueIn(step, row, table);
        if (isFlawed(value)) return { ...value, number };
        // A heading may be called `__proto__`; assigned, it would vanish.
        if (step.name !== '__proto__') fields[step.name] = value;
        else Object.defineProperty(fields, step.name, { value, enumerable: true, configurable: true, writable: true });
      }
      if (table.spoiled && row.cells.some(isSpoiled)) notices.tell(spoiled, placeOf(table, row.line), spoiledText);
      const nativeClass = classOf(number);
      const digest = hash('sha256', JSON.stringify([nativeClass, fields]));
      return { number, sysId: textOf(row.cells[plan.sysId], words), class: nativeClass, fields, digest };
    },
  };
}

/** How the rows of one layout are read: each field with its cell, in an order that is always the same. */
interface Plan {
  /** -1 where there is none. */
  readonly number: number;
  readonly sysId: number;
  readonly missing: ListColumn | null;
  readonly steps: readonly Step[];
}

interface Step {
  readonly name: string;
  readonly index: number;
  readonly reads: 'text' | 'date' | 'person' | 'tags' | 'value';
  readonly beside: readonly (readonly [keyof Companions, number])[];
}

function makePlan({ at, others }: Layout<string>, config: Config): Plan {
  const steps = listColumns.flatMap((column): Step[] => {
    const beside = isPerson(column) ? companionCells(at, column) : [];
    const index = at[column] ?? -1;
    return index === -1 && beside.length === 0 ? [] : [{ name: column, index, reads: readingOf(column), beside }];
  });
  const rest = others.map(({ name, index }): Step => ({ name, index, reads: 'value', beside: [] }));
  const missing = config.mandatory.find((column) => at[column] === undefined) ?? null;
  return { number: at['numero'] ?? -1, sysId: at['sys_id'] ?? -1, missing, steps: [...steps, ...rest] };
}

function companionCells(at: Layout<string>['at'], column: string): Step['beside'] {
  const columns = { email: 'email', login: 'login', employeeNumber: 'matricule' } as const;
  return Object.entries(columns).flatMap(([name, ending]) => {
    const index = at[`${column}_${ending}`];
    return index === undefined ? [] : [[name as keyof Companions, index] as const];
  });
}

function companionsOf({ beside }: Step, row: Row, words: CellWords): Companions | null {
  if (beside.length === 0) return null;
  const said = beside.flatMap(([name, index]) => {
    const text = textOf(row.cells[index], words);
    return text === null ? [] : [[name, text] as const];
  });
  return said.length === 0 ? null : Object.fromEntries(said);
}

function readingOf(column: ListColumn): Step['reads'] {
  if (isPerson(column)) return 'person';
  if (dateColumns.some((name) => name === column)) return 'date';
  return column === 'tags' ? 'tags' : 'text';
}

function isPerson(column: ListColumn): boolean {
  return personColumns.some((name) => name === column);
}

export function headingOf(column: ListColumn): string {
  return listHeadings[column]?.[0] ?? column;
}

function isFlawed(value: NativeValue | Flaw): value is Flaw {
  return typeof value === 'object' && value !== null && 'expected' in value;
}

function isSpoiled(cell: Row['cells'][number]): boolean {
  return typeof cell === 'string' && cell.includes('\ufffd');
}

/** With a digest behind it, it must still be an id of an attachment: 200 characters. */
const longestNumber = 160;
const numberExpected: Told = {
  fr: `le numéro d’un ticket : une ligne d’au plus ${longestNumber} caractères`,
  en: `a ticket's number: one line of at most ${longestNumber} characters`,
};

const spoiled: Told = { fr: 'textes abîmés avant l’export', en: 'texts that were damaged before' };
const spoiledText: Told = { fr: 'l’export lui-même contient «\ufffd»', en: 'the export itself holds «\ufffd»' };

function isNumber(text: string): boolean {
  return text.length <= longestNumber && !/\p{Cc}/u.test(text);
}

/** `RITM0524w` is a sc_req_item because of its letters; the longest prefix that fits counts. */
function classReader(classes: Config['classes']): (number: string) => string {
  const prefixes = Object.entries(classes)
    .map(([prefix, name]) => [prefix.toUpperCase(), name] as const)
    .sort(([one], [other]) => other.length - one.length);
  return (number) => prefixes.find(([prefix]) => number.toUpperCase().startsWith(prefix))?.[1] ?? 'ticket';
}
