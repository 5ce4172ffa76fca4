import type { Actor } from './access/actor.js';
import type { Shape } from './dictionary/dictionary.js';
import type { Instance } from './instance.js';
import type { Act } from './rules/change.js';
import { journalOf } from './rules/journal.js';
import { idOf, type Row } from './store/row.js';
import { stamp } from './values/instants.js';

type Values = Readonly<Record<string, string>>;

/** A person at the tool's own screen: rules fire, mails go out, the stamps name them. */
export interface Person {
  create(table: string, values: Values): Row;
  update(table: string, id: string, values: Values): Row;
  comment(id: string, text: string): void;
  workNote(id: string, text: string): void;
  /** By sys_id of the group and, if any, of the agent. */
  assign(id: string, group: string, agent?: string): void;
  resolve(id: string, code: string, notes: string): void;
  close(id: string): void;
  attach(id: string, name: string, bytes: Buffer, type?: string): Row;
  remove(id: string): void;
}

export interface JournalRow {
  readonly id: string;
  readonly element: string;
  readonly value: string;
  /** user_name */
  readonly author: string;
  /** UTC, as stored. */
  readonly at: string;
}

export interface Actors {
  as(userName: string): Person;
  records(table: string): readonly Readonly<Row>[];
  record(table: string, id: string): Readonly<Row> | undefined;
  /** Oldest first. */
  journal(id: string): readonly JournalRow[];
  attachmentsOf(id: string): readonly { readonly row: Readonly<Row>; readonly bytes: Buffer }[];
  /** The first record of a table whose column holds exactly this value. */
  findBy(table: string, column: string, value: string): Readonly<Row> | undefined;
}

export function createActors(instance: Instance): Actors {
  const { database } = instance;

  const actOf = (actor: Actor): Act => {
    const now = instance.clock.now().getTime();
    instance.jobs.runDue(now);
    const lag = instance.quirks.commitLag;
    return {
      actor,
      now,
      stamp: stamp(now),
      trusted: true,
      displayed: false,
      silent: false,
      ownStamps: false,
      ...(lag > 0 ? { visibleAt: now + lag } : {}),
    };
  };

  const ticket = (id: string): { row: Row; shape: Shape } => {
    const row = database.find('task', id);
    if (!row) throw new Error(`servicenow simulator: no task ${id}; create it first`);
    return { row, shape: database.shapeOf(row, 'task') };
  };

  return {
    as(userName) {
      const actor = instance.accounts.actor(userName);
      if (!actor) throw new Error(`servicenow simulator: no user ${userName}; seed it with "users"`);
      const change = (id: string, values: Values): Row => {
        const { row, shape } = ticket(id);
        return instance.engine.update(actOf(actor), shape, row, values);
      };
      return {
        create: (table, values) => instance.engine.insert(actOf(actor), database.dictionary.known(table), values),
        update(table, id, values) {
          const row = database.find(table, id);
          if (!row) throw new Error(`servicenow simulator: no ${table} ${id}`);
          return instance.engine.update(actOf(actor), database.shapeOf(row, table), row, values);
        },
        comment: (id, text) => void change(id, { comments: text }),
        workNote: (id, text) => void change(id, { work_notes: text }),
        assign: (id, group, agent) =>
          void change(id, { assignment_group: group, ...(agent === undefined ? {} : { assigned_to: agent }) }),
        resolve: (id, code, notes) => void change(id, { state: '6', close_code: code, close_notes: notes }),
        close: (id) => void change(id, { state: ticket(id).shape.name === 'incident' ? '7' : '3' }),
        attach(id, name, bytes, type = 'application/octet-stream') {
          const { shape } = ticket(id);
          return instance.files.add(actOf(actor), { table: shape.name, record: id, name, type, bytes });
        },
        remove(id) {
          const { row, shape } = ticket(id);
          instance.engine.remove(actOf(actor), shape, row);
        },
      };
    },
    records: (table) => database.all(table),
    record: (table, id) => database.find(table, id),
    journal: (id) =>
      journalOf(database, id).map((row) => ({
        id: idOf(row),
        element: row['element'] ?? '',
        value: row['value'] ?? '',
        author: row['sys_created_by'] ?? '',
        at: row['sys_created_on'] ?? '',
      })),
    attachmentsOf: (id) =>
      database
        .where('sys_attachment', 'table_sys_id', id)
        .map((row) => ({ row, bytes: instance.files.bytes(idOf(row)) })),
    findBy(table, column, value) {
      const shelf = database.shelf(database.dictionary.known(table));
      const rows = shelf.indexed(column) ? database.where(table, column, value) : database.all(table);
      return rows.find((row) => row[column] === value);
    },
  };
}
