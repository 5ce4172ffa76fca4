import { asIs, type Told } from '@passerelle/connector';
import type { Config } from './config.js';
import { headingOf } from './ticket.js';
import type { LayoutReader } from './layout.js';
import type { Table } from './reading/table.js';
import { shown } from './words.js';

export interface Part {
  readonly table: Table;
  /** null: not read, and `why` says why. */
  readonly role: 'list' | 'journal' | null;
  readonly why: Told;
}

interface Layouts {
  readonly list: LayoutReader<string>;
  readonly journal: LayoutReader<string>;
}

const journalNeeds = ['numero', 'date', 'type', 'texte'] as const;
const journalNames = { numero: 'Numero', date: 'Date', type: 'Type', texte: 'Texte' } as const;

/**
 * What each table of a file is. A workbook may hold the list and the journal on two sheets, an unload the records of
 * several tables. Where nothing of the file can be read, a sentence that says what is missing and what to do.
 */
export function roleOf(
  tables: readonly Table[],
  meant: 'list' | 'journal',
  layouts: Layouts,
  config: Config,
): readonly Part[] | Told {
  const parts = tables.map((table) => partOf(table, meant, layouts, config));
  // Records with a number are tickets, and none of them is left out for a heading that another table has.
  const blocking = parts.find(({ role, table }) => role === null && table.of !== null && hasNumber(table, layouts));
  if (!blocking && parts.some(({ role }) => role !== null)) return parts;
  const none = {
    fr: 'attendu un tableau avec des titres de colonne, reçu aucun',
    en: 'expected a table with headings, came none',
  };
  return (blocking ?? parts[0])?.why ?? none;
}

function partOf(table: Table, meant: 'list' | 'journal', layouts: Layouts, config: Config): Part {
  const lacking = {
    list: mandatoryOf(config).filter((column) => layouts.list.of(table.names).at[column] === undefined),
    journal: journalNeeds.filter((column) => layouts.journal.of(table.names).at[column] === undefined),
  };
  // A name says what a file is meant to be; columns that are whole say what it is.
  const isList = lacking.list.length === 0 && lacking.journal.length > 0;
  const isJournal = table.of === null ? meant === 'journal' && !isList : table.of === 'sys_journal_field';
  if (isJournal || (lacking.list.length > 0 && lacking.journal.length === 0)) {
    if (lacking.journal.length === 0) return { table, role: 'journal', why: asIs('') };
    const missing = lacking.journal.map((column) => journalNames[column]);
    return { table, role: null, why: missingHeadings(missing, table, `headings.journal.${lacking.journal[0]}`) };
  }
  if (lacking.list.length === 0) return { table, role: 'list', why: asIs('') };
  return {
    table,
    role: null,
    why: missingHeadings(lacking.list.map(headingOf), table, `headings.list.${lacking.list[0]}`),
  };
}

function hasNumber(table: Table, { list, journal }: Layouts): boolean {
  const layouts = table.of === 'sys_journal_field' ? journal : list;
  return layouts.of(table.names).at['numero'] !== undefined;
}

export function mandatoryOf(config: Config): readonly Config['mandatory'][number][] {
  return [...new Set(['numero' as const, ...config.mandatory])];
}

function missingHeadings(missing: readonly string[], table: Table, setting: string): Told {
  const names = missing.map((name) => `«${name}»`).join(', ');
  const came = table.names.map((name) => `«${shown(name, 40)}»`).join(', ');
  const part =
    table.of === null
      ? { fr: '', en: '' }
      : { fr: ` dans les lignes de ${table.of}`, en: ` in records of ${table.of}` };
  return {
    fr: `attendu ${missing.length > 1 ? 'les titres de colonne' : 'le titre de colonne'} ${names}${part.fr}, reçu ${came || 'aucun'} ; renommez la colonne, ou nommez la vôtre sous ${setting}`,
    en: `expected the heading${missing.length > 1 ? 's' : ''} ${names}${part.en}, came ${came || 'none'}; rename the column or name yours under ${setting}`,
  };
}
