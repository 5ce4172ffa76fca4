import type { Right, TokenOf, UserOf } from '@passerelle/api';
import { personKey } from '@passerelle/ticket';
import type { Account, Token } from '@passerelle/store';
import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import { fingerprint, hashPassword, newSecret } from '@passerelle/runtime';
import { meOf } from './session.js';

type Names =
  'listTokens' | 'makeToken' | 'dropToken' | 'listUsers' | 'makeUser' | 'changeUser' | 'unlockUser' | 'listAudit';

const day = 86_400_000;

export function userHandlers(grounds: Grounds): Some<Names> {
  const { access, house, now } = grounds;

  async function known(id: string): Promise<Account> {
    const account = await access.account(id);
    if (account === null) throw new ApiRefusal('not-found', 'no such account');
    return account;
  }

  return {
    listTokens: async ({ caller, query }) => {
      const all = query.all === 'true';
      if (all && !caller.grant.rights.has('administer'))
        throw new ApiRefusal('no-right', 'this takes the right «administer»');
      const names = new Map((await access.accounts()).map(({ id, name }) => [id, name]));
      const tokens = await access.tokens(all ? null : caller.account.id);
      return { tokens: tokens.map((token) => tokenOf(token, names.get(token.account) ?? '?')) };
    },
    makeToken: async ({ caller, body, note }) => {
      if (caller.through !== 'session') throw new ApiRefusal('no-token', 'a token makes no other token');
      const secret = newSecret();
      const created = house.clock.now();
      const token: Token = {
        id: house.random.hex(8),
        hash: fingerprint(secret),
        account: caller.account.id,
        name: body.name,
        rights: body.rights,
        scope: body.scope,
        created: created.toISOString(),
        expires: new Date(created.getTime() + body.days * day).toISOString(),
        lastUsed: null,
      };
      await access.keepToken(token);
      note(`token:${token.id}`, { rights: token.rights });
      return { token: tokenOf(token, caller.account.name), secret };
    },
    dropToken: async ({ caller, params }) => {
      // One that was lent to a script ends nobody else's work.
      if (caller.through === 'token' && params.token !== caller.key && !caller.grant.rights.has('administer'))
        throw new ApiRefusal('no-token', 'a token ends itself and no other');
      const owner = caller.grant.rights.has('administer') ? null : caller.account.id;
      if (!(await access.dropToken(params.token, owner))) throw new ApiRefusal('not-found', 'no such token');
    },
    listUsers: async () => ({ users: (await access.accounts()).map(userOf) }),
    makeUser: async ({ body, note }) => {
      const { login, password, ...rest } = body;
      const key = personKey({ name: null, email: rest.email, login });
      const account: Account = {
        ...rest,
        id: house.random.hex(16),
        login,
        subject: null,
        secret: password === undefined ? null : await hashPassword(password),
        mustChange: password !== undefined,
        persons: rest.persons.length > 0 ? rest.persons : key === null ? [] : [key],
        disabled: false,
        failures: 0,
        lockedUntil: null,
        lastSeen: null,
        created: now(),
      };
      await access.keepAccount(account);
      note(`account:${account.id}`, { role: account.role, internal: account.internal });
      return userOf(account);
    },
    changeUser: async ({ params, body, note }) => {
      const before = await known(params.user);
      const { password, ...rest } = body;
      const after: Account = {
        ...before,
        ...rest,
        ...(password !== undefined && { secret: await hashPassword(password), mustChange: true }),
      };
      await refuseLast(before, after);
      await access.keepAccount(after);
      // What they may do changes at once; what was stolen with a session ends with it.
      await access.dropSessionsOf(after.id, null);
      note(`account:${after.id}`, { role: after.role, internal: after.internal, disabled: after.disabled });
      return userOf(after);
    },
    unlockUser: async ({ params }) => {
      const account = { ...(await known(params.user)), failures: 0, lockedUntil: null };
      await access.keepAccount(account);
      return userOf(account);
    },
    listAudit: async ({ query }) => {
      const { limit, cursor = null, person, what, object, from, before } = query;
      if (cursor !== null && !/^\d{1,15}$/.test(cursor)) throw new ApiRefusal('bad-cursor');
      const lines = await access.audited({ person, what, object, from, before, after: cursor, limit: limit + 1 });
      const names = new Map((await access.accounts()).map(({ id, name }) => [id, name]));
      const rows = lines.slice(0, limit).map(({ person: id, ...line }) => ({
        ...line,
        person: id,
        who: id === null ? '—' : (names.get(id) ?? id),
      }));
      return { rows, next: lines.length > limit ? (rows.at(-1)?.id ?? null) : null };
    },
  };

  /** Nobody could ever let anybody in again. */
  async function refuseLast(before: Account, after: Account): Promise<void> {
    const isWhole = ({ role, disabled, scope }: Account): boolean =>
      role === 'administrator' && !disabled && scope.connections === null && scope.teams === null;
    if (!isWhole(before) || isWhole(after)) return;
    const others = (await access.accounts()).filter((one) => one.id !== before.id && isWhole(one));
    if (others.length === 0) throw new ApiRefusal('last-administrator');
  }
}

function userOf(account: Account): UserOf {
  const { rights: _, ...me } = meOf(account, null);
  const { internal, disabled, lockedUntil, lastSeen, created } = account;
  return { ...me, internal, disabled, lockedUntil, lastSeen, created };
}

function tokenOf({ id, name, rights, scope, created, expires, lastUsed }: Token, user: string): TokenOf {
  return { id, name, user, rights: rights as readonly Right[], scope, created, expires, lastUsed };
}
