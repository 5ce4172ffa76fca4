import type { Told } from '@passerelle/connector';
import { CsvError, parse } from 'csv-parse/sync';
import { shown } from '../words.js';
import { type Dialect, recordEnds } from './dialect.js';
import { cellsAsHeadings } from './flaw-words.js';
import { blankBytes, countLines, endsLine } from './lines.js';
import { damagedRegion, endlessFlaw, type Region, swallowFlaw } from './region.js';
import { looksLikeNumber, type Piece, type Pieces } from './row.js';
import { swallowed } from './swallowed.js';

export interface DelimitedOptions {
  readonly dialect: Dialect;
  /** Which cell holds the ticket's number; -1 where none does. */
  readonly numberAt: number;
  /** Whether cells of several lines are looked into for rows that a stray quote swallowed. */
  readonly suspicious: boolean;
  readonly fill: boolean;
  /** Bytes of one row. */
  readonly most: number;
}

interface State {
  /** Line of the first byte that has not been read yet. */
  line: number;
  /** Records still to skip before the rows: titles and the headings. */
  skip: number;
  readonly region: Region;
}

/**
 * Rows of CSV or TSV. csv-parse does the reading, block by block: a block ends with a line, what is not whole yet waits
 * for the next. After damage, reading goes on at the line behind the one where the damaged record starts, so that a quote
 * that is never closed costs its own row and not the rest of the file.
 */
export async function* readDelimited(source: AsyncIterable<Buffer>, options: DelimitedOptions): Pieces {
  const end = options.dialect.carriageReturns ? 13 : 10;
  const state: State = { line: 1, skip: options.dialect.before + 1, region: damagedRegion() };
  let held = Buffer.allocUnsafe(262_144);
  let filled = 0;
  let enough = 0;
  let endless = false;
  for await (const arrived of inSlices(source)) {
    const chunk = endless ? arrived.subarray(arrived.indexOf(end) + 1) : arrived;
    if (endless && chunk.length === arrived.length) continue;
    endless = false;
    if (held.length < filled + chunk.length) held = Buffer.concat([held], 2 * (filled + chunk.length));
    filled += chunk.copy(held, filled);
    if (filled < enough) continue;
    const pieces: Piece[] = [];
    const lines = held.subarray(0, held.lastIndexOf(end, filled - 1) + 1);
    const done = lines.length === 0 ? 0 : readBlock(lines, false, state, options, pieces);
    if (lines.length === 0 && filled > options.most) {
      state.region.tell(pieces, endlessFlaw(state.line, options.most));
      state.line += 1;
      filled = 0;
      endless = true;
    }
    held.copyWithin(0, done, filled);
    filled -= done;
    // A cell that is still open is read anew when there is twice as much of it, not at every slice.
    enough = filled > sliceBytes ? 2 * filled : 0;
    if (pieces.length > 0) yield pieces;
  }
  const pieces: Piece[] = [];
  readBlock(held.subarray(0, filled), true, state, options, pieces);
  state.region.end(pieces);
  if (pieces.length > 0) yield pieces;
}

/**
 * Handfuls of rows are kept below a hundred: from there on V8 notes that all objects made at one place outlive a young
 * collection, makes the next ones in the old space, and with them all that they refer to stays (allocation site
 * pretenuring; measured: 60 MB more beside a journal of three million lines).
 */
const sliceBytes = 8_192;

async function* inSlices(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of source)
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes);
}

/** Reads the records of a block and answers how many bytes of it are done with. */
function readBlock(block: Buffer, last: boolean, state: State, options: DelimitedOptions, pieces: Piece[]): number {
  let from = 0;
  while (from < block.length) {
    let done = from;
    try {
      parse(block.subarray(from), {
        ...parsing(options.dialect),
        on_record: (record: string[], { bytes }) => {
          take(
            record,
            block.subarray(done, from + bytes),
            last && from + bytes >= block.length,
            state,
            options,
            pieces,
          );
          done = from + bytes;
        },
      });
      return block.length;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const waits = error.code === 'CSV_QUOTE_NOT_CLOSED' && !last && block.length - done <= options.most;
      if (waits) return done;
      from = done + damaged(block.subarray(done), error, state, options, pieces);
    }
  }
  return block.length;
}

