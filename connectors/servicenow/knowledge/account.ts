import type { Finding } from '@passerelle/connector';
import type { Instance } from '../wire/instance.js';
import { is, isMyself, all } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';
import { rowsOf } from '../wire/rows.js';
import { fine, lacking } from './findings.js';

export interface Account {
  readonly login: string;
  readonly zone: string;
  readonly dateFormat: string;
  readonly timeFormat: string;
  /** null when they cannot be read. */
  readonly roles: readonly string[] | null;
}

/** Who the credentials are. null where the account may not read its own record. */
export async function accountOf(instance: Instance, signal?: AbortSignal): Promise<Account | null> {
  const fields = ['sys_id', 'user_name', 'time_zone', 'date_format', 'time_format'];
  const { rows } = await rowsOf(instance, { of: 'sys_user', query: isMyself('sys_id'), fields, limit: 2 }, signal);
  const [self] = rows;
  // Two rows mean that the question was not understood.
  if (!self || rows.length > 1) return null;
  return {
    login: text(self, 'user_name'),
    zone: text(self, 'time_zone'),
    dateFormat: text(self, 'date_format'),
    timeFormat: text(self, 'time_format'),
    roles: await rolesOf(instance, self, signal),
  };
}

async function rolesOf(instance: Instance, self: Row, signal?: AbortSignal): Promise<readonly string[] | null> {
  const query = all(is('user', text(self, 'sys_id')));
  const { rows, total } = await rowsOf(
    instance,
    { of: 'sys_user_has_role', query, fields: ['sys_id', 'user', 'role.name'], limit: 1000 },
    signal,
  );
  if (rows.length === 0 && (total ?? 0) > 0) return null;
  return rows
    .filter((row) => text(row, 'user') === text(self, 'sys_id'))
    .map((row) => text(row, 'role.name'))
    .filter((role) => role !== '');
}

/** Journals that only the ticket's text shows are dated in the account's zone and form. */
export function profileFinding({ zone, dateFormat, timeFormat }: Account): Finding {
  const shown = `zone ${zone || 'of the system'}, dates ${dateFormat || 'of the system'} ${timeFormat}`.trimEnd();
  if (/^(GMT|UTC|Etc\/UTC)$/.test(zone)) return fine('profile', shown);
  return lacking('profile', shown, 'set the account’s time zone to GMT, so that no date depends on a profile');
}

export function roleFinding({ roles }: Account): Finding {
  if (roles === null) return lacking('roles', 'they cannot be read', 'grant read on sys_user_has_role');
  if (roles.includes('admin')) {
    return lacking(
      'roles',
      'the account is an administrator',
      'give it only what it needs: its password opens everything',
    );
  }
  return fine('roles', roles.join(', ') || 'none');
}
