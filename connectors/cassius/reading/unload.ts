import { asIs, type Told } from '@passerelle/connector';
import sax from 'sax';
import { endsInRecord, objection, recordsOfAtMost, TooDeep, wholeFile } from './flaw-words.js';
import { interner } from './names.js';
import type { Cell, Flaw, Piece, Pieces } from './row.js';

/** The file declares a document type: entities could read other files or grow without end, so nothing of it is read. */
export class RefusedDocument extends Error {}

interface Opened {
  readonly table: string;
  readonly line: number;
  readonly names: string[];
  readonly cells: Cell[];
  /** Characters so far. */
  length: number;
}

/** Not in the types of sax: without it, sax knows the names of HTML's entities too. */
const strict = { strictEntities: true, position: true };

/** Deeper than unload > record > field > display_value nothing is looked at. */
const deepest = 16;

/**
 * Records of a ServiceNow XML unload (`<unload><incident action="…">…`) or list (`<xml><incident>…`): every element below
 * the root is a record of the table that it is named after, and its children are the columns. No document type, no
 * entities but XML's own five. Behind damage, reading goes on at the next record of a table that was seen before.
 */
export async function* readUnload(source: AsyncIterable<string>, most: number): Pieces {
  const pieces: Piece[] = [];
  const tables = new Set<string>();
  const same = interner();
  let reader = recordReader(most, tables, same, pieces, 0);
  let lost: Flaw | null = null;
  let waiting = '';
  for await (const chunk of source) {
    let text = waiting + chunk;
    waiting = '';
    while (text !== '') {
      if (lost !== null) {
        const at = nextRecord(text, tables);
        if (at === -1) {
          waiting = text.slice(-100);
          lost = { ...lost, lastLine: lost.lastLine + lineEnds(text) - lineEnds(waiting) };
          break;
        }
        lost = { ...lost, lastLine: lost.lastLine + lineEnds(text.slice(0, at)) };
        pieces.push(lost);
        reader = recordReader(most, tables, same, pieces, lost.lastLine - 1);
        reader.write('<unload>');
        text = text.slice(at);
        lost = null;
      }
      const damage = reader.write(text);
      text = damage === null ? '' : text.slice(damage.at);
      lost = damage?.flaw ?? null;
    }
    if (pieces.length > 0) yield pieces.splice(0);
  }
  const end: Flaw | null = lost ?? reader.end();
  if (end !== null) pieces.push(end);
  if (pieces.length > 0) yield pieces;
}

/** Where the next record starts that is sure to be one. */
function nextRecord(text: string, tables: ReadonlySet<string>): number {
  const starts = [...tables].map((table) => text.search(new RegExp(`<${table.replaceAll('.', '\\.')}[\\s>]`)));
  return starts.filter((at) => at > 0).reduce((least, at) => (least === -1 ? at : Math.min(least, at)), -1);
}

function recordReader(
  most: number,
  tables: Set<string>,
  same: (names: readonly string[]) => readonly string[],
  pieces: Piece[],
  linesBefore: number,
) {
  const parser = sax.parser(true, strict);
  let record: Opened | null = null;
  let field: { name: string; text: string; display: string | null; part: string | null } | null = null;
  let depth = 0;
  let closed = false;
  const lineNow = (): number => linesBefore + parser.line + 1;
  const flaw = (expected: Told, came: Told): Flaw => ({
    line: record?.line ?? lineNow(),
    lastLine: lineNow(),
    column: field?.name ?? null,
    number: numberOf(record),
    expected,
    came,
  });
  const grow = (length: number): boolean => {
    if (record) record.length += length;
    return record !== null && record.length <= most;
  };

  parser.ondoctype = () => {
    throw new RefusedDocument();
  };
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest)
      throw new TooDeep({
        fr: `plus de ${deepest} éléments imbriqués`,
        en: `more than ${deepest} elements inside each other`,
      });
    if (depth === 2) {
      record = { table: name, line: lineNow(), names: [], cells: [], length: 0 };
    } else if (depth === 3) {
      const display = attributes['display_value'];
      const said = typeof display === 'string' && grow(display.length) ? display : null;
      field = { name, text: '', display: said, part: null };
    } else if (depth === 4 && field) field.part = name;
  };
  const take = (text: string): void => {
    if (!field || !grow(text.length)) return;
    if (depth === 3 || (depth === 4 && field.part === 'value')) field.text += text;
    else if (depth === 4 && field.part === 'display_value') field.display = (field.display ?? '') + text;
  };
  parser.ontext = take;
  parser.oncdata = take;
  parser.onclosetag = () => {
    if (depth === 3 && record && field) {
      const text = field.part === null ? field.text : field.text.trim();
      record.names.push(field.name);
      record.cells.push(field.display === null ? text : { value: text, display: field.display });
      field = null;
    } else if (depth === 2 && record) {
      const { table, line, names, cells, length } = record;
      if (length > most) pieces.push(flaw(recordsOfAtMost(most), asIs(`${length}`)));
      else pieces.push({ line, names: same(names), cells, table });
      tables.add(table);
      record = null;
    }
    depth -= 1;
    closed = depth === 0;
  };

  return {
    /** null, or what is damaged and how many characters of the text were read up to there. */
    write(text: string): { flaw: Flaw; at: number } | null {
      const before = parser.position;
      try {
        parser.write(text);
        return null;
      } catch (error) {
        if (error instanceof RefusedDocument) throw error;
        // Before any record was whole, the damaged one's name is all that is known of the others.
        if (tables.size === 0 && record) tables.add(record.table);
        const expected = { fr: 'du XML bien formé', en: 'well-formed XML' };
        return { flaw: flaw(expected, objection(error)), at: Math.max(1, parser.position - before) };
      }
    },
    end(): Flaw | null {
      if (closed) return null;
      const early = { fr: 'un fichier qui s’arrête trop tôt', en: 'the file ends too early' };
      return flaw(wholeFile, record ? endsInRecord : early);
    },
  };
}

function numberOf(record: Opened | null): string | null {
  const cell = record?.cells[record.names.indexOf('number')];
  return typeof cell === 'string' && cell !== '' ? cell : null;
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
