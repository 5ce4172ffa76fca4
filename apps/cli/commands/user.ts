import { accessOf, givenPassword, hashPassword, makeAccount, OperatorError } from '@passerelle/runtime';
import type { Account } from '@passerelle/store';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';
import type { Common } from '../verb.js';

export interface UserOptions extends Common {
  readonly name?: string;
  readonly email?: string;
  readonly role: 'viewer' | 'agent' | 'operator' | 'administrator';
  readonly internal?: true;
  readonly team?: readonly string[];
}

const words = {
  fr: {
    made: (login: string, password: string) =>
      `${login} peut se connecter avec ${password}, à changer la première fois`,
    none: 'aucun compte ; «passerelle user add <identifiant> --role administrator» en crée un',
    off: 'fermé',
    internal: 'lit l’interne',
  },
  en: {
    made: (login: string, password: string) => `${login} may sign in with ${password}, to be changed the first time`,
    none: 'no account; «passerelle user add <login> --role administrator» makes one',
    off: 'disabled',
    internal: 'reads internal lines',
  },
} as const;

export async function addUser({ house }: Session, login: string, options: UserOptions, output: Output): Promise<Exit> {
  const { name = null, email = null, role, internal = false, team = [] } = options;
  const { account, password } = await makeAccount(house, { login, name, email, role, internal, teams: team });
  await audit(house, account, 'makeUser');
  output.say(printable(words[output.language].made(login, password)));
  output.answer({ login, role, internal, password });
  return exits.fine;
}

export async function listUsers({ house }: Session, output: Output): Promise<Exit> {
  const accounts = await accessOf(house).accounts();
  const w = words[output.language];
  if (accounts.length === 0) output.say(w.none);
  for (const { login, name, role, internal, disabled, lastSeen } of accounts) {
    const marks = [role, ...(internal ? [w.internal] : []), ...(disabled ? [w.off] : []), lastSeen ?? '—'];
    output.say(printable(`${login}  ${name}  ${marks.join(' · ')}`));
  }
  output.answer({
    users: accounts.map(({ login, name, email, role, internal, teams, disabled, lastSeen }) => ({
      login,
      name,
      email,
      role,
      internal,
      teams,
      disabled,
      lastSeen,
    })),
  });
  return exits.fine;
}

export async function passwordOf({ house }: Session, login: string, output: Output): Promise<Exit> {
  const account = await known(house, login);
  const password = givenPassword(house);
  const changed = {
    ...account,
    secret: await hashPassword(password),
    mustChange: true,
    failures: 0,
    lockedUntil: null,
  };
  await accessOf(house).keepAccount(changed);
  await accessOf(house).dropSessionsOf(account.id, null);
  await audit(house, account, 'changeUser');
  output.say(printable(words[output.language].made(login, password)));
  output.answer({ login, password });
  return exits.fine;
}

export async function switchUser({ house }: Session, login: string, disabled: boolean, output: Output): Promise<Exit> {
  const account = await known(house, login);
  await accessOf(house).keepAccount({ ...account, disabled });
  await accessOf(house).dropSessionsOf(account.id, null);
  await audit(house, account, 'changeUser');
  return listUsers({ house } as Session, output);
}

async function known(house: Session['house'], login: string): Promise<Account> {
  const account = await accessOf(house).accountNamed(login);
  if (account) return account;
  throw new OperatorError(
    'unknown-name',
    {
      fr: `l’identifiant d’un compte est attendu, «${login}» a été donné`,
      en: `expected the login of an account, «${login}» came`,
    },
    { fr: 'voyez «passerelle user list»', en: 'see «passerelle user list»' },
  );
}

/** Whoever has the shell of the host may do everything; that they did it is kept. */
async function audit(house: Session['house'], { id }: Account, what: string): Promise<void> {
  await accessOf(house).audit({
    at: house.clock.now().toISOString(),
    person: null,
    through: 'cli',
    what,
    object: `account:${id}`,
    outcome: 200,
    detail: {},
    address: null,
  });
}
