import { describe, expect, it } from '@jest/globals';
import { compareNames } from './names.js';

describe('two names', () => {
  it.each([
    ['DUPONT Jean', 'Jean Dupont'],
    ['Mme LEFÈVRE Élodie', 'Elodie Lefevre'],
    ['Jean DE LA TOUR', 'Delatour Jean'],
    ["D'Angelo Maria", 'Maria Dangelo'],
    ['Jean-Pierre Martin', 'MARTIN Jean Pierre'],
    ['Jeanpierre Martin', 'Martin Jean-Pierre'],
    ['Anne Lœw', 'LOEW Anne'],
    ['Jörg Strauß', 'STRAUSS Jorg'],
    ['Jean Dupont (externe)', 'dupont jean'],
    ['Łukasz Søren', 'Soren Lukasz'],
  ])('«%s» and «%s» are the same', (a, b) => {
    expect(compareNames(a, b)).toBe('same');
    expect(compareNames(b, a)).toBe('same');
  });

  it.each([
    ['J. Dupont', 'Jean Dupont'],
    ['D. Martin', 'Didier Martin'],
    ['J.-P. Martin', 'Jean-Pierre Martin'],
    ['Marie Dupont-Durand', 'Marie DUPONT'],
    ['Tour Jean', 'Jean de la Tour'],
    ['Jean Paul Robert Martin', 'Martin Jean'],
  ])('«%s» may be short for «%s», or the other way round', (a, b) => {
    expect(compareNames(a, b)).toBe('near');
    expect(compareNames(b, a)).toBe('near');
  });

  it.each([
    ['Jean Dupont', 'Jeanne Dupont'],
    ['Jean Dupont', 'Jean Dupond'],
    ['J. D.', 'Jean Dupont'],
    ['Jean Martin', 'Martin Dubois'],
    ['Dupont', 'Jean Dupont'],
  ])('«%s» and «%s» differ', (a, b) => {
    expect(compareNames(a, b)).toBe('differs');
  });

  it.each([null, '  ', '-'])('«%s» says nothing of anybody', (nothing) => {
    expect(compareNames(nothing, 'Jean Dupont')).toBe('unknown');
  });
});
