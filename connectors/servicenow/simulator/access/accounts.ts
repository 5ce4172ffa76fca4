import type { Database } from '../store/database.js';
import { cell, idOf, type Row } from '../store/row.js';
import { defaultDateFormat, defaultTimeFormat, type Actor } from './actor.js';

/** What an account proves itself with. The person behind it is a row of sys_user. */
export interface Credential {
  readonly userName: string;
  readonly password?: string;
  readonly apiKey?: string;
}

export interface OauthClient {
  readonly id: string;
  readonly secret: string;
  /** The OAuth application user; without one, a client_credentials token belongs to guest and every call is 401. */
  readonly userName?: string;
  /** False for a securely scoped client, whose tokens are refused by unscoped APIs. */
  readonly userAccountScope?: boolean;
}

export interface Accounts {
  actor(userName: string): Actor | null;
  /** The user whose password this is, unless inactive or locked; wrong ones count towards the lock. */
  login(userName: string, password: string): Actor | null;
  byApiKey(key: string): Actor | null;
  client(id: string, secret: string): OauthClient | null;
}

export function createAccounts(
  database: Database,
  credentials: readonly Credential[],
  clients: readonly OauthClient[],
  lockAfter: number,
): Accounts {
  const byName = new Map(credentials.map((one) => [one.userName.toLowerCase(), one]));
  const failures = new Map<string, number>();
  const tables = ['sys_user', 'sys_user_has_role', 'sys_user_grmember'] as const;
  const shelves = tables.map((name) => database.shelf(database.dictionary.known(name)));
  const actors = new Map<string, Actor | null>();
  let seen = -1;

  const actor = (userName: string): Actor | null => {
    const version = shelves.reduce((total, shelf) => total + shelf.version, 0);
    if (version !== seen) {
      actors.clear();
      seen = version;
    }
    const known = actors.get(userName);
    if (known !== undefined) return known;
    const [user] = database.where('sys_user', 'user_name', userName);
    const made = user ? readActor(database, user) : null;
    actors.set(userName, made);
    return made;
  };
  const usable = (userName: string): Actor | null => {
    const [user] = database.where('sys_user', 'user_name', userName);
    if (!user || cell(user, 'active') !== 'true' || cell(user, 'locked_out') === 'true') return null;
    return actor(userName);
  };

  return {
    actor,
    login(userName, password) {
      const key = userName.toLowerCase();
      const credential = byName.get(key);
      if (credential?.password !== undefined && credential.password === password) {
        failures.delete(key);
        return usable(credential.userName);
      }
      const count = (failures.get(key) ?? 0) + 1;
      failures.set(key, count);
      const [user] = database.where('sys_user', 'user_name', userName);
      if (user && count >= lockAfter) database.update('sys_user', user, { locked_out: 'true' });
      return null;
    },
    byApiKey(key) {
      const credential = credentials.find((one) => one.apiKey === key);
      return credential ? usable(credential.userName) : null;
    },
    client: (id, secret) => clients.find((one) => one.id === id && one.secret === secret) ?? null,
  };
}

function readActor(database: Database, user: Row): Actor {
  const id = idOf(user);
  const roles = database
    .where('sys_user_has_role', 'user', id)
    .map((row) => database.display('sys_user_role', cell(row, 'role')));
  const groups = database.where('sys_user_grmember', 'user', id).map((row) => cell(row, 'group'));
  return {
    userName: cell(user, 'user_name'),
    sysId: id,
    name: cell(user, 'name'),
    roles: new Set(roles),
    groups: new Set(groups),
    zone: cell(user, 'time_zone') || 'UTC',
    dateFormat: cell(user, 'date_format') || defaultDateFormat,
    timeFormat: cell(user, 'time_format') || defaultTimeFormat,
    language: cell(user, 'preferred_language') === 'fr' ? 'fr' : 'en',
  };
}
