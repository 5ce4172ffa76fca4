import { describe, expect, it } from '@jest/globals';
import type { NativePerson } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { candidatesOf, matchPerson } from './match.js';
import { nameKey } from './names.js';

const account = (id: string, name: string, more: Partial<NativePerson> = {}): NativePerson => ({
  id,
  name,
  email: null,
  login: null,
  employeeNumber: null,
  active: true,
  ...more,
});
const somebody = (name: string | null, more: Partial<Person> = {}): Person => ({
  name,
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...more,
});

/** As a route that trusts names asks. */
const linked = (person: Person, accounts: readonly NativePerson[]) => matchPerson(person, accounts, 'link');

describe('matching people', () => {
  it.each([
    ['DUPONT Éric', 'Éric Dupont'],
    ['eric  dupont', 'Éric DUPONT'],
    ['Jean-Éric de La Tour', 'de la Tour Jean Éric'],
    ['O’Brien Siobhán', "Siobhan O'Brien"],
    ['Nguyễn Văn Ánh', 'Van Anh NGUYEN'],
    ['محمد علي', 'علي محمد'],
  ])('knows that «%s» and «%s» are one name', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
    expect(linked(somebody(one), [account('a', other), account('b', 'Quelqu’un Autre')])).toMatchObject({
      evidence: 'name',
      person: { id: 'a' },
    });
  });

  it('does not take a name for another that only resembles it', () => {
    expect(linked(somebody('Marie Curie'), [account('a', 'Marie Curi'), account('b', 'Marie')])).toMatchObject({
      evidence: 'none',
      person: null,
    });
  });

  it('prefers the e-mail address to the name', () => {
    const accounts = [
      account('namesake', 'Marie Curie'),
      account('she', 'M. Sklodowska', { email: 'Marie.Curie@exemple.fr' }),
    ];
    expect(linked(somebody('Marie Curie', { email: 'marie.curie@exemple.FR ' }), accounts)).toMatchObject({
      evidence: 'email',
      person: { id: 'she' },
    });
  });

  it('does not choose between two homonyms, and names both', () => {
    const accounts = [
      account('a', 'Jean Martin', { login: 'jmartin' }),
      account('b', 'MARTIN Jean', { login: 'jmartin2' }),
    ];
    const match = linked(somebody('Jean Martin'), accounts);
    expect(match).toMatchObject({ evidence: 'ambiguous', person: null });
    expect(match.candidates.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('takes the active account of two homonyms, one of whom has left', () => {
    const accounts = [account('gone', 'Jean Martin', { active: false }), account('here', 'Jean Martin')];
    expect(linked(somebody('Jean Martin'), accounts)).toMatchObject({ evidence: 'name', person: { id: 'here' } });
  });

  it('says that the only account that fits is switched off', () => {
    expect(linked(somebody('Jean Martin'), [account('gone', 'Jean Martin', { active: false })])).toMatchObject({
      evidence: 'name',
      person: { id: 'gone', active: false },
    });
  });

  it('never matches a name that was cut, even if an account is called exactly so', () => {
    expect(linked(somebody('Marie Cu...', { cut: true }), [account('a', 'Marie Cu...')])).toMatchObject({
      evidence: 'none',
      person: null,
    });
    // Control: the same text as a whole name is matched, so it is the cut that protects.
    expect(linked(somebody('Marie Cu...'), [account('a', 'Marie Cu...')]).person?.id).toBe('a');
  });

  it('knows nobody in an empty name', () => {
    expect(linked(somebody('  '), [account('a', ''), account('b', ' ')]).evidence).toBe('none');
  });
});

describe('what contradicts', () => {
  const jean = { email: 'jean.martin@exemple.fr' };

  it('a namesake with another address is shown, not linked', () => {
    const other = account('other', 'Jean Martin', { email: 'jean.martin2@exemple.fr' });
    expect(linked(somebody('Jean Martin', jean), [other])).toMatchObject({
      evidence: 'ambiguous',
      person: null,
      candidates: [{ id: 'other' }],
    });
    // Control: an account that says no address is taken by its name.
    expect(linked(somebody('Jean Martin', jean), [{ ...other, email: null }]).person?.id).toBe('other');
  });

  it('the same address before another domain speaks for the name', () => {
    const moved = account('moved', 'MARTIN Jean', { email: 'jean.martin@region.example' });
    expect(linked(somebody('Jean Martin', jean), [moved])).toMatchObject({
      evidence: 'name',
      person: { id: 'moved' },
    });
  });

  it('a namesake of another number does not stand in the way of the one without', () => {
    const accounts = [
      account('not', 'Jean Martin', { employeeNumber: '7' }),
      account('he', 'Martin Jean', { employeeNumber: null }),
    ];
    expect(linked(somebody('Jean Martin', { employeeNumber: '8' }), accounts).person?.id).toBe('he');
  });

  it('an address that several read belongs to nobody', () => {
    const desk = { email: 'accueil@exemple.fr' };
    expect(linked(somebody('Élodie Petit', desk), [account('a', 'Jean Martin', desk)])).toMatchObject({
      evidence: 'ambiguous',
      person: null,
    });
    const both = [account('a', 'Jean Martin', desk), account('b', 'PETIT Elodie', desk)];
    expect(linked(somebody('Élodie Petit', desk), both)).toMatchObject({ evidence: 'email', person: { id: 'b' } });
  });

  it('a login that another tool gave to somebody else links nobody', () => {
    const jules = account('jules', 'Jules Martin', { login: 'jmartin' });
    expect(linked(somebody('Jean Martin', { login: 'JMARTIN' }), [jules])).toMatchObject({
      evidence: 'ambiguous',
      person: null,
    });
    // Control: a login alone, without a name that contradicts it, is enough.
    expect(linked(somebody(null, { login: 'JMARTIN' }), [jules]).person?.id).toBe('jules');
  });

  it('an initial is shown, and linked once an address spells it out', () => {
    const full = account('full', 'Jean Martin', { email: 'jmartin@exemple.fr' });
    expect(linked(somebody('J. Martin'), [full])).toMatchObject({ evidence: 'ambiguous', person: null });
    expect(linked(somebody('J. Martin', { login: 'jmartin' }), [full])).toMatchObject({
      evidence: 'name',
      person: { id: 'full' },
    });
  });

  it('keeps with each candidate what speaks for it and against it', () => {
    const person = somebody('Jean Martin', { ...jean, employeeNumber: '7' });
    const one = account('a', 'Martin J.', { email: 'Jean.Martin@exemple.fr', employeeNumber: '8' });
    expect(candidatesOf(person, { candidates: [one] })).toMatchObject([
      { id: 'a', fits: ['email', '-employee_number', 'name (near)', 'spelling'] },
    ]);
  });
});

describe('a name alone', () => {
  const jean = account('jean', 'Jean Martin', { email: 'jean.martin@exemple.fr' });

  it('is shown with the account that bears it, and links nobody', () => {
    expect(matchPerson(somebody('MARTIN Jean'), [jean])).toMatchObject({
      evidence: 'ambiguous',
      person: null,
      candidates: [{ id: 'jean' }],
    });
    // Control: a route that trusts names links it.
    expect(linked(somebody('MARTIN Jean'), [jean]).person?.id).toBe('jean');
  });

  it('links once an address or a login spells it out, whatever the route trusts', () => {
    const moved = somebody('Jean Martin', { email: 'jean.martin@ancien.example' });
    expect(matchPerson(moved, [jean])).toMatchObject({ evidence: 'name', person: { id: 'jean' } });
  });

  it('links nobody where it may be short for a second person, even if names are trusted', () => {
    const other = account('other', 'Jean Martin-Lopez');
    expect(linked(somebody('Jean Martin'), [jean, other])).toMatchObject({
      evidence: 'ambiguous',
      person: null,
      candidates: [{ id: 'jean' }, { id: 'other' }],
    });
    // Control: a second person whose number says that they are somebody else does not stand in the way.
    const numbered = somebody('Jean Martin', { employeeNumber: '7' });
    expect(linked(numbered, [jean, { ...other, employeeNumber: '8' }]).person?.id).toBe('jean');
  });

  it.each(['Accueil', 'J. M.', 'Martin'])('of one word («%s») is nobody in particular', (name) => {
    expect(linked(somebody(name), [account('a', name)])).toMatchObject({ evidence: 'ambiguous', person: null });
  });
});
