import { asIs, fine, lacking, type Finding } from '@passerelle/connector';
import type { Instance } from '../wire/instance.js';
import { is, isMyself, all } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';
import { rowsOf } from '../wire/rows.js';

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
  const title = { fr: 'profil', en: 'profile' };
  const shown = {
    fr: `fuseau ${zone || 'du système'}, dates ${dateFormat || 'du système'} ${timeFormat}`.trimEnd(),
    en: `zone ${zone || 'of the system'}, dates ${dateFormat || 'of the system'} ${timeFormat}`.trimEnd(),
  };
  if (/^(GMT|UTC|Etc\/UTC)$/.test(zone)) return fine(title, shown);
  return lacking(title, shown, {
    fr: 'mettez le fuseau horaire du compte à GMT, pour qu’aucune date ne dépende d’un profil',
    en: 'set the account’s time zone to GMT, so that no date depends on a profile',
  });
}

export function roleFinding({ roles }: Account): Finding {
  const title = { fr: 'rôles', en: 'roles' };
  if (roles === null)
    return lacking(
      title,
      { fr: 'illisibles', en: 'they cannot be read' },
      { fr: 'donnez le droit de lire sys_user_has_role', en: 'grant read on sys_user_has_role' },
    );
  if (roles.includes('admin')) {
    return lacking(
      title,
      { fr: 'le compte est administrateur', en: 'the account is an administrator' },
      {
        fr: 'ne lui donnez que ce qu’il lui faut : son mot de passe ouvre tout',
        en: 'give it only what it needs: its password opens everything',
      },
    );
  }
  return fine(title, roles.length > 0 ? asIs(roles.join(', ')) : { fr: 'aucun', en: 'none' });
}
