import { staging, type Outcome } from './api/staging.js';
import type { Shape } from './dictionary/dictionary.js';
import type { Instance } from './instance.js';
import type { Act, JournalDraft } from './rules/change.js';
import { closedStates } from './rules/task-rules.js';
import { cell, idOf, type Row } from './store/row.js';
import { CompanionPayload } from './companion-payload.js';

/**
 * The companion: an import set table and a transform map that an administrator may install, for what REST cannot do:
 * real dates and authors, and silence (setWorkflow(false), autoSysFields(false), rows put into sys_journal_field).
 *
 * Staging table `u_passerelle_import`; POST /api/now/import/u_passerelle_import needs role `u_passerelle`.
 *
 * | column    | holds |
 * |-----------|-------|
 * | u_kind    | `create`, `update`, `append` or `attach` |
 * | u_table   | incident, sc_request, sc_req_item or sc_task; nothing else is written |
 * | u_sys_id  | 32 hex: the id the record has, or shall have |
 * | u_key     | idempotency key; on create it is kept as correlation_id unless `fields` names one |
 * | u_payload | JSON as one string (a nested object would be stored as `{k=v}`): see companion-payload.ts |
 *
 * What each kind does:
 * - create: inserts the record under u_sys_id with `fields` as given, then its entries. If the id, or the key as
 *   correlation_id, exists already, no field is touched; entries that are missing are added (`updated`) or none is (`ignored`).
 * - update: sets `fields` on the record; `ignored` when all are there already.
 * - append: adds `entries`; one whose `id` exists already is passed over; `ignored` when all were.
 * - attach: `attachment` (already uploaded through the Attachment API) gets `author` and `at`.
 *
 * The script computes what no rule does any more, where `fields` is silent: incident_state from state, priority from
 * impact and urgency (incident), active from state, task_effective_number, the number. sys_mod_count is 0 on create and
 * left alone later; sys_updated_on moves only when `fields` names it, so a watermark does not see these writes.
 * Neither choices, references nor data policies are checked. Each entry also leaves a sys_audit row for the activity stream.
 * The answer is an import set's: 201 with status inserted, updated, ignored or error, and error_message.
 * Property `u_passerelle.companion.version` says that it is installed.
 */
export const companionTable = 'u_passerelle_import';
export const companionVersion = '1';
export const companionTables: readonly string[] = ['incident', 'sc_request', 'sc_req_item', 'sc_task'];

export const companionStaging = staging(
  companionTable,
  'Passerelle import',
  {
    u_kind: ['Kind', 40],
    u_table: ['Table', 80],
    u_sys_id: ['Sys ID', 32],
    u_key: ['Key', 100],
    u_payload: ['Payload', 1_000_000],
  },
  [{ name: 'Passerelle', target: 'task', coalesce: [], fields: {}, script: transform }],
);

function transform(instance: Instance, act: Act, staged: Row): Outcome {
  const table = cell(staged, 'u_table');
  const failed = (message: string): Outcome => ({ status: 'error', table: table || 'task', message });
  if (!companionTables.includes(table))
    return { ...failed(`Table ${table} is not open to this import`), table: 'task' };
  const read = CompanionPayload.safeParse(parsed(cell(staged, 'u_payload')));
  if (!read.success) return failed(`u_payload: ${read.error.issues.map((one) => one.message).join('; ')}`);
  const quiet: Act = { ...act, trusted: true, displayed: false, silent: true, ownStamps: true };
  const shape = instance.database.dictionary.known(table);
  const work: Work = { instance, act: quiet, shape, staged, payload: read.data };
  switch (cell(staged, 'u_kind')) {
    case 'create':
      return create(work);
    case 'update':
      return onRecord(work, (row) => update(work, row), failed);
    case 'append':
      return onRecord(work, (row) => addEntries(work, row) > 0, failed);
    case 'attach':
      return attach(work, failed);
    default:
      return failed(`u_kind ${cell(staged, 'u_kind')} is none of create, update, append, attach`);
  }
}

