import type { NativeFields, NativeValue } from '@passerelle/connector';
import { cellWords, type Companions, personOf, tagsOf, textOf, valueOf } from './cell.js';
import type { Config } from './config.js';
import { dateColumns, listColumns, listHeadings, personColumns } from './headings.js';
import { type InstantReader, instantReader } from './instant.js';
import { type Layout, layoutReader } from './layout.js';
import type { Notices } from './notices.js';
import { flawIn, readDate } from './piece.js';
import type { Table } from './reading/table.js';
import type { Flaw, Row } from './reading/row.js';
import { shown } from './words.js';

/** A row of the list, read. What stands beside it (journal, attachments) is not there yet. */
export interface TicketRow {
  readonly number: string;
  /** The record's own id in an unload, which journals refer to. */
  readonly sysId: string | null;
  readonly class: string;
  readonly fields: NativeFields;
}

export interface TicketReader {
  readonly layouts: ReturnType<typeof listLayouts>;
  read(row: Row, table: Table): TicketRow | Flaw;
  /** The number alone, for those who look for a few tickets among many. */
  numberOf(row: Row): string | null;
}

export function listLayouts(config: Config) {
  return layoutReader(listHeadings, config.headings.list);
}

const persons: ReadonlySet<string> = new Set(personColumns);
const dates: ReadonlySet<string> = new Set(dateColumns);

export function ticketReader(config: Config, zone: string, notices: Notices): TicketReader {
  const layouts = listLayouts(config);
  const words = cellWords(config.empty, config.buttons);
  const instants: Readonly<Record<Table['kind'], InstantReader>> = {
    table: instantReader(config.dates.formats, zone),
    unload: instantReader(config.dates.formats, zone, config.dates.unload),
  };
  const classOf = classReader(config.classes);

  const value = (row: Row, layout: Layout<string>, column: string, table: Table): NativeValue | undefined | Flaw => {
    const index = layout.at[column];
    const cell = index === undefined ? undefined : row.cells[index];
    if (persons.has(column)) {
      const beside = companionsOf(row, layout, column);
      return index === undefined && beside === nothingBeside ? undefined : personOf(cell, beside, words);
    }
    if (index === undefined) return undefined;
    if (column === 'tags') return tagsOf(cell, words);
    if (!dates.has(column)) return textOf(cell, words);
    return readDate(row, index, table, instants[table.kind], words, notices);
  };

  const companionsOf = (row: Row, layout: Layout<string>, column: string): Companions => {
    const get = (name: string): string | null => {
      const index = layout.at[`${column}_${name}`];
      return index === undefined ? null : textOf(row.cells[index], words);
    };
    const found = { email: get('email'), login: get('login'), employeeNumber: get('matricule') };
    return found.email === null && found.login === null && found.employeeNumber === null ? nothingBeside : found;
  };

  return {
    layouts,
    numberOf: (row) => textOf(row.cells[layouts.of(row.names).at.numero ?? -1], words),
    read(row, table) {
      const layout = layouts.of(row.names);
      const numberAt = layout.at.numero;
      const number = numberAt === undefined ? null : textOf(row.cells[numberAt], words);
      const damage = table.damageIn(row);
      if (damage) return { ...damage, number: number !== null && isNumber(number) ? number : null };
      if (number === null || !isNumber(number)) {
        const expected = "a ticket's number: one line of at most 160 characters";
        return flawIn(row, numberAt, null, expected, number === null ? 'nothing' : shown(number));
      }
      for (const column of config.mandatory)
        if (layout.at[column] === undefined)
          return { ...flawIn(row, undefined, number, `a value under «${headingOf(column)}»`, 'a record without it') };
      const fields: [string, NativeValue][] = [];
      for (const column of listColumns) {
        const said = column === 'numero' ? number : value(row, layout, column, table);
        if (said === undefined) continue;
        if (isFlawed(said)) return { ...said, number };
        fields.push([column, said]);
      }
      for (const { name, index } of layout.others) fields.push([name, valueOf(row.cells[index], words)]);
      const sysId = layout.at.sys_id === undefined ? null : textOf(row.cells[layout.at.sys_id], words);
      return { number, sysId, class: classOf(number), fields: Object.fromEntries(fields) };
    },
  };
}

export function headingOf(column: (typeof listColumns)[number]): string {
  return listHeadings[column]?.[0] ?? column;
}

const nothingBeside: Companions = { email: null, login: null, employeeNumber: null };

function isFlawed(value: NativeValue | Flaw): value is Flaw {
  return typeof value === 'object' && value !== null && 'expected' in value;
}

/** With a digest behind it, it must still be an id of an attachment: 200 characters. */
const longestNumber = 160;

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
