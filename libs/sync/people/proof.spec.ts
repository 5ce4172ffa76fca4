import { describe, expect, it } from '@jest/globals';
import type { NativePerson } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { isContradicted, proofWords, prove } from './proof.js';

type Told = Partial<Omit<Person, 'cut'>>;
const nothing = { name: null, email: null, login: null, employeeNumber: null };

function proof(person: Told, account: Told) {
  const native: NativePerson = { ...nothing, ...account, name: account.name ?? '', id: 'u1', active: true };
  return prove({ ...nothing, ...person, cut: false }, native);
}

describe('what speaks for an account being somebody', () => {
  it.each<readonly [string, Told, Told]>([
    ['', {}, {}],
    ['', { email: ' ', login: '' }, { email: ' ', login: '' }],
    ['', { email: 'zoe@exemple.fr' }, { login: 'zalund' }],
    ['email', { email: 'Zoe@exemple.fr ' }, { email: ' zoe@EXEMPLE.fr' }],
    ['-email', { email: 'zoe@exemple.fr' }, { email: 'max@exemple.fr' }],
    ['employee_number', { employeeNumber: 'P12' }, { employeeNumber: 'p12' }],
    ['-employee_number', { employeeNumber: 'P12' }, { employeeNumber: 'P13' }],
    ['login', { login: 'abc' }, { login: 'ABC' }],
    ['-login', { login: 'abc' }, { login: 'abd' }],
    ['name', { name: 'ÅLUND Zoé' }, { name: 'Zoe Alund' }],
    ['name (near)', { name: 'Z. Ålund' }, { name: 'Zoé Ålund' }],
    ['-name', { name: 'Max Dupré' }, { name: 'Zoé Ålund' }],
    // The same spelling in another domain or another tool.
    ['-email spelling', { email: 'zoe.alund@exemple.fr' }, { email: 'zoe_alund@autre.example' }],
    ['spelling', { email: 'zoe.alund@exemple.fr' }, { login: 'zoealund' }],
    ['spelling', { login: 'ZoéAlund' }, { email: 'zoealund@exemple.fr' }],
    // Three letters are anybody's, and so is no name before the @.
    ['-email', { email: 'zoe@exemple.fr' }, { email: 'zoe@autre.example' }],
    ['-email', { email: '@exemple.fr' }, { email: '@autre.example' }],
  ])('is «%s», of %j and %j', (expected, person, account) => {
    expect(proofWords(proof(person, account)).join(' ')).toBe(expected);
  });

  it('is an address that is made of the name that somebody had, though they are called otherwise by now', () => {
    const email = 'zoe.alund@exemple.fr';
    expect(proof({ email, name: 'Zoé Ålund' }, { email, name: 'Zoé Martin' }).spelled).toBe(true);
    expect(proof({ email, name: 'Zoé Martin' }, { email, name: 'Zoé Ålund' }).spelled).toBe(true);
    // Nothing of the name is left: it may be who has the address now.
    expect(proof({ email, name: 'Max Martin' }, { email, name: 'Zoé Ålund' }).spelled).toBe(false);
    // An address that several people read is made of nobody's name.
    const shared = 'accueil@exemple.fr';
    expect(proof({ email: shared, name: 'Zoé Ålund' }, { email: shared, name: 'Zoé Martin' }).spelled).toBe(false);
    // One word is no name.
    expect(proof({ email: 'zoe@exemple.fr', name: 'Zoé' }, { email: 'zoe@exemple.fr', name: 'Max' }).spelled).toBe(
      false,
    );
  });
});

describe('what contradicts it', () => {
  const [zoe, max] = [{ name: 'Zoé Ålund' }, { name: 'Max Dupré' }];
  const [here, there] = [{ email: 'accueil@exemple.fr' }, { email: 'support@exemple.fr' }];
  const [one, two] = [{ employeeNumber: 'P1' }, { employeeNumber: 'P2' }];
  const login = { login: 'abc' };

  it.each<readonly [string, 'email' | 'employee_number' | 'login' | 'name', Told, Told, boolean]>([
    ['an address under one name', 'email', { ...here, ...zoe }, { ...here, ...zoe }, false],
    ['an address without a name', 'email', here, { ...here, ...zoe }, false],
    ['an address under another name', 'email', { ...here, ...zoe }, { ...here, ...max }, true],
    ['… whose login is the same', 'email', { ...here, ...login, ...zoe }, { ...here, ...login, ...max }, false],
    ['… whose number is the same', 'email', { ...here, ...one, ...zoe }, { ...here, ...one, ...max }, false],
    ['an address with another number', 'email', { ...here, ...one, ...zoe }, { ...here, ...two, ...zoe }, true],
    ['a number under another name', 'employee_number', { ...one, ...zoe }, { ...one, ...max }, true],
    ['… whose address is the same', 'employee_number', { ...one, ...here, ...zoe }, { ...one, ...here, ...max }, false],
    ['… whose address is another', 'employee_number', { ...one, ...here, ...zoe }, { ...one, ...there, ...max }, true],
    ['a number under one name', 'employee_number', { ...one, ...zoe }, { ...one, ...zoe }, false],
    ['a login with another number', 'login', { ...login, ...one, ...zoe }, { ...login, ...two, ...zoe }, true],
    ['a login under another name', 'login', { ...login, ...zoe }, { ...login, ...max }, true],
    ['… whose address is the same', 'login', { ...login, ...here, ...zoe }, { ...login, ...here, ...max }, false],
    ['a login alone', 'login', login, login, false],
    ['a name with another number', 'name', { ...zoe, ...one }, { ...zoe, ...two }, true],
    ['a name with another address', 'name', { ...zoe, ...here }, { ...zoe, ...there }, true],
    [
      '… that is spelled the same',
      'name',
      { ...zoe, email: 'zoe.alund@exemple.fr' },
      { ...zoe, email: 'zoe.alund@autre.example' },
      false,
    ],
    ['a name alone', 'name', zoe, zoe, false],
    ['a name with another login', 'name', { ...zoe, login: 'abc' }, { ...zoe, login: 'xyz' }, false],
  ])('of %s, by %s', (_, by, person, account, expected) => {
    expect(isContradicted(by, proof(person, account))).toBe(expected);
  });
});
