import type { Quirks } from '../quirks.js';
import type { Database } from '../store/database.js';
import { cell, idOf, type Row } from '../store/row.js';
import type { Change } from './change.js';
import type { Conditions } from './conditions.js';
import { eventsOf } from './events.js';
import type { Mail } from './mail.js';

export interface Notifier {
  readonly mailbox: Mail[];
  send(change: Change, row: Row): void;
}

export function createNotifier(database: Database, conditions: Conditions, quirks: Quirks): Notifier {
  const mailbox: Mail[] = [];
  const told = new WeakSet<Row>();

  /** The default 1 stands on every incident of every recorded instance, so by itself it cannot be what silences them. */
  const silenced = (row: Row): boolean => cell(row, 'notify') === '1' && (quirks.notify === 'guards' || told.has(row));

  const addresses = (change: Change, row: Row, notification: Row): ReadonlySet<string> => {
    const users = new Set<string>(cell(notification, 'recipient_users').split(','));
    const groups = new Set<string>(cell(notification, 'recipient_groups').split(','));
    for (const name of cell(notification, 'recipient_fields').split(',').filter(Boolean)) {
      const target = change.shape.columns.get(name)?.reference;
      for (const id of cell(row, name).split(',')) (target === 'sys_user_group' ? groups : users).add(id);
    }
    const mails = new Set<string>();
    for (const id of groups) {
      const group = id && database.find('sys_user_group', id);
      if (!group) continue;
      if (cell(group, 'email')) mails.add(cell(group, 'email'));
      if (cell(group, 'include_members') === 'false') continue;
      for (const member of database.where('sys_user_grmember', 'group', id)) users.add(cell(member, 'user'));
    }
    for (const id of users) {
      const user = id && database.find('sys_user', id);
      if (!user || cell(user, 'active') !== 'true' || cell(user, 'notification') === '1') continue;
      if (id === change.act.actor.sysId && cell(notification, 'send_self') !== 'true') continue;
      if (cell(user, 'email')) mails.add(cell(user, 'email'));
    }
    return mails;
  };

  return {
    mailbox,
    send(change, row) {
      if (change.sent.has('notify')) {
        if (cell(row, 'notify') === '1') told.add(row);
        else told.delete(row);
      }
      const events = eventsOf(change);
      if (events.length === 0) return;
      for (const table of change.shape.ancestors) {
        for (const notification of database.where('sysevent_email_action', 'collection', table)) {
          const event = cell(notification, 'event_name');
          if (cell(notification, 'active') !== 'true' || !events.includes(event)) continue;
          const condition = cell(notification, 'condition');
          const guarded = quirks.notify !== 'ignored' && condition.includes(notifyGuard);
          if (guarded && silenced(row)) continue;
          if (!conditions(guarded ? condition.replace(notifyGuard, '') : condition, change.shape, row)) continue;
          for (const to of addresses(change, row, notification)) {
            mailbox.push({
              to,
              subject: fill(cell(notification, 'subject'), row),
              notification: cell(notification, 'name'),
              event,
              table: change.shape.name,
              record: idOf(row),
              number: cell(row, 'number'),
              body: bodyOf(change, row, event),
              at: change.act.stamp,
            });
          }
        }
      }
    },
  };
}

/** The term in a notification's condition that makes it mind `notify`; how far it holds is the switch of that name. */
export const notifyGuard = 'notify!=1';

function fill(subject: string, row: Row): string {
  return subject.replace(/\$\{(\w+)\}/g, (_, name: string) => cell(row, name));
}

function bodyOf(change: Change, row: Row, event: string): string {
  const element = event.endsWith('.worknoted') ? 'work_notes' : 'comments';
  const said = change.entries.filter((entry) => entry.element === element).map((entry) => entry.value);
  return [cell(row, 'short_description'), ...said, event.endsWith('.resolved') ? cell(row, 'close_notes') : '']
    .filter(Boolean)
    .join('\n');
}
