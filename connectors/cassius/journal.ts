import type { NativeEntry, NativeFields, Told } from '@passerelle/connector';
import { cellWords, personOf, textOf, valueOf } from './cell.js';
import type { Config } from './config.js';
import { journalHeadings } from './headings.js';
import { instantReader } from './instant.js';
import { journalReader as wordReader, journals } from './journal-words.js';
import { layoutReader } from './layout.js';
import type { Notices } from './notices.js';
import { flawIn, placeOf, readDate } from './piece.js';
import { nothing } from './reading/flaw-words.js';
import type { Cell, Flaw, Row } from './reading/row.js';
import type { Table } from './reading/table.js';
import { fold, shown } from './words.js';

/** A line of the journal export. `key` is the ticket's number, or its sys_id in an unload. */
export interface JournalRow {
  readonly key: string;
  readonly entry: NativeEntry;
}

export function journalLayouts(config: Config) {
  return layoutReader(journalHeadings, config.headings.journal);
}

export interface JournalReader {
  /** null for a line without text: there is nothing to carry over. */
  read(row: Row, table: Table): JournalRow | Flaw | null;
}

export function journalReader(config: Config, zone: string, notices: Notices): JournalReader {
  const layouts = journalLayouts(config);
  const words = cellWords(config.empty, []);
  const journalOf = wordReader();
  const instants = {
    table: instantReader(config.dates.formats, zone),
    unload: instantReader(config.dates.formats, zone, config.dates.unload),
  };
  return {
    read(row, table) {
      const { at, others } = layouts.of(row.names);
      const cell = (index: number | undefined): Cell => (index === undefined ? null : (row.cells[index] ?? null));
      const key = keyOf(cell(at.numero), words);
      const damage = table.damageIn(row);
      if (damage) return { ...damage, number: key };
      if (key === null) return flawIn(row, at.numero, null, keyExpected, nothing);
      if (at.type === undefined || at.texte === undefined || at.date === undefined)
        return flawIn(row, undefined, key, lineExpected, lineIncomplete);
      const text = entryText(cell(at.texte), words);
      if (text === null) {
        notices.tell(textless, placeOf(table, row.line), leftOut);
        return null;
      }
      const date = readDate(row, at.date, table, instants[table.kind], words, notices);
      if (date !== null && typeof date !== 'string') return { ...date, number: key };
      const type = textOf(cell(at.type), words);
      const journal = type === null ? null : journalOf(type);
      if (journal === null) {
        const word = shown(type ?? '');
        notices.tell(unknownType, placeOf(table, row.line), {
          fr: `type «${word}» inconnu : la ligne est interne (connus : Commentaires, Notes de travail)`,
          en: `unknown type «${word}»: the entry is internal (known: Commentaires, Notes de travail)`,
        });
      }
      const fields = othersOf(row, others, words);
      return {
        key,
        entry: {
          id: textOf(cell(at.id), words),
          journal: journal ?? type ?? 'inconnu',
          audience: journal === null ? 'internal' : journals[journal],
          author: authorOf(cell(at.auteur), at.auteur === undefined ? '' : (row.names[at.auteur] ?? ''), words),
          at: date,
          text,
          ...(fields === null ? {} : { fields }),
        },
      };
    },
  };
}

const keyExpected: Told = { fr: 'le numéro ou le sys_id d’un ticket', en: "a ticket's number or sys_id" };
const lineExpected: Told = { fr: 'une date, un type et un texte', en: 'a date, a type and a text' };
const lineIncomplete: Told = { fr: 'un enregistrement incomplet', en: 'a record without one of them' };
const textless: Told = { fr: 'lignes de journal sans texte', en: 'journal lines without text' };
const leftOut: Told = {
  fr: 'la ligne n’a pas de texte et est laissée de côté',
  en: 'the line has no text and is left out',
};
const unknownType: Told = { fr: 'lignes de journal de type inconnu', en: 'journal lines of an unknown type' };

type Words = Parameters<typeof textOf>[1];

/** In an unload a reference's value is the record's id, which is what other records know it by. */
function keyOf(cell: Cell, words: Words): string | null {
  const stored = typeof cell === 'object' && cell !== null && !(cell instanceof Date) ? cell.value : cell;
  const text = textOf(stored, words);
  return text === null || text.length > 200 || /\p{Cc}/u.test(text) ? null : text;
}

/** The text as it was written: only its line ends are made one kind. */
function entryText(cell: Cell, words: Words): string | null {
  const text = cell === null || cell instanceof Date ? '' : typeof cell === 'string' ? cell : cell.value;
  const lines = text.replace(/\r\n?/g, '\n');
  return lines.trim() === '' || words.empty.has(lines.trim().toLowerCase()) ? null : lines;
}

/** sys_created_by holds the name that somebody logs in with. */
function authorOf(cell: Cell, heading: string, words: Words): NativeEntry['author'] {
  if (fold(heading) !== 'syscreatedby') return personOf(cell, null, words);
  const login = textOf(cell, words);
  return login === null ? null : { id: null, name: null, login };
}

function othersOf(row: Row, others: readonly { name: string; index: number }[], words: Words): NativeFields | null {
  const said = others.map(({ name, index }) => [name, valueOf(row.cells[index], words)] as const);
  const full = said.filter(([, value]) => value !== null);
  return full.length === 0 ? null : Object.fromEntries(full);
}
