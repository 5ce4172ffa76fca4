import type { BrokenPiece, NativeAttachment, NativeEntry, Told } from '@passerelle/connector';

/** What stands beside the list: journal lines and attachments, found by their ticket. */
export interface Beside {
  /** `keys` are what the ticket is known by: its number, and its sys_id where it has one. */
  of(keys: readonly string[]): Belongings;
  /** Pieces that could not be read, from the `from`-th on. */
  broken(from: number, most: number): readonly BrokenPiece[];
  readonly brokenCount: number;
  /** Journal lines and files of all tickets. */
  readonly lineCount: number;
  /** What was read and should be known. */
  readonly remarks: readonly Told[];
  /** Keys that lines or files stand under, with how many. */
  keys(): Iterable<{ readonly key: string; readonly entries: number; readonly attachments: number }>;
}

export interface Belongings {
  /** Oldest first. */
  readonly entries: readonly NativeEntry[];
  readonly attachments: readonly NativeAttachment[];
  /** All of it, with the sizes and times of the files, as text for the ticket's version; empty where nothing belongs. */
  readonly said: string;
  /** Ids that stand on lines of different content; the first line is taken. */
  readonly clashes: readonly string[];
  /** How many journal lines and files this came from. */
  readonly lines: number;
}

export const nothingBelongs: Belongings = { entries: [], attachments: [], said: '', clashes: [], lines: 0 };
