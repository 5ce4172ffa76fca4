import type { Instance } from '../instance.js';
import type { Act } from '../rules/change.js';
import { cell, idOf, type Row } from '../store/row.js';
import { FailedAfterCommit, Refusal } from '../transport/refusal.js';
import { asText } from '../values/coerce.js';
import type { Outcome, Staging, TransformMap } from './staging.js';

export interface ImportedRow {
  readonly row: Row;
  readonly outcomes: readonly (Outcome & { readonly map: string })[];
}

export interface Importer {
  staging(name: string): Staging | undefined;
  /** A new import set; its sys_id and number. */
  open(instance: Instance, act: Act, staging: Staging): Row;
  /** Loads one row and runs the transform maps over it. */
  load(
    instance: Instance,
    act: Act,
    staging: Staging,
    set: Row,
    fields: Readonly<Record<string, unknown>>,
  ): ImportedRow;
  /** What became of a staging row, as long as it is kept. */
  result(rowId: string): ImportedRow | undefined;
  forget(rowId: string): void;
}

export function createImporter(stagings: readonly Staging[]): Importer {
  const byName = new Map(stagings.map((one) => [one.table.name, one]));
  const results = new Map<string, ImportedRow>();
  let sets = 10_000;
  let rows = 0;

  return {
    staging: (name) => byName.get(name),
    result: (rowId) => results.get(rowId),
    forget: (rowId) => void results.delete(rowId),
    open(instance, act, { table }) {
      sets++;
      const values = { number: `ISET${String(sets).padStart(7, '0')}`, table_name: table.name, state: 'processed' };
      return instance.engine.plant('sys_import_set', values, act.stamp, act.actor.userName);
    },
    load(instance, act, staging, set, fields) {
      const values: Row = { sys_import_set: idOf(set), sys_import_row: String(rows++) };
      for (const column of staging.table.columns) {
        // Text only: nested JSON ends as a Java map prints itself, with ":" turned into "=".
        if (column.name in fields) values[column.name] = asText(fields[column.name]).slice(0, column.length);
      }
      const row = instance.engine.plant(staging.table.name, values, act.stamp, act.actor.userName);
      const outcomes = staging.maps.map((map) => ({ ...transform(instance, act, map, row), map: map.name }));
      const worst = outcomes.find((one) => one.status === 'error') ?? outcomes[0];
      instance.database.update(staging.table.name, row, {
        sys_import_state: worst?.status ?? 'pending',
        sys_import_state_comment: worst?.message ?? '',
        sys_target_table: worst?.table ?? '',
        sys_target_sys_id: worst?.sysId ?? '',
      });
      const imported = { row, outcomes };
      results.set(idOf(row), imported);
      return imported;
    },
  };
}

/** A transform that fails is a status in the answer, not an HTTP error. */
function transform(instance: Instance, act: Act, map: TransformMap, row: Row): Outcome {
  try {
    return map.script ? map.script(instance, act, row) : byFieldMap(instance, act, map, row);
  } catch (error) {
    if (!(error instanceof Refusal) || error instanceof FailedAfterCommit) throw error;
    return { status: 'error', table: map.target, message: error.detail ?? error.title };
  }
}

function byFieldMap(instance: Instance, act: Act, map: TransformMap, row: Row): Outcome {
  const { database, engine } = instance;
  const shape = database.dictionary.known(map.target);
  const values: Row = {};
  for (const [from, to] of Object.entries(map.fields)) if (cell(row, from) !== '') values[to] = cell(row, from);
  if (Object.keys(values).length === 0)
    return { status: 'ignored', table: map.target, message: 'No field values to map' };
  const trusted = { ...act, trusted: true };
  const found = database
    .all(map.target)
    .find(
      (one) =>
        map.coalesce.length > 0 &&
        map.coalesce.every(
          (column) => values[column] !== undefined && cell(one, column).toLowerCase() === values[column].toLowerCase(),
        ),
    );
  if (!found) return { status: 'inserted', table: map.target, sysId: idOf(engine.insert(trusted, shape, values)) };
  const before = cell(found, 'sys_mod_count');
  engine.update(trusted, shape, found, values);
  const status = cell(found, 'sys_mod_count') === before ? 'ignored' : 'updated';
  return { status, table: map.target, sysId: idOf(found) };
}
