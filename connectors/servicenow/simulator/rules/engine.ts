import type { Random } from '@passerelle/connector';
import type { Access } from '../access/access.js';
import { system } from '../access/actor.js';
import type { Shape } from '../dictionary/dictionary.js';
import type { Quirks } from '../quirks.js';
import type { Database } from '../store/database.js';
import { cell, idOf, type Row } from '../store/row.js';
import { deniedByAcl, FailedAfterCommit, Refusal } from '../transport/refusal.js';
import type { ChoiceLists } from '../values/choice-list.js';
import { stamp } from '../values/instants.js';
import { createAuditor } from './auditor.js';
import { createAutomation } from './automation.js';
import { applyCatalogTaskRules, applyItemRules, applyRequestRules } from './catalog-rules.js';
import type { Act, BusinessRule, Change, JournalDraft } from './change.js';
import type { Conditions } from './conditions.js';
import { takeBody } from './draft.js';
import { applyIncidentRules, mirrorState } from './incident-rules.js';
import type { Notifier } from './notify.js';
import { createNumbers } from './numbers.js';
import { enforcePolicies } from './policies.js';
import { collision } from './collision.js';
import { applyTaskRules } from './task-rules.js';

type Body = Readonly<Record<string, unknown>>;

/** Writes records the way the tool does: coercion, rules, policies, journals, audit, and what follows. */
export interface Engine {
  insert(act: Act, shape: Shape, body: Body): Row;
  update(act: Act, shape: Shape, row: Row, body: Body): Row;
  remove(act: Act, shape: Shape, row: Row): void;
  /** A row as it is, without rules: base data, journal rows, clocks. */
  plant(table: string, values: Row, at: string, by: string): Row;
  /** One journal entry with its own author and instant; the ticket itself does not move. */
  enter(act: Act, shape: Shape, record: string, entry: JournalDraft, id?: string): Row;
}

export interface EngineParts {
  readonly database: Database;
  readonly choices: ChoiceLists;
  readonly access: Access;
  readonly quirks: Quirks;
  readonly conditions: Conditions;
  readonly notifier: Notifier;
  readonly rules: readonly BusinessRule[];
  readonly random: Random;
}

