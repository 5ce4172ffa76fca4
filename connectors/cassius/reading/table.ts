import type { Told } from '@passerelle/connector';
import type { Delimiter } from './dialect.js';
import type { Encoding } from './encoding.js';
import type { Flaw, Pieces, Row } from './row.js';
import type { SheetLimits } from './sheet.js';

/** A file, or a part of one, that can be read row by row. */
export interface Table {
  /** For people: `liste.csv`, `liste.xlsx (feuille «Demandes»)`. */
  readonly label: string;
  readonly unit: 'ligne' | 'enregistrement';
  /** What it was detected as: `CSV, UTF-8, «;»`. */
  readonly form: Told;
  /** An unload holds what the database holds, a table what a list showed. */
  readonly kind: 'table' | 'unload';
  /** In an XML unload, the table whose records these are. */
  readonly of: string | null;
  /** Whether a bare number in a date column is a day of Excel's calendar. */
  readonly serials: boolean;
  /** Headings; of an unload, those of the records that were looked at. */
  readonly names: readonly string[];
  /** Opens the file anew. */
  pieces(signal?: AbortSignal): Pieces;
  /** Whether texts may hold U+FFFD that was there before: what cannot be decoded here is damage. */
  readonly spoiled: boolean;
  /** Letters that cannot be what was written. */
  damageIn(row: Row): Flaw | null;
}

export interface OpenOptions {
  readonly encoding: Encoding | 'auto';
  readonly delimiter: Delimiter | 'auto';
  readonly quotes: 'check' | 'trust' | 'none';
  readonly fill: boolean;
  readonly limits: SheetLimits & { readonly record: number };
  /** How many of these names are headings that are ours. */
  readonly known: (names: readonly string[]) => number;
  /** Which of these names heads the ticket's number; -1 where none does. */
  readonly numberAt: (names: readonly string[]) => number;
}

/** A file that is no table at all, or a larger one than is read. It says what was expected, what came and what to do. */
export class UnreadableFile extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told.en);
    this.told = told;
  }
}