function parsing({ delimiter, quoted, carriageReturns }: Dialect) {
  return {
    delimiter,
    quote: quoted ? '"' : null,
    record_delimiter: recordEnds(carriageReturns),
    relax_column_count: true,
    skip_empty_lines: true,
  } as const;
}

/** One whole record. `bytes` start with the empty lines before it. */
function take(
  cells: string[],
  bytes: Buffer,
  last: boolean,
  state: State,
  options: DelimitedOptions,
  pieces: Piece[],
): void {
  const { dialect, numberAt } = options;
  const line = state.line + countLines(bytes.subarray(0, blankBytes(bytes)), dialect);
  const lines = countLines(bytes, dialect);
  state.line += lines;
  if (state.skip > 0) {
    state.skip -= 1;
    return;
  }
  if (cells.every((cell) => cell.trim() === '')) return;
  const { names } = dialect;
  while (cells.length > names.length && cells.at(-1)?.trim() === '') cells.pop();
  const cut = last && !endsLine(bytes);
  if (options.fill && !cut) while (cells.length < names.length) cells.push('');
  const lastLine = Math.max(line, state.line - (endsLine(bytes) ? 1 : 0));
  if (cells.length !== names.length) {
    const number = cells[numberAt]?.trim();
    state.region.tell(pieces, {
      line,
      lastLine,
      column: null,
      number: looksLikeNumber(number) ? number : null,
      expected: cellsAsHeadings(names.length),
      came: cellsThatCame(cells, names.length, cut),
    });
    return;
  }
  const inside = lastLine > line && options.suspicious ? swallowed(cells, options) : [];
  if (inside.length > 0) {
    state.region.end(pieces);
    pieces.push(...inside.map((number) => swallowFlaw(number, line, lastLine)));
    return;
  }
  state.region.end(pieces);
  pieces.push({ line, names, cells });
}

function cellsThatCame(cells: readonly string[], wanted: number, cut: boolean): Told {
  const { length } = cells;
  if (length >= wanted) return { fr: `${length} cellules`, en: `${length} cells` };
  const last = shown(cells.at(-1) ?? '', 40);
  return {
    fr: `${length} cellules, la dernière «${last}»${cut ? ' : le fichier s’arrête au milieu de cette ligne' : ''}`,
    en: `${length} cells, the last one «${last}»${cut ? ': the file ends in the middle of this row' : ''}`,
  };
}

/** A record that csv-parse refuses: the line that it starts with is given up, unless it only holds a quote as a letter. */
function damaged(bytes: Buffer, error: CsvError, state: State, options: DelimitedOptions, pieces: Piece[]): number {
  const { dialect } = options;
  const blank = blankBytes(bytes);
  const found = bytes.indexOf(dialect.carriageReturns ? 13 : 10, blank);
  const length = found === -1 ? bytes.length : found + 1;
  const text = bytes
    .subarray(blank, length)
    .toString()
    .replace(/[\r\n]+$/, '');
  const cells = parse(text, { ...parsing(dialect), quote: null })[0] ?? [];
  const literal = error.code === 'INVALID_OPENING_QUOTE' && cells.every((cell) => !cell.startsWith('"'));
  if (literal) {
    take(cells, bytes.subarray(0, length), found === -1, state, options, pieces);
    return length;
  }
  const line = state.line + countLines(bytes.subarray(0, blank), dialect);
  state.line += countLines(bytes.subarray(0, length), dialect);
  if (state.skip > 0) {
    state.skip -= 1;
    return length;
  }
  const number = cells[options.numberAt]?.replaceAll('"', '').trim();
  state.region.tell(pieces, {
    line,
    lastLine: line,
    column: null,
    number: looksLikeNumber(number) ? number : null,
    expected: {
      fr: 'des guillemets autour de cellules entières, ceux de l’intérieur doublés (si cet export n’en met pas : «quotes: none»)',
      en: 'quotes around whole cells, those inside doubled (if this export quotes nothing: «quotes: none»)',
    },
    came:
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? {
            fr: `un guillemet que rien ne ferme : ${shown(text)}`,
            en: `a quote that nothing closes: ${shown(text)}`,
          }
        : { fr: `un guillemet au milieu d’une cellule : ${shown(text)}`, en: `a quote inside a cell: ${shown(text)}` },
  });
  return length;
}
