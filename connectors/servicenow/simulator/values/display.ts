import type { Actor } from '../access/actor.js';
import type { Column } from '../dictionary/column.js';
import type { Shape } from '../dictionary/dictionary.js';
import type { Database } from '../store/database.js';
import { cell, type Row } from '../store/row.js';
import type { ChoiceLists } from './choice-list.js';
import type { Place } from './render.js';
import { showDuration } from './durations.js';
import { showDate, showInstant } from './instants.js';

export interface Shown {
  readonly database: Database;
  readonly choices: ChoiceLists;
  readonly places: WeakMap<Actor, Map<string, readonly Place[]>>;
  /** The text of a journal column, newest entry first. */
  journalText(row: Row, column: Column, shape: Shape, actor: Actor): string;
}

/** The text a user sees for a stored value. */
export function showValue(shown: Shown, shape: Shape, column: Column, row: Row, actor: Actor): string {
  const value = cell(row, column.name);
  if (column.kind === 'journal_input' || column.name === 'comments_and_work_notes') {
    return shown.journalText(row, column, shape, actor);
  }
  // Recorded of the empty sla_due of a closed incident; due_date, of another type, stays empty.
  if (value === '') return column.kind === 'due_date' ? 'UNKNOWN' : '';
  if (column.choice) return shown.choices.label(shape, column, value, actor.language) ?? value;
  switch (column.kind) {
    case 'glide_date_time':
    case 'due_date':
      return showInstant(value, actor);
    case 'glide_date':
      return showDate(value, actor);
    case 'glide_duration':
    case 'timer':
      return showDuration(value, actor.language);
    case 'integer':
      return value.replace(/\B(?=(\d{3})+$)/g, ',');
    case 'reference':
      return shown.database.display(column.reference ?? '', value);
    case 'domain_id':
      return value === 'global' ? 'global' : shown.database.display('sys_user_group', value);
    case 'glide_list':
      return value
        .split(',')
        .map((id) => shown.database.display(column.reference ?? '', id) || id)
        .join(', ');
    case 'sys_class_name':
      return shown.database.dictionary.shape(value)?.table.label[actor.language] ?? value;
    case 'string':
    case 'html':
    case 'conditions':
    case 'email':
    case 'url':
    case 'decimal':
    case 'currency':
    case 'boolean':
    case 'journal_list':
    case 'password2':
    case 'domain_path':
    case 'GUID':
      return value;
  }
}
