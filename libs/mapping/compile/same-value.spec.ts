import { describe, expect, it } from '@jest/globals';
import { sameNative, sameValue } from './same-value.js';

const person = (more: object) => ({
  name: 'Élodie Noël',
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...more,
});

describe('two native values', () => {
  it.each([
    ['nothing and the empty text', null, ''],
    ['nothing and blanks', undefined, ' \n'],
    ['nothing and an empty list', null, []],
    ['one text with other line ends', 'a\r\nb\rc', 'a\nb\nc '],
    ['one text composed otherwise', 'é', 'e\u0301'],
    ['a record under another name', { id: 'u1', name: 'É. Noël' }, { id: 'u1', name: 'Élodie Noël' }],
    ['a list in another order', ['a', 'b'], ['b', 'a']],
    ['a name without an id', { id: null, name: 'RÉSEAU' }, { id: null, name: 'RÉSEAU' }],
  ])('are one: %s', (_, a, b) => {
    expect(sameNative(a, b)).toBe(true);
    expect(sameNative(b, a)).toBe(true);
  });

  it.each([
    ['another text', 'a', 'b'],
    ['something and nothing', 'a', null],
    ['a namesake', { id: 'u1', name: 'Élodie Noël' }, { id: 'u2', name: 'Élodie Noël' }],
    ['a list with one more', ['a', 'b'], ['a']],
    ['a list with one twice', ['a', 'a'], ['a']],
  ])('are two: %s', (_, a, b) => {
    expect(sameNative(a, b)).toBe(false);
    expect(sameNative(b, a)).toBe(false);
  });
});

describe('two canonical values', () => {
  it.each([
    ['nothing in three ways', null, ''],
    ['nothing and blanks', '  ', undefined],
    ['nothing and an empty list', [], null],
    ['a text with other line ends', 'a\r\nb', ' a\nb\n'],
    ['a group whose codes were not read', { name: 'RÉSEAU', codes: ['R1'] }, { name: 'RÉSEAU', codes: [] }],
    ['a machine whose serial number is not known', { name: 'PC-12', serial: 'S1' }, { name: 'PC-12', serial: null }],
    ['lists in another order', [{ name: 'PC-1' }, { name: 'PC-2' }], [{ name: 'PC-2' }, { name: 'PC-1' }]],
    ['records with a member that says nothing', { code: 'x', text: null }, { code: 'x' }],
    ['numbers', 3, 3],
    [
      'somebody by one mail, whatever the name',
      person({ email: 'E.Noel@exemple.fr' }),
      person({ name: 'NOEL E.', email: 'e.noel@exemple.fr' }),
    ],
    ['somebody by name alone', person({}), person({ login: 'enoel' })],
  ])('mean the same: %s', (_, a, b) => {
    expect(sameValue(a, b)).toBe(true);
    expect(sameValue(b, a)).toBe(true);
  });

  it.each([
    ['something and nothing', 'a', null],
    ['another text', 'a', 'b'],
    ['another number', 3, 4],
    ['a number and its text', 3, '3'],
    ['another group', { name: 'RÉSEAU' }, { name: 'POSTE' }],
    ['another reason', { code: 'x', reason: 'a' }, { code: 'x', reason: 'b' }],
    ['a reason that one of them lacks', { code: 'x' }, { code: 'x', reason: 'b' }],
    ['a list with one more', ['a'], ['a', 'b']],
    ['a list with another one twice', ['a', 'a', 'b'], ['a', 'b', 'b']],
    ['a list and what stands in it', ['a'], 'a'],
    ['two accounts of one name', person({ login: 'enoel' }), person({ login: 'enoel2' })],
    [
      'one login and two mails',
      person({ login: 'enoel', email: 'a@exemple.fr' }),
      person({ login: 'enoel', email: 'b@exemple.fr' }),
    ],
    ['a name and the same one cut', person({ name: 'No...' }), person({ name: 'No...', cut: true })],
    ['two without a name', person({ name: null }), person({ name: null, login: 'x' })],
    ['two numbers of employees', person({ employeeNumber: '1' }), person({ employeeNumber: '2' })],
    ['somebody and nobody', person({}), null],
  ])('mean two things: %s', (_, a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });
});
