import { grantOf, isEverywhere, narrowed, reaches, Role, type Right, type Route } from '@passerelle/api';
import type { Account } from '@passerelle/store';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './call.js';
import type { Grounds } from './grounds.js';
import { ApiRefusal } from './refusal.js';
import { fingerprint, isSame } from '@passerelle/runtime';

/** `__Host-`: only over TLS, only this host, only from the root; loopback without TLS has no such name. */
export const cookieName = { secure: '__Host-passerelle', plain: 'passerelle' } as const;

/** A session that nobody uses for so long is over; and after so long in any case. Milliseconds. */
export const sessionIdle = 8 * 3_600_000;
export const sessionLife = 7 * 86_400_000;
/** The instant of use is written so often at most. */
const seenEvery = 60_000;

/** Who asks: by a token, or by the cookie of a session. Null where nobody says who they are. */
export async function callerOf(grounds: Grounds, request: FastifyRequest): Promise<Caller | null> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  if (request.headers.authorization !== undefined) {
    const caller = bearer === undefined ? null : await byToken(grounds, bearer);
    if (caller === null) throw new ApiRefusal('signed-out', 'the token is unknown, expired or revoked');
    return caller;
  }
  // Over TLS a plain name may have been planted by a neighbour of ours under the same domain.
  const secret = request.cookies[request.protocol === 'https' ? cookieName.secure : cookieName.plain];
  return secret === undefined ? null : bySession(grounds, secret);
}

async function byToken({ access, house }: Grounds, secret: string): Promise<Caller | null> {
  const token = await access.tokenOf(fingerprint(secret));
  const now = house.clock.now().toISOString();
  if (token === null || token.expires <= now) return null;
  const account = await usable(access, token.account);
  if (account === null) return null;
  if (token.lastUsed === null || Date.parse(now) - Date.parse(token.lastUsed) > seenEvery)
    await access.keepToken({ ...token, lastUsed: now });
  const own = grantOf(Role.parse(account.role), account.internal, account.scope);
  const grant = narrowed(own, { rights: token.rights as readonly Right[], scope: token.scope });
  return { account, grant, through: 'token', key: token.id, csrf: null };
}

async function bySession({ access, house }: Grounds, secret: string): Promise<Caller | null> {
  const id = fingerprint(secret);
  const session = await access.session(id);
  const now = house.clock.now();
  if (session === null || session.until <= now.toISOString()) return null;
  const idle = now.getTime() - Date.parse(session.seen);
  if (idle > sessionIdle) return null;
  const account = await usable(access, session.account);
  if (account === null) return null;
  if (idle > seenEvery) await access.keepSession({ ...session, seen: now.toISOString() });
  const grant = grantOf(Role.parse(account.role), account.internal, account.scope);
  return { account, grant, through: 'session', key: id, csrf: session.csrf };
}

async function usable(access: Grounds['access'], id: string): Promise<Account | null> {
  const account = await access.account(id);
  return account === null || account.disabled ? null : account;
}

/** What one may do before one has a password of one's own. */
const beforeChange: ReadonlySet<string> = new Set(['readSession', 'signOut', 'changePassword']);

/** Whether this caller may ask this at all. Single tickets are looked at where they are read. */
export function admit(
  grounds: Grounds,
  request: FastifyRequest,
  name: string,
  route: Route,
  caller: Caller | null,
): void {
  const site = request.headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (route.method !== 'GET' && foreign) throw new ApiRefusal('unsafe', 'this came from a page of another site');
  if (route.right === 'anyone') return;
  if (caller === null) throw new ApiRefusal('signed-out');
  if (caller.account.mustChange && !beforeChange.has(name)) throw new ApiRefusal('must-change');
  if (route.method !== 'GET' && caller.through === 'session') {
    const given = request.headers['x-csrf-token'];
    if (typeof given !== 'string' || !isSame(given, caller.csrf ?? '')) throw new ApiRefusal('csrf');
  }
  for (const right of [route.right, ...(route.besides ?? [])])
    if (right !== 'signed-in' && !caller.grant.rights.has(right))
      throw new ApiRefusal('no-right', `this takes the right «${right}»`);
  if (route.scope === 'house' && !isEverywhere(caller.grant)) throw new ApiRefusal('confined');
  if (route.scope === 'connection') {
    const { connection = '' } = request.params as Readonly<Record<string, string>>;
    if (!grounds.house.configuration.connections.has(connection) || !reaches(caller.grant, connection))
      throw new ApiRefusal('not-found', 'no such connection');
  }
}
