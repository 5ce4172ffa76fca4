import { personKey } from '@passerelle/ticket';
import type { Access, Account } from '@passerelle/store';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import { hashPassword } from './secrets.js';

export interface AccountWish {
  readonly login: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: 'viewer' | 'agent' | 'operator' | 'administrator';
  readonly internal: boolean;
  readonly teams: readonly string[];
}

/** Letters and digits that nobody mistakes for each other; 20 of them are 97 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that somebody is given, and changes at the first sign-in. */
export function givenPassword({ random }: Pick<House, 'random'>): string {
  const bytes = Buffer.from(random.hex(40), 'hex');
  // Of 256, 248 are evenly spread over 31 letters.
  const even = [...bytes].filter((byte) => byte < 248).slice(0, 20);
  return even.map((byte, at) => `${at > 0 && at % 5 === 0 ? '-' : ''}${letters[byte % letters.length]}`).join('');
}

export function accessOf({ access, configuration }: Pick<House, 'access' | 'configuration'>): Access {
  if (access) return access;
  throw new OperatorError(
    'database',
    {
      fr: `${configuration.file} : une base de données qui garde des comptes est attendue`,
      en: `${configuration.file}: expected a database that keeps accounts`,
    },
    { fr: 'utilisez PostgreSQL', en: 'use PostgreSQL' },
  );
}

/** Makes an account of this house, and answers the password that it is given. */
export async function makeAccount(
  house: Pick<House, 'access' | 'configuration' | 'clock' | 'random'>,
  { login, name, email, role, internal, teams }: AccountWish,
  password = givenPassword(house),
): Promise<{ readonly account: Account; readonly password: string }> {
  const access = accessOf(house);
  if ((await access.accountNamed(login)) !== null)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `un identifiant libre est attendu, «${login}» est déjà pris`,
        en: `expected a login that nobody has, «${login}» came`,
      },
      { fr: 'voyez «passerelle user list»', en: 'see «passerelle user list»' },
    );
  const own = personKey({ name: null, email, login });
  const account: Account = {
    id: house.random.hex(16),
    login,
    subject: null,
    name: name ?? login,
    email,
    secret: await hashPassword(password),
    mustChange: true,
    role,
    internal,
    scope: { connections: null, teams: null },
    persons: own === null ? [] : [own],
    teams,
    language: 'fr',
    timezone: null,
    disabled: false,
    failures: 0,
    lockedUntil: null,
    lastSeen: null,
    created: house.clock.now().toISOString(),
  };
  await access.keepAccount(account);
  return { account, password };
}
