import type { DatabaseSync } from 'node:sqlite';
import type { FormDatabase, FormRow } from '../database/port.js';
import type { Tool } from './state.js';

/**
 * The tables as a read-only account sees them, behind real SQL: what the connector asks is run, not guessed at. SQLite stands
 * in for MariaDB; the questions keep to what both understand.
 */
export function databaseOf(tool: Tool, prefix = 'hesk_'): FormDatabase & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    query(sql, params) {
      asked.push(sql);
      if (/^SET /i.test(sql)) return Promise.resolve([]);
      const now = /^SELECT UTC_TIMESTAMP\(\) AS (\w+)$/.exec(sql)?.[1];
      if (now) return Promise.resolve([{ [now]: stamp(tool.clock.now().getTime()) }]);
      const database = filled(tool, prefix);
      try {
        return Promise.resolve(database.prepare(sql).all(...(params as (string | number)[])) as FormRow[]);
      } catch (error) {
        return Promise.reject(error as Error);
      } finally {
        database.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function filled(tool: Tool, prefix: string): DatabaseSync {
  const { quirks, tables } = tool;
  const old = quirks.profile === '3.4';
  // Only when it is asked for: Node announces this module to everybody who loads it.
  const { DatabaseSync: Memory } = process.getBuiltinModule('node:sqlite');
  const database = new Memory(':memory:');
  const fill = (
    table: string,
    columns: readonly string[],
    rows: readonly (readonly (string | number | null)[])[],
  ): void => {
    database.exec(`CREATE TABLE ${prefix}${table} (${columns.map((name) => `"${name}"`).join(', ')})`);
    const insert = database.prepare(`INSERT INTO ${prefix}${table} VALUES (${columns.map(() => '?').join(', ')})`);
    for (const row of rows) insert.run(...row);
  };
  const customs = quirks.customFields.map(({ n }) => n);
  fill(
    'tickets',
    [
      'id',
      'trackid',
      ...(old ? ['name', 'email'] : ['u_name', 'u_email']),
      'category',
      'priority',
      'subject',
      'message',
      'dt',
      'lastchange',
      'status',
      'openedby',
      'replies',
      'owner',
      'locked',
      'attachments',
      'merged',
      'due_date',
      'closedat',
      'history',
      ...customs.map((n) => `custom${n}`),
    ],
    [...tables.tickets.values()].map((ticket) => [
      ticket.id,
      ticket.trackid,
      ticket.name,
      ticket.email,
      ticket.category,
      ticket.priority,
      ticket.subject,
      ticket.message,
      ticket.spoilt ? '0000-00-00 00:00:00' : stamp(ticket.dt),
      stamp(ticket.lastchange),
      ticket.status,
      ticket.openedby,
      ticket.replies,
      ticket.owner,
      ticket.locked ? '1' : '0',
      ticket.attachments,
      ticket.merged,
      // Local midnight of the site, so the evening before in UTC.
      ticket.due === null ? null : stamp(ticket.due),
      ticket.closedat === null ? null : stamp(ticket.closedat),
      ticket.history.join(''),
      ...customs.map((n) => ticket.custom.get(n) ?? ''),
    ]),
  );
  fill(
    'replies',
    ['id', 'replyto', ...(old ? ['name'] : ['customer_id']), 'message', 'dt', 'attachments', 'staffid', 'read'],
    [...tables.replies.values()].map((reply) => [
      reply.id,
      reply.replyto,
      old ? reply.name : reply.staffid === 0 ? reply.replyto : null,
      reply.message,
      stamp(reply.dt),
      reply.attachments,
      reply.staffid,
      reply.read ? '1' : '0',
    ]),
  );
  fill(
    'notes',
    ['id', 'ticket', 'who', 'dt', 'message', 'attachments'],
    [...tables.notes.values()].map((note) => [
      note.id,
      note.ticket,
      note.who,
      stamp(note.dt),
      note.message,
      note.attachments,
    ]),
  );
  fill(
    'attachments',
    ['att_id', 'ticket_id', 'saved_name', 'real_name', 'size', 'type'],
    [...tables.files.values()].map((file) => [
      file.id,
      file.trackid,
      `${file.trackid}_x`,
      file.name,
      file.bytes.length,
      file.kind === 'note' ? '1' : '0',
    ]),
  );
  fill(
    'categories',
    ['id', 'name', 'type'],
    tables.categories.map(({ id, name, isPrivate }) => [id, name, isPrivate ? '1' : '0']),
  );
  fill(
    'users',
    ['id', 'user', 'name', 'email', 'isadmin', 'categories'],
    tables.users.map((user) => [
      user.id,
      user.user,
      user.name,
      user.email,
      user.isAdmin ? '1' : '0',
      user.categories.join(','),
    ]),
  );
  fill(
    'custom_statuses',
    ['id', 'name', 'color', 'can_customers_change'],
    quirks.customStatuses.map(({ id, name, color, customersCanChange }) => [
      id,
      JSON.stringify({ Français: name, English: name }),
      color,
      customersCanChange ? '1' : '0',
    ]),
  );
  fill(
    'custom_fields',
    ['id', 'use', 'type', 'name'],
    quirks.customFields.map(({ n, kind, label }) => [n, '1', kind, JSON.stringify({ Français: label })]),
  );
  if (!old) {
    fill(
      'custom_priorities',
      ['id', 'name'],
      quirks.customPriorities.map(({ id, name }) => [id, JSON.stringify({ Français: name })]),
    );
    fill(
      'customers',
      ['id', 'name', 'email'],
      [...tables.tickets.values()].map(({ id, name, email }) => [id, name, email]),
    );
    fill(
      'ticket_to_customer',
      ['ticket_id', 'customer_id', 'customer_type'],
      [...tables.tickets.values()].map(({ id }) => [id, id, 'REQUESTER']),
    );
  }
  return database;
}
