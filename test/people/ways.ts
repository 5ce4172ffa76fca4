import type { NativePerson, Random } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';

export interface Human {
  readonly given: string;
  readonly family: string;
  readonly account: NativePerson;
}

/** How another tool names somebody; null where the way does not apply to them. */
export type Way = (human: Human, random: Random) => Partial<Person> | null;

const plain = (text: string): string => text.replaceAll('œ', 'oe').normalize('NFD').replace(/\p{M}/gu, '');
const named = ({ given, family }: Human): string => `${given} ${family}`;
const when = (applies: boolean, said: Partial<Person>): Partial<Person> | null => (applies ? said : null);

/** Of people who have an account. */
export const ways: Readonly<Record<string, Way>> = {
  'same address': (human) => ({ name: named(human), email: human.account.email }),
  'address alone': ({ account }) => when(account.email !== null, { email: account.email?.toUpperCase() ?? null }),
  'address, married name': ({ given, account }) => ({ name: `${given} Martin-Lopez`, email: account.email }),
  'employee number': ({ given, family, account }) => ({
    name: `${family} ${given}`,
    employeeNumber: account.employeeNumber,
  }),
  'login alone': ({ account }) => ({ login: account.login?.toUpperCase() ?? null }),
  'another login, same address': (human) => ({ name: named(human), login: 'u48121', email: human.account.email }),
  inverted: ({ given, family }) => ({ name: `${family.toUpperCase()} ${given}` }),
  'without accents': (human) => when(plain(named(human)) !== named(human), { name: plain(named(human)) }),
  'with a title': (human) => ({ name: `Mme ${named(human)} (externe)` }),
  'hyphens as blanks': (human) => when(named(human).includes('-'), { name: named(human).replaceAll('-', ' ') }),
  'particle joined': ({ given, family }) =>
    when(/^(de |du |le |d’)/u.test(family), { name: `${family.replaceAll(/[ ’]/gu, '')} ${given}` }),
  'particle left out': ({ given, family }) =>
    when(/^(de |du |le )/u.test(family), { name: `${given} ${family.replace(/^(de la |de |du |le )/u, '')}` }),
  'half of a double name': ({ given, family }) =>
    when(family.includes('-'), { name: `${given} ${family.split('-')[0] ?? family}` }),
  'initial of the given name': ({ given, family }) => ({ name: `${given.slice(0, 1)}. ${family}` }),
  'initial and login': ({ given, family, account }) => ({
    name: `${given.slice(0, 1)}. ${family}`,
    login: account.login,
  }),
  'address of another domain': (human) => ({
    name: named(human),
    email: `${human.account.email?.split('@')[0] ?? ''}@ancien.example`,
  }),
  'a letter wrong': (human) => ({ name: named(human).replace(/(.)(.)$/u, '$2$1') }),
  'a name that was cut': (human) => ({ name: `${named(human).slice(0, 4)}...`, cut: true }),
};

/** Of people who have none, most of them called like somebody who has. */
export const strangers: Readonly<Record<string, Way>> = {
  'nobody there': (_, random) => ({
    name: `Xavier Quelconque${random.hex(2)}`,
    email: `x${random.hex(3)}@dehors.example`,
  }),
  'namesake with another address': (human, random) => ({
    name: named(human),
    email: `${human.given[0] ?? ''}${random.hex(3)}@exemple.fr`,
  }),
  'namesake with another number': (human, random) => ({ name: named(human), employeeNumber: `X${random.hex(4)}` }),
  'somebody else’s login': ({ account }) => ({ name: 'Barnabé Toutautre', login: account.login }),
  'a shared address': ({ account }) => ({ name: 'Barnabé Toutautre', email: account.email }),
  'namesake of whom nothing is said': (human) => ({ name: named(human) }),
};
