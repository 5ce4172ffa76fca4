import { describe, expect, it } from '@jest/globals';
import type { NativeValue } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import type { Resolver } from '../mapping.js';
import type { FieldRow } from '../schema/rows.js';
import { resolver, shippedCanon, ticket } from '../testing/load-from.js';
import { blankPage } from './page.js';
import { personWriter } from './write-person.js';
import { wordingOf } from './wording.js';

const wording = wordingOf(shippedCanon());
const nobody: Person = { name: null, email: null, login: null, employeeNumber: null, cut: false };
const zoe: Person = { ...nobody, name: 'Zoé Ålund', email: 'zoe@exemple.fr' };

/** What stands in the field, and what is left over in words. */
function told(person: Person, row: Partial<FieldRow>, known: Partial<Resolver> = {}) {
  const page = blankPage(ticket(), resolver(known));
  const left: (string | null)[] = [];
  const write = personWriter(
    (_, { what, why, line }) => left.push(what, why.why === 'not-found' ? why.name : null, line),
    wording,
    { is: 'requester', native: 'demandeur', ...row },
  );
  write(page, { field: 'requester', name: 'requester', value: person }, 'demandeur');
  return [page.fields['demandeur'], ...left];
}
const absent = undefined as unknown as NativeValue;
const account = { person: () => 'u7' };
const guest = { standIn: () => 'invité' };
const inText = ['unresolved', 'Zoé Ålund (zoe@exemple.fr)', 'Zoé Ålund (zoe@exemple.fr)'];
const byMail = { id: null, name: 'Zoé Ålund', email: 'zoe@exemple.fr' };

describe('somebody whom a tool has an account for', () => {
  it.each<readonly [FieldRow['named'], NativeValue]>([
    [undefined, { id: 'u7', name: null }],
    ['unknown', { id: 'u7', name: null }],
    ['address', { id: 'u7', name: null }],
    ['stand-in', { id: 'u7', name: null }],
    ['always', byMail],
  ])('named %s, is told as %j, and nothing is left over', (named, native) => {
    expect(told(zoe, { named }, { ...account, ...guest })).toEqual([native]);
  });

  it('and who has no mail is that account even where everybody is told by name and mail', () => {
    expect(told({ ...zoe, email: null }, { named: 'always' }, account)).toEqual([{ id: 'u7', name: null }]);
  });
});

describe('somebody whom a tool has no account for', () => {
  it.each<readonly [FieldRow['named'], Partial<Resolver>, readonly unknown[]]>([
    [undefined, guest, [null, ...inText]],
    ['unknown', guest, [byMail]],
    ['always', guest, [byMail]],
    ['address', guest, [{ ...byMail, name: null }, ...inText]],
    ['stand-in', guest, [{ id: 'invité', name: null }, ...inText]],
    ['stand-in', {}, [null, ...inText]],
    ['stand-in', { standIn: () => null }, [null, ...inText]],
  ])('named %s, is told so far as there is room', (named, known, expected) => {
    expect(told(zoe, { named }, known)).toEqual(expected);
  });

  it('is left as the tool has it where nothing is what it is told, and emptied elsewhere', () => {
    expect(told(zoe, { blank: 'leave' })).toEqual([absent, ...inText]);
    expect(told(zoe, { blank: 'clear' })).toEqual([null, ...inText]);
    expect(told(zoe, { blank: 'leave' }, account)).toEqual([{ id: 'u7', name: null }]);
  });

  it.each<readonly [string, Partial<Person>]>([
    ['without a mail', { email: null }],
    ['with a blank mail', { email: ' ' }],
    ['whose name is cut', { cut: true }],
  ])('%s, is nobody to write to', (_, more) => {
    expect(told({ ...zoe, ...more }, { named: 'unknown' })[0]).toBeNull();
    expect(told({ ...zoe, ...more }, { named: 'address' })[0]).toBeNull();
  });

  it('is called by the mail where there is no name', () => {
    const mail = { ...nobody, email: 'zoe@exemple.fr' };
    expect(told(mail, { named: 'unknown' })).toEqual([{ id: null, name: 'zoe@exemple.fr', email: 'zoe@exemple.fr' }]);
  });

  it('is whole in an address alone only where the address is all there is', () => {
    const left = (more: Partial<Person>) =>
      told({ ...nobody, email: 'zoe@exemple.fr', ...more }, { named: 'address' }).slice(1);
    expect(left({})).toEqual([]);
    expect(left({ name: 'zoe@exemple.fr' })).toEqual([]);
    for (const more of [{ name: 'Zoé' }, { login: 'zalund' }, { employeeNumber: '7' }])
      expect(left(more)).toHaveLength(3);
  });

  it('keeps a word in brackets after the name from being read as a login, where the line is read again', () => {
    const jean = { ...nobody, name: 'Jean (DSI)' };
    expect(told(jean, { named: 'stand-in' }, guest).slice(1)).toEqual(['unresolved', 'Jean (DSI)', 'Jean (DSI) ()']);
    expect(told(jean, { named: 'stand-in' }).slice(1)).toEqual(['unresolved', 'Jean (DSI)', 'Jean (DSI)']);
  });
});
