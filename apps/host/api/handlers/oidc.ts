import { personKey } from '@passerelle/ticket';
import type { Account } from '@passerelle/store';
import { prefix, routes } from '@passerelle/api';
import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import type { OidcPerson } from '../oidc.js';
import { ApiRefusal } from '../refusal.js';
import { beginSession } from './session.js';

const kept = 'passerelle-oidc';
const path = `${prefix}/session/oidc`;
const minutes = 10;

export function oidcHandlers(grounds: Grounds): Some<'beginOidc' | 'endOidc'> {
  const { oidc } = grounds;
  return {
    beginOidc: async (call) => {
      if (!oidc) throw new ApiRefusal('not-found', 'this house has no OpenID provider');
      const back = new URL(`${prefix}${routes.endOidc.path}`, call.url).href;
      const { to, kept: state } = await oidc.begin(back).catch((cause: unknown) => {
        grounds.log.error({ err: cause }, 'the OpenID provider cannot be asked');
        throw new ApiRefusal('unavailable', 'the OpenID provider does not answer', { cause });
      });
      call.cookie(kept, JSON.stringify([state, here(call.query.to)]), { maxAge: minutes * 60, path });
      return { to };
    },
    endOidc: async (call) => {
      if (!oidc) throw new ApiRefusal('not-found', 'this house has no OpenID provider');
      const [state, to] = stateOf(call.cookies[kept]);
      call.cookie(kept, null, { path });
      if (state === null) throw new ApiRefusal('signed-out', 'this way back was not begun here, or too long ago');
      const person = await oidc.end(call.url, state).catch((cause: unknown) => {
        throw new ApiRefusal('signed-out', 'the OpenID provider did not confirm who you are', { cause });
      });
      const account = await accountOf(grounds, person);
      call.note(account && `account:${account.id}`);
      if (account === null || account.disabled)
        throw new ApiRefusal('no-right', 'nobody has given you an account here');
      await beginSession(grounds, call, account);
      return { to };
    },
  };
}

/** Known by issuer and subject; an account that waits for its first sign-in is found by its login. Never by address alone. */
async function accountOf({ access, oidc, house, now }: Grounds, person: OidcPerson): Promise<Account | null> {
  const known = await access.accountOf(person.subject);
  const groups = oidc?.roleOf(person.groups) ?? null;
  if (known) {
    const fresh = { ...known, name: person.name, email: person.email, ...groups };
    await access.keepAccount(fresh);
    return fresh;
  }
  const waiting = await access.accountNamed(person.login);
  if (waiting && waiting.subject === null && waiting.secret === null) {
    const bound = { ...waiting, subject: person.subject, name: person.name, email: person.email };
    await access.keepAccount(bound);
    return bound;
  }
  if (waiting !== null || groups === null) return null;
  const own = personKey({ name: null, email: person.email, login: person.login });
  const made: Account = {
    id: house.random.hex(16),
    login: person.login,
    subject: person.subject,
    name: person.name,
    email: person.email,
    secret: null,
    mustChange: false,
    role: groups.role,
    internal: groups.internal,
    scope: { connections: null, teams: null },
    persons: own === null ? [] : [own],
    teams: [],
    language: 'fr',
    timezone: null,
    disabled: false,
    failures: 0,
    lockedUntil: null,
    lastSeen: null,
    created: now(),
  };
  await access.keepAccount(made);
  return made;
}

/** A page of ours, and nothing that a browser takes for another host. */
function here(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[\w\-/.?=&%:]*$/.test(to) ? to : '/';
}

function stateOf(cookie: string | undefined): readonly [string | null, string] {
  try {
    const [state, to] = JSON.parse(cookie ?? '') as unknown[];
    if (typeof state === 'string') return [state, here(typeof to === 'string' ? to : undefined)];
  } catch {
    // Whatever it is, it is not ours.
  }
  return [null, '/'];
}
