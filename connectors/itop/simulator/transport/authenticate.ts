import type { ToolRequest } from '@passerelle/connector/testing';
import type { Actor, Instance } from '../instance.js';
import { textOf, type Stored } from '../store/stored.js';
import type { Received } from './form.js';

export interface Accounts {
  /** Who a request is from; null for anybody whom it does not prove to be somebody. All failures look alike. */
  authenticate(request: ToolRequest, received: Received): Actor | null;
  authorised(login: string, password: string): boolean;
  actor(login: string): Actor | null;
}

export interface TokenSeed {
  readonly token: string;
  readonly login: string;
  /** An application token is a user of its own; a personal one acts as the user who owns it. */
  readonly kind: 'application' | 'personal';
  readonly scope?: 'REST/JSON' | 'Synchro';
}

export function createAccounts(instance: Instance, tokens: readonly TokenSeed[]): Accounts {
  const { database, quirks } = instance;
  const userOf = (login: string): Stored | undefined =>
    database.all('User').find((each) => textOf(each, 'login') === login && textOf(each, 'status') === 'enabled');
  const rowsOf = (rowClass: string, { id }: Stored): readonly Stored[] =>
    database.all(rowClass).filter((each) => textOf(each, 'userid') === String(id));
  const authorised = (login: string, password: string): boolean => {
    const user = userOf(login);
    return user?.class === 'UserLocal' && password !== '' && textOf(user, 'password') === password;
  };
  const actor = (login: string): Actor | null => {
    const user = userOf(login);
    if (!user) return null;
    const contact = Number(textOf(user, 'contactid')) || 0;
    const person = database.find('Person', contact);
    return {
      id: user.id,
      login,
      language: textOf(user, 'language'),
      profiles: new Set(rowsOf('URP_UserProfile', user).map((row) => database.text(row, 'profile'))),
      organisations: new Set(rowsOf('URP_UserOrg', user).map((row) => Number(textOf(row, 'allowed_org_id')))),
      contact,
      shown: person ? database.friendly(person) : login,
    };
  };
  const allowed = (...types: readonly (typeof quirks.loginTypes)[number][]): boolean =>
    types.some((type) => quirks.loginTypes.includes(type));

  const byToken = (token: string): Actor | null => {
    const found = tokens.find((each) => each.token === token);
    if (!found || !allowed('token', 'rest-token') || (found.scope ?? 'REST/JSON') !== 'REST/JSON') return null;
    const somebody = actor(found.login);
    const profiles = quirks.personalTokenProfiles;
    const mayOwn = profiles.some((profile) => somebody?.profiles.has(profile));
    return found.kind === 'application' || mayOwn ? somebody : null;
  };

  return {
    authorised,
    actor,
    authenticate(request, { post, get }) {
      const token = request.headers['auth-token'] ?? post['auth_token'] ?? get['auth_token'];
      if (token !== undefined) return byToken(token);
      const basic = /^Basic (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
      if (basic !== undefined && allowed('basic')) {
        const [login = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
        return authorised(login, rest.join(':')) ? actor(login) : null;
      }
      const { auth_user: user, auth_pwd: password } = post;
      if (user !== undefined && password !== undefined) {
        const asked = post['login_mode'] ?? get['login_mode'];
        if (!allowed('form') || asked === 'basic') return null;
        return authorised(user, password) ? actor(user) : null;
      }
      if (!allowed('url') || get['auth_user'] === undefined || get['auth_pwd'] === undefined) return null;
      return authorised(get['auth_user'], get['auth_pwd']) ? actor(get['auth_user']) : null;
    },
  };
}
