import { describe, expect, it } from '@jest/globals';
import type { NativePerson } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { matchPerson, nameKey } from './people.js';

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
    expect(matchPerson(somebody(one), [account('a', other), account('b', 'Quelqu’un Autre')])).toMatchObject({
      evidence: 'name',
      person: { id: 'a' },
    });
  });

  it('does not take a name for another that only resembles it', () => {
    expect(matchPerson(somebody('Marie Curie'), [account('a', 'Marie Curi'), account('b', 'Marie')])).toMatchObject({
      evidence: 'none',
      person: null,
    });
  });

  it('prefers the e-mail address to the name', () => {
    const accounts = [
      account('namesake', 'Marie Curie'),
      account('she', 'M. Sklodowska', { email: 'Marie.Curie@exemple.fr' }),
    ];
    expect(matchPerson(somebody('Marie Curie', { email: 'marie.curie@exemple.FR ' }), accounts)).toMatchObject({
      evidence: 'email',
      person: { id: 'she' },
    });
  });

  it('does not choose between two homonyms, and names both', () => {
    const accounts = [
      account('a', 'Jean Martin', { login: 'jmartin' }),
      account('b', 'MARTIN Jean', { login: 'jmartin2' }),
    ];
    const match = matchPerson(somebody('Jean Martin'), accounts);
    expect(match).toMatchObject({ evidence: 'ambiguous', person: null });
    expect(match.candidates.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('takes the active account of two homonyms, one of whom has left', () => {
    const accounts = [account('gone', 'Jean Martin', { active: false }), account('here', 'Jean Martin')];
    expect(matchPerson(somebody('Jean Martin'), accounts)).toMatchObject({ evidence: 'name', person: { id: 'here' } });
  });

  it('says that the only account that fits is switched off', () => {
    expect(matchPerson(somebody('Jean Martin'), [account('gone', 'Jean Martin', { active: false })])).toMatchObject({
      evidence: 'name',
      person: { id: 'gone', active: false },
    });
  });

  it('never matches a name that was cut, even if an account is called exactly so', () => {
    expect(matchPerson(somebody('Ma...', { cut: true }), [account('a', 'Ma...')])).toMatchObject({
      evidence: 'none',
      person: null,
    });
    // Control: the same text as a whole name is matched, so it is the cut that protects.
    expect(matchPerson(somebody('Ma...'), [account('a', 'Ma...')]).person?.id).toBe('a');
  });

  it('knows nobody in an empty name', () => {
    expect(matchPerson(somebody('  '), [account('a', ''), account('b', ' ')]).evidence).toBe('none');
  });
});
