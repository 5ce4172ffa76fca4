import type { Actor } from '../access/actor.js';
import type { Shape } from '../dictionary/dictionary.js';
import { cell, type Row } from '../store/row.js';

/** One transaction: who writes, when, and what of the tool's machinery it wakes. */
export interface Act {
  readonly actor: Actor;
  /** Milliseconds. */
  readonly now: number;
  readonly stamp: string;
  /** The tool's own jobs and installed scripts pass the access rules. */
  readonly trusted: boolean;
  readonly displayed: boolean;
  /** setWorkflow(false): no rules, mails, flows or SLA clocks. */
  readonly silent: boolean;
  /** autoSysFields(false): the record keeps the sys_ columns it brings. */
  readonly ownStamps: boolean;
  /** Others see the result from this instant on; undefined means at once. */
  readonly visibleAt?: number;
}

export interface JournalDraft {
  readonly element: string;
  readonly value: string;
  readonly author?: string;
  readonly at?: string;
}

/** A record on its way into the database. Rules before the write may change the draft. */
export interface Change {
  readonly shape: Shape;
  readonly operation: 'insert' | 'update' | 'delete';
  readonly draft: Row;
  readonly previous: Row | null;
  /** Columns that the caller sent and that were taken. */
  readonly sent: ReadonlySet<string>;
  readonly entries: readonly JournalDraft[];
  readonly act: Act;
}

export function moved(change: Change, column: string): boolean {
  return cell(change.draft, column) !== (change.previous ? cell(change.previous, column) : '');
}

export function becomes(change: Change, column: string, values: readonly string[]): boolean {
  return moved(change, column) && values.includes(cell(change.draft, column));
}

export function was(change: Change, column: string): string {
  return change.previous ? cell(change.previous, column) : '';
}

/** A business rule of the site. `abort` refuses the write, `fail` after it lets it stand and answers 500. */
export interface BusinessRule {
  readonly name: string;
  readonly table: string;
  readonly when: 'before' | 'after';
  run(change: Change): 'abort' | 'fail' | void;
}