export function createEngine(parts: EngineParts): Engine {
  const { database, quirks, random, access } = parts;
  const numbers = createNumbers();
  let entered = 0;

  const plant = (table: string, values: Row, at: string, by: string): Row => {
    const shape = database.dictionary.known(table);
    const row: Row = {};
    for (const column of shape.columns.values()) {
      const value = values[column.name] ?? column.default ?? '';
      if (value !== '') row[column.name] = value;
    }
    row['sys_id'] = values['sys_id'] || random.hex(32);
    row['sys_created_on'] = values['sys_created_on'] || at;
    row['sys_created_by'] = values['sys_created_by'] || by;
    if (shape.columns.has('sys_updated_on')) {
      row['sys_updated_on'] = values['sys_updated_on'] || at;
      row['sys_updated_by'] = values['sys_updated_by'] || by;
      row['sys_mod_count'] = values['sys_mod_count'] || '0';
    }
    if (shape.classed) row['sys_class_name'] = values['sys_class_name'] || table;
    const number = values['number'];
    if (number) numbers.seen(shape, number);
    database.insert(table, row);
    return row;
  };

  const enter = (act: Act, shape: Shape, record: string, entry: JournalDraft, id = ''): Row => {
    const odd = quirks.journalName === 'sometimes-task' && ++entered % 7 === 0;
    const row = plant(
      'sys_journal_field',
      { sys_id: id, name: odd ? 'task' : shape.name, element: entry.element, element_id: record, value: entry.value },
      entry.at ?? act.stamp,
      entry.author ?? act.actor.userName,
    );
    if (act.visibleAt !== undefined) database.conceal(row, null, act.visibleAt);
    return row;
  };

  const auditor = createAuditor(database, plant, quirks.audit);
  const spawn = (table: string, values: Row, now: number): Row =>
    engine.insert(systemAct(now), database.dictionary.known(table), values);
  const automation = createAutomation(database, parts.conditions, { plant, spawn }, quirks.flowsCreateTasks);

  const before = (change: Change): void => {
    if (change.act.silent) return;
    const { shape } = change;
    if (shape.name === 'incident') mirrorState(change);
    if (shape.root === 'task') applyTaskRules(change);
    if (shape.name === 'incident') applyIncidentRules(change, quirks);
    if (shape.name === 'sc_request') applyRequestRules(change);
    if (shape.name === 'sc_req_item') applyItemRules(change, database);
    if (shape.name === 'sc_task') applyCatalogTaskRules(change, database);
    for (const rule of parts.rules) {
      if (rule.when !== 'before' || !shape.ancestors.includes(rule.table) || rule.run(change) !== 'abort') continue;
      throw new Refusal(
        403,
        'Operation Failed',
        `Operation against file '${shape.name}' was aborted by Business Rule '${rule.name}^${ruleId(database, rule.name)}'. Business Rule Stack:${rule.name}`,
      );
    }
    if (quirks.closeInfoPolicy) enforcePolicies(change, database, parts.conditions);
  };

  const after = (change: Change, row: Row): void => {
    if (change.act.silent) return;
    if (change.shape.root === 'task') {
      parts.notifier.send(change, row);
      automation.react(change, row);
    }
    for (const rule of parts.rules) {
      if (rule.when !== 'after' || !change.shape.ancestors.includes(rule.table) || rule.run(change) !== 'fail')
        continue;
      throw new FailedAfterCommit(500, 'Operation Failed', `Business Rule '${rule.name}' failed after the operation`);
    }
  };

  const engine: Engine = {
    plant,
    enter,
    insert(act, shape, body) {
      if (!act.trusted && !access.table(act.actor, shape, 'create')) throw deniedByAcl('Insert');
      const taken = takeBody(parts, act, shape, body, null);
      const draft = taken.values;
      const chosen = body['sys_id'];
      const id = typeof chosen === 'string' && chosen !== '' ? chosen.slice(0, 32) : random.hex(32);
      if (database.shelf(shape).get(id)) throw collision(quirks, shape, id);
      for (const column of shape.columns.values()) {
        if (draft[column.name] === undefined && column.default !== undefined) draft[column.name] = column.default;
      }
      draft['sys_id'] = id;
      stampNew(act, shape, draft);
      if (shape.table.prefix && shape.columns.has('number'))
        draft['number'] = numbers.assign(shape, cell(draft, 'number'));
      const change: Change = {
        shape,
        operation: 'insert',
        draft,
        previous: null,
        sent: taken.sent,
        entries: taken.entries,
        act,
      };
      before(change);
      const row = compact(draft);
      database.insert(shape.name, row);
      if (act.visibleAt !== undefined) database.conceal(row, null, act.visibleAt);
      for (const entry of taken.entries) enter(act, shape, id, entry);
      after(change, row);
      return row;
    },
    update(act, shape, row, body) {
      if (!act.trusted && !access.row(act.actor, shape, 'write', row)) throw deniedByAcl('Update');
      const taken = takeBody(parts, act, shape, body, row);
      const entries = keepEntries(act, shape, row, taken.entries);
      const draft: Row = { ...row, ...taken.values };
      const change: Change = { shape, operation: 'update', draft, previous: row, sent: taken.sent, entries, act };
      if (entries.length > 0 || differs(draft, row)) before(change);
      const changes = difference(draft, row);
      // A value that is already there is no change: neither the count nor the stamp moves.
      if (Object.keys(changes).length === 0 && entries.length === 0) return row;
      const previous = { ...row };
      if (!act.ownStamps) {
        changes['sys_updated_on'] = act.stamp;
        changes['sys_updated_by'] = act.actor.userName;
        changes['sys_mod_count'] = String(Number(cell(row, 'sys_mod_count') || 0) + 1);
      }
      if (act.visibleAt !== undefined) database.conceal(row, previous, act.visibleAt);
      database.update(shape.name, row, changes);
      for (const entry of entries) enter(act, shape, idOf(row), entry);
      if (!act.silent) auditor.updated(act, shape, row, previous, changes, entries);
      after({ ...change, previous }, row);
      return row;
    },
    remove(act, shape, row) {
      if (!act.trusted && !access.row(act.actor, shape, 'delete', row)) throw deniedByAcl('Delete');
      const change: Change = {
        shape,
        operation: 'delete',
        draft: { ...row },
        previous: row,
        sent: new Set(),
        entries: [],
        act,
      };
      for (const rule of act.silent ? [] : parts.rules) {
        if (rule.when === 'before' && shape.ancestors.includes(rule.table) && rule.run(change) === 'abort') {
          throw new Refusal(
            403,
            'Operation Failed',
            `Operation against file '${shape.name}' was aborted by Business Rule '${rule.name}^${ruleId(database, rule.name)}'. Business Rule Stack:${rule.name}`,
          );
        }
      }
      auditor.deleted(act, shape, row);
      database.remove(shape.name, row);
    },
  };

  const keepEntries = (act: Act, shape: Shape, row: Row, entries: readonly JournalDraft[]): readonly JournalDraft[] => {
    if (shape.name !== 'incident' || cell(row, 'state') !== '7' || quirks.closedJournal === 'stored') return entries;
    const stored = quirks.closedJournal === 'by-role' && (act.trusted || act.actor.roles.has('admin'));
    return stored ? entries : [];
  };
  return engine;
}

function stampNew(act: Act, shape: Shape, draft: Row): void {
  const own = (name: string, value: string): void => {
    if (shape.columns.has(name)) draft[name] = (act.ownStamps && draft[name]) || value;
  };
  own('sys_created_on', act.stamp);
  own('sys_created_by', act.actor.userName);
  own('sys_updated_on', act.ownStamps ? draft['sys_created_on'] || act.stamp : act.stamp);
  own('sys_updated_by', act.ownStamps ? draft['sys_created_by'] || act.actor.userName : act.actor.userName);
  if (shape.columns.has('sys_mod_count')) draft['sys_mod_count'] = '0';
  if (shape.classed) draft['sys_class_name'] = shape.name;
}

function compact(draft: Row): Row {
  const row: Row = {};
  for (const name in draft) if (draft[name]) row[name] = draft[name] as string;
  return row;
}

function differs(draft: Row, row: Row): boolean {
  for (const name in draft) if ((draft[name] ?? '') !== (row[name] ?? '')) return true;
  return false;
}

function difference(draft: Row, row: Row): Row {
  const changes: Row = {};
  for (const name in draft) if ((draft[name] ?? '') !== (row[name] ?? '')) changes[name] = draft[name] ?? '';
  return changes;
}

function ruleId(database: Database, name: string): string {
  const found = database.all('sys_script').find((row) => cell(row, 'name') === name);
  return found ? idOf(found) : '00000000000000000000000000000000';
}

export function systemAct(now: number): Act {
  return { actor: system, now, stamp: stamp(now), trusted: true, displayed: false, silent: false, ownStamps: false };
}
