import type { Actor } from '../access/actor.js';
import type { Column } from '../dictionary/column.js';
import type { Shape } from '../dictionary/dictionary.js';
import type { Database } from '../store/database.js';
import { cell, idOf, type Row } from '../store/row.js';
import { compareText } from '../store/sorted-rows.js';
import { showInstant } from '../values/instants.js';

/** Entries of a record, oldest first; of the same second, the one written first. */
export function journalOf(database: Database, record: string, now?: number): readonly Row[] {
  const rows = database.where('sys_journal_field', 'element_id', record);
  const seen = now === undefined ? rows : rows.map((row) => database.visible(row, now)).filter((row) => row !== null);
  return [...seen].sort((a, b) => compareText(cell(a, 'sys_created_on'), cell(b, 'sys_created_on')));
}

/** Newest first: `<date> - <author> (<column label>)`, the text, an empty line; dates in the reader's zone and format. */
export function journalText(
  database: Database,
  row: Row,
  column: Column,
  shape: Shape,
  actor: Actor,
  now: number,
): string {
  const wanted = column.name === 'comments_and_work_notes' ? ['comments', 'work_notes'] : [column.name];
  return [...journalOf(database, idOf(row), now)]
    .reverse()
    .filter((entry) => wanted.includes(cell(entry, 'element')))
    .map((entry) => {
      const label = shape.columns.get(cell(entry, 'element'))?.label[actor.language] ?? '';
      const author = authorName(database, cell(entry, 'sys_created_by'));
      return `${showInstant(cell(entry, 'sys_created_on'), actor)} - ${author} (${label})\n${cell(entry, 'value')}\n\n`;
    })
    .join('');
}

function authorName(database: Database, userName: string): string {
  const [user] = database.where('sys_user', 'user_name', userName);
  return (user && cell(user, 'name')) || userName;
}
