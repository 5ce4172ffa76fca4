import type { ToolRequest } from '@passerelle/connector/testing';
import type { Quirks } from '../quirks.js';
import type { Answer } from '../transport/call.js';
import type { Accounts } from './accounts.js';
import type { Tokens } from './tokens.js';

/** oauth_token.do: a form only; JSON and GET are denied (KB0783076). */
export function tokenEndpoint(
  request: ToolRequest,
  accounts: Accounts,
  tokens: Tokens,
  quirks: Quirks,
  now: number,
): Answer {
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return denied('server_error');
  const form = new URLSearchParams(request.body.toString('utf8'));
  const field = (name: string): string => form.get(name) ?? '';
  const client = accounts.client(field('client_id'), field('client_secret'));
  if (!client) return denied('invalid_client');
  const scope = client.userAccountScope !== false;

  const grant = (userName: string, fresh: boolean, refreshable: boolean): Answer => {
    const token = fresh
      ? tokens.renew(userName, client.id, scope, now)
      : tokens.access(userName, client.id, scope, now);
    return {
      status: 200,
      json: {
        access_token: token.value,
        ...(refreshable ? { refresh_token: tokens.refresh(userName, client.id, scope, now).value } : {}),
        scope: scope ? 'useraccount' : '',
        token_type: 'Bearer',
        expires_in: Math.floor((token.expires - now - 1) / 1000),
      },
    };
  };

  switch (field('grant_type')) {
    case 'password': {
      const actor = accounts.login(field('username'), field('password'));
      return actor ? grant(actor.userName, false, true) : denied('server_error');
    }
    case 'refresh_token': {
      const kept = tokens.findRefresh(field('refresh_token'), client.id, now);
      // The refresh token itself is not rotated.
      return kept ? grant(kept.userName, true, true) : denied('server_error');
    }
    case 'client_credentials':
      return quirks.clientCredentials ? grant(client.userName ?? 'guest', false, false) : denied('server_error');
    default:
      return denied('unsupported_grant_type');
  }
}

function denied(error: string): Answer {
  return { status: 401, json: { error_description: 'access_denied', error } };
}
