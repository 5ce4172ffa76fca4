import type { Access } from '../access/access.js';
import type { Column } from '../dictionary/column.js';
import type { Shape } from '../dictionary/dictionary.js';
import type { Quirks } from '../quirks.js';
import type { Database } from '../store/database.js';
import { cell, type Row } from '../store/row.js';
import type { ChoiceLists } from '../values/choice-list.js';
import { asText, coerce } from '../values/coerce.js';
import type { Act, JournalDraft } from './change.js';

export interface Taken {
  /** Values as they will be stored. */
  readonly values: Row;
  readonly sent: ReadonlySet<string>;
  readonly entries: readonly JournalDraft[];
}

export interface Taking {
  readonly database: Database;
  readonly choices: ChoiceLists;
  readonly access: Access;
  readonly quirks: Quirks;
}

/** What remains of a body: unknown, read-only and forbidden columns and values outside their list are gone, without a word. */
export function takeBody(
  taking: Taking,
  act: Act,
  shape: Shape,
  body: Readonly<Record<string, unknown>>,
  previous: Row | null,
): Taken {
  const values: Row = {};
  const sent = new Set<string>();
  const entries: JournalDraft[] = [];
  const reading = { database: taking.database, actor: act.actor, displayed: act.displayed };
  const dependents: Column[] = [];

  for (const name of Object.keys(body)) {
    const column = shape.columns.get(name);
    if (!column || column.kind === 'journal_list' || (column.readOnly && !act.ownStamps)) continue;
    if (!act.trusted && !taking.access.column(act.actor, shape, name, 'write')) continue;
    if (column.kind === 'journal_input') continue;
    if (column.choice && column.choice !== 2 && !act.ownStamps) {
      if (column.dependent) dependents.push(column);
      else take(column, chosen(taking, act, shape, column, asText(body[name]), ''));
    } else take(column, coerce(reading, column, body[name]));
  }
  // A choice that depends on another is checked against that one's new value.
  for (const column of dependents) {
    const parent = values[column.dependent ?? ''] ?? defaulted(shape, column.dependent ?? '', previous);
    take(column, chosen(taking, act, shape, column, asText(body[column.name]), parent));
  }
  // Recorded of a comment and a work note saved together: read newest first, the comment stands before the work note.
  for (const element of ['work_notes', 'comments']) {
    const column = shape.columns.get(element);
    const text = asText(body[element]);
    if (!column || text === '') continue;
    if (act.trusted || taking.access.column(act.actor, shape, element, 'write')) entries.push({ element, value: text });
  }
  return { values, sent, entries };

  function take(column: Column, value: string | null): void {
    if (value === null) return;
    values[column.name] = value;
    sent.add(column.name);
  }
}

function defaulted(shape: Shape, name: string, previous: Row | null): string {
  return previous ? cell(previous, name) : (shape.columns.get(name)?.default ?? '');
}

/** Null: the value is dropped. */
function chosen(taking: Taking, act: Act, shape: Shape, column: Column, text: string, parent: string): string | null {
  const { choices, quirks } = taking;
  const cut = text.slice(0, column.length);
  const value = act.displayed ? (choices.resolve(shape, column, cut) ?? cut) : cut;
  if (quirks.allowUnknownChoices || choices.admits(shape, column, value, parent)) return value;
  return value === '' && quirks.emptyClearsChoices ? value : null;
}
