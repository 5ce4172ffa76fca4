import type { Me, SessionOf } from '@passerelle/api';
import { grantOf, Role } from '@passerelle/api';
import type { Account } from '@passerelle/store';
import type { Call, Caller, Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { cookieName, sessionLife } from '../guard.js';
import { ApiRefusal } from '../refusal.js';
import { fingerprint, hashPassword, isPassword, newSecret } from '@passerelle/runtime';

/** Wrong passwords in a row, and how long nobody is let in after them. */
const tries = 8;
const locked = 15 * 60_000;

type Names = 'readSession' | 'signIn' | 'signOut' | 'changePassword' | 'changePreferences';

export function sessionHandlers(grounds: Grounds): Some<Names> {
  const { access, house, now } = grounds;
  return {
    readSession: async ({ guest }) => sessionOf(grounds, guest?.account ?? null, guest?.csrf ?? null, guest),
    signIn: async (call) => {
      if (!grounds.localAccounts) throw new ApiRefusal('wrong-password', 'this house has no local accounts');
      const { login, password } = call.body;
      const account = await access.accountNamed(login);
      call.note(account === null ? null : `account:${account.id}`);
      // Whoever knows no password is told the same of an account that is locked, that is disabled and that is not there.
      const shut = account === null || account.disabled || (account.lockedUntil ?? '') > now();
      const right = await isPassword(password, shut ? null : account.secret);
      if (!right || shut) {
        const until = new Date(house.clock.now().getTime() + locked).toISOString();
        if (account && !shut) await access.failed(account.id, tries, until);
        throw new ApiRefusal('wrong-password');
      }
      return beginSession(grounds, call, account);
    },
    signOut: async (call) => {
      if (call.caller.through === 'session') await access.dropSession(call.caller.key);
      for (const name of Object.values(cookieName)) call.cookie(name, null);
    },
    changePassword: async (call) => {
      const { caller, body } = call;
      const { account } = caller;
      if (caller.through !== 'session') throw new ApiRefusal('no-token');
      if (account.lockedUntil && account.lockedUntil > now()) throw new ApiRefusal('locked');
      if (!(await isPassword(body.old, account.secret))) {
        await access.failed(account.id, tries, new Date(house.clock.now().getTime() + locked).toISOString());
        throw new ApiRefusal('wrong-password');
      }
      if (body.new === body.old)
        throw new ApiRefusal('bad-request', 'expected another password than the old one', {
          faults: [{ path: 'new', message: 'expected another password than the old one' }],
        });
      await access.keepAccount({
        ...account,
        secret: await hashPassword(body.new),
        mustChange: false,
        failures: 0,
        lockedUntil: null,
      });
      await access.dropSessionsOf(account.id, caller.key);
    },
    changePreferences: async ({ caller, body }) => {
      const { account } = caller;
      const changed: Account = {
        ...account,
        language: body.language ?? account.language,
        timezone: body.timezone === undefined ? account.timezone : body.timezone,
      };
      await access.keepAccount(changed);
      return meOf(changed, caller);
    },
  };
}

/** A new session each time: one that somebody planted before is worth nothing. */
export async function beginSession(
  grounds: Grounds,
  call: Pick<Call<'signIn'>, 'cookie' | 'guest'>,
  account: Account,
): Promise<SessionOf> {
  const { access, house } = grounds;
  const created = house.clock.now();
  const secret = newSecret();
  const csrf = newSecret();
  if (call.guest?.through === 'session') await access.dropSession(call.guest.key);
  const at = created.toISOString();
  const until = new Date(created.getTime() + sessionLife).toISOString();
  await access.keepSession({ id: fingerprint(secret), account: account.id, csrf, created: at, seen: at, until });
  await access.succeeded(account.id, at);
  call.cookie(cookieName.plain, secret, { maxAge: sessionLife / 1_000 });
  return sessionOf(grounds, account, csrf, null);
}

function sessionOf(
  { oidc, localAccounts }: Grounds,
  account: Account | null,
  csrf: string | null,
  caller: Caller | null,
): SessionOf {
  return { me: account && meOf(account, caller), csrf, oidc: oidc?.label ?? null, local: localAccounts };
}

export function meOf(account: Account, caller: Pick<Caller, 'grant'> | null): Me {
  const { id, login, name, email, role, internal, scope, persons, teams, language, timezone, mustChange } = account;
  const known = Role.parse(role);
  const grant = caller?.grant ?? grantOf(known, internal, scope);
  return {
    id,
    login,
    name,
    email,
    role: known,
    rights: [...grant.rights],
    scope: grant.scope,
    persons: [...persons],
    teams: [...teams],
    language: language === 'en' ? 'en' : 'fr',
    timezone,
    account: account.subject === null ? 'local' : 'oidc',
    mustChange,
  };
}
