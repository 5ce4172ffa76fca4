import type { Credential } from '../access/accounts.js';
import type { Instance } from '../instance.js';
import { stamp } from '../values/instants.js';
import { idFor } from './ids.js';

/** An account, with or without something to log in with. */
export interface UserSeed extends Credential {
  readonly sysId?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly employeeNumber?: string;
  readonly department?: string;
  readonly title?: string;
  readonly active?: boolean;
  readonly vip?: boolean;
  readonly roles?: readonly string[];
  /** Names of groups. */
  readonly groups?: readonly string[];
  readonly zone?: string;
  readonly dateFormat?: string;
  readonly timeFormat?: string;
  readonly language?: 'en' | 'fr';
}

export function seedUsers(instance: Instance, users: readonly UserSeed[]): void {
  const { engine, database } = instance;
  const at = stamp(instance.clock.now().getTime());
  for (const user of users) {
    const first = user.firstName ?? '';
    const last = user.lastName ?? user.userName;
    const id = user.sysId ?? idFor('sys_user', user.userName);
    engine.plant(
      'sys_user',
      {
        sys_id: id,
        user_name: user.userName,
        first_name: first,
        last_name: last,
        name: `${first} ${last}`.trim(),
        email: user.email ?? '',
        employee_number: user.employeeNumber ?? '',
        department: user.department ? idFor('cmn_department', user.department) : '',
        title: user.title ?? '',
        active: String(user.active ?? true),
        vip: String(user.vip ?? false),
        time_zone: user.zone ?? '',
        date_format: user.dateFormat ?? '',
        time_format: user.timeFormat ?? '',
        preferred_language: user.language ?? '',
      },
      at,
      'admin',
    );
    for (const role of user.roles ?? []) {
      const roleId = idFor('sys_user_role', role);
      if (!database.find('sys_user_role', roleId))
        engine.plant('sys_user_role', { sys_id: roleId, name: role }, at, 'admin');
      engine.plant(
        'sys_user_has_role',
        { sys_id: idFor('has_role', `${user.userName} ${role}`), user: id, role: roleId },
        at,
        'admin',
      );
    }
    for (const group of user.groups ?? []) {
      const member = {
        sys_id: idFor('member', `${user.userName} ${group}`),
        user: id,
        group: idFor('sys_user_group', group),
      };
      engine.plant('sys_user_grmember', member, at, 'admin');
    }
  }
}