interface Work {
  readonly instance: Instance;
  readonly act: Act;
  readonly shape: Shape;
  readonly staged: Row;
  readonly payload: CompanionPayload;
}
type Failed = (message: string) => Outcome;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function find({ instance, shape, staged }: Work): Row | undefined {
  const id = cell(staged, 'u_sys_id');
  const byId = id === '' ? undefined : instance.database.find(shape.name, id);
  const key = cell(staged, 'u_key');
  return byId ?? (key === '' ? undefined : instance.database.where(shape.name, 'correlation_id', key)[0]);
}

function create(work: Work): Outcome {
  const { instance, act, shape, staged, payload } = work;
  const known = find(work);
  if (known) {
    const added = addEntries(work, known);
    return { status: added > 0 ? 'updated' : 'ignored', table: shape.name, sysId: idOf(known) };
  }
  const fields: Row = { ...payload.fields, sys_id: cell(staged, 'u_sys_id') };
  fields['correlation_id'] ??= cell(staged, 'u_key');
  fields['opened_by'] ??= act.actor.sysId;
  fields['opened_at'] ??= fields['sys_created_on'] ?? act.stamp;
  derive(shape, fields, {});
  const row = instance.engine.insert(act, shape, fields);
  instance.database.update(shape.name, row, { task_effective_number: cell(row, 'number') });
  addEntries(work, row);
  return { status: 'inserted', table: shape.name, sysId: idOf(row) };
}

function onRecord(work: Work, write: (row: Row) => boolean, failed: Failed): Outcome {
  const row = find(work);
  if (!row) return failed(`No ${work.shape.name} with sys_id ${cell(work.staged, 'u_sys_id')}`);
  return { status: write(row) ? 'updated' : 'ignored', table: work.shape.name, sysId: idOf(row) };
}

function update(work: Work, row: Row): boolean {
  const fields: Row = { ...work.payload.fields };
  delete fields['sys_id'];
  derive(work.shape, fields, row);
  const before = JSON.stringify(row);
  work.instance.engine.update(work.act, work.shape, row, fields);
  return JSON.stringify(row) !== before;
}

/** What the silenced rules would have computed. */
function derive(shape: Shape, fields: Row, row: Row): void {
  const state = fields['state'];
  if (state !== undefined) {
    if (shape.name === 'incident') fields['incident_state'] ??= state;
    fields['active'] ??= (closedStates[shape.name] ?? closedStates['task'] ?? []).includes(state) ? 'false' : 'true';
  }
  if (shape.name !== 'incident' || (fields['impact'] === undefined && fields['urgency'] === undefined)) return;
  const impact = Number(fields['impact'] ?? (cell(row, 'impact') || 3));
  const urgency = Number(fields['urgency'] ?? (cell(row, 'urgency') || 3));
  fields['priority'] ??= String(impact + urgency - 1);
}

function addEntries({ instance, act, shape, payload }: Work, row: Row): number {
  let added = 0;
  for (const entry of payload.entries) {
    if (entry.id !== undefined && instance.database.find('sys_journal_field', entry.id)) continue;
    const draft: JournalDraft = { element: entry.element, value: entry.value, author: entry.author, at: entry.at };
    instance.engine.enter(act, shape, idOf(row), draft, entry.id);
    const audit = {
      tablename: shape.name,
      documentkey: idOf(row),
      fieldname: entry.element,
      newvalue: entry.value.slice(0, 4000),
    };
    instance.engine.plant(
      'sys_audit',
      { ...audit, user: entry.author, reason: 'JOURNAL FIELD ADDITION' },
      entry.at,
      entry.author,
    );
    added++;
  }
  return added;
}

function attach({ instance, shape, staged, payload }: Work, failed: Failed): Outcome {
  const { attachment } = payload;
  const row = attachment && instance.database.find('sys_attachment', attachment.id);
  if (!row || cell(row, 'table_sys_id').toLowerCase() !== cell(staged, 'u_sys_id').toLowerCase()) {
    return failed(`No attachment ${attachment?.id ?? ''} on ${shape.name} ${cell(staged, 'u_sys_id')}`);
  }
  const same = cell(row, 'sys_created_by') === attachment.author && cell(row, 'sys_created_on') === attachment.at;
  instance.database.update('sys_attachment', row, { sys_created_by: attachment.author, sys_created_on: attachment.at });
  return { status: same ? 'ignored' : 'updated', table: 'sys_attachment', sysId: idOf(row) };
}
