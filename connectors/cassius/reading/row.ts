import type { Told } from '@passerelle/connector';

/** A reference or choice of an unload: what the database holds and what people see. */
export interface Shown {
  readonly value: string;
  readonly display: string | null;
}

/** Dates are sheet cells: a wall clock's time written as if it were UTC. */
export type Cell = string | Date | Shown | null;

/** One record of a file, and where it stands. Rows of one layout share the `names` array itself. */
export interface Row {
  readonly line: number;
  readonly names: readonly string[];
  readonly cells: readonly Cell[];
  /** In an XML unload, the table that the record is of. */
  readonly table?: string;
}

/** A place that cannot be read as a row. */
export interface Flaw {
  readonly line: number;
  readonly lastLine: number;
  readonly column: string | null;
  readonly number: string | null;
  readonly expected: Told;
  readonly came: Told;
}

export type Piece = Row | Flaw;

export function isFlaw(piece: Piece): piece is Flaw {
  return 'expected' in piece;
}

/** Rows come in handfuls: one turn of the event loop for each would cost more than reading it. */
export type Pieces = AsyncIterable<readonly Piece[]>;

/** Something that may be a ticket's number: short, without blanks, with a digit in it. Used on damaged rows only. */
export function looksLikeNumber(text: string | null | undefined): text is string {
  return typeof text === 'string' && text.length <= 40 && /^[\p{L}\p{N}._/#-]*\p{N}[\p{L}\p{N}._/#-]*$/u.test(text);
}
