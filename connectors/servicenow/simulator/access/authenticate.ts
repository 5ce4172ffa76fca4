import type { ToolRequest } from '@passerelle/connector/testing';
import type { Quirks } from '../quirks.js';
import { Refusal } from '../transport/refusal.js';
import type { Accounts } from './accounts.js';
import type { Actor } from './actor.js';
import type { Tokens } from './tokens.js';

export interface Identified {
  readonly actor: Actor;
  readonly userAccountScope: boolean;
}

export const basicRole = 'snc_basic_auth_api_access';

/** The user of a request: Basic, bearer token, API key, or the session a cookie names. */
export function authenticate(
  request: ToolRequest,
  params: URLSearchParams,
  session: string | undefined,
  accounts: Accounts,
  tokens: Tokens,
  quirks: Quirks,
  now: number,
): Identified {
  const known = (actor: Actor | null, userAccountScope = true): Identified => {
    if (!actor) throw unauthenticated(quirks);
    return { actor, userAccountScope };
  };
  const [kind = '', credentials = ''] = (request.headers['authorization'] ?? '').split(/\s+(.*)/s);
  switch (kind.toLowerCase()) {
    case 'basic': {
      const [user = '', ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
      const actor = accounts.login(user, password.join(':'));
      const admitted = quirks.basicAuth === 'open' || actor?.roles.has(basicRole);
      return known(admitted ? actor : null);
    }
    case 'bearer': {
      const token = tokens.findAccess(credentials.trim(), now);
      return known(token && accounts.actor(token.userName), token?.userAccountScope);
    }
    default: {
      const key = request.headers['x-sn-apikey'] ?? params.get('x-sn-apikey');
      if (key) return known(accounts.byApiKey(key));
      return known(session === undefined ? null : accounts.actor(session));
    }
  }
}

export function unauthenticated(quirks: Quirks): Refusal {
  return new Refusal(401, quirks.unauthenticatedMessage, 'Required to provide Auth information', {
    'WWW-Authenticate': 'BASIC realm="Service-now"',
  });
}
