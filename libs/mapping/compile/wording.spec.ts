import { describe, expect, it } from '@jest/globals';
import type { Person } from '@passerelle/ticket';
import { shippedCanon } from '../testing/load-from.js';
import { personOfText, personText } from './person-text.js';
import { wordingOf } from './wording.js';

const wording = wordingOf(shippedCanon());
const nobody: Person = { name: null, email: null, login: null, employeeNumber: null, cut: false };

describe('a value, as people read it', () => {
  it.each<readonly [unknown, string, string]>([
    [true, 'oui', 'yes'],
    [false, 'non', 'no'],
    [3, '3', '3'],
    [0, '0', '0'],
    ['a \\*b\\* **c**', 'a *b* **c**', 'a *b* **c**'],
    ['2025-11-18T10:54:35.000Z', '18/11/2025 11:54:35', '2025-11-18 11:54:35'],
    ['2025-07-03T22:04:05.000Z', '04/07/2025 00:04:05', '2025-07-04 00:04:05'],
    ['18/11/2025', '18/11/2025', '18/11/2025'],
  ])('%j is «%s» in French and «%s» in English', (value, french, english) => {
    expect(wording.value(value, 'fr', 'Europe/Paris')).toBe(french);
    expect(wording.value(value, 'en', 'Europe/Paris')).toBe(english);
  });

  it('is a moment of the zone of whoever reads it, each time', () => {
    const at = '2025-11-18T23:30:00.000Z';
    const shown = (language: 'fr' | 'en', zone: string) => wording.instant(at, language, zone);
    for (let twice = 0; twice < 2; twice += 1) {
      expect(shown('fr', 'UTC')).toBe('18/11/2025 23:30:00');
      expect(shown('fr', 'Europe/Paris')).toBe('19/11/2025 00:30:00');
      expect(shown('en', 'Europe/Paris')).toBe('2025-11-19 00:30:00');
    }
  });
});

describe('a label', () => {
  it.each([
    ['title', 'Titre', 'Title'],
    ['resolution.code', 'Code de résolution', 'Resolution code'],
    ['custom.derniere_realisation', 'Date de Dernière réalisation', 'Last done'],
    ['custom.étage_d_accueil', 'étage d accueil', 'étage d accueil'],
    ['custom.a.b_c', 'a.b c', 'a.b c'],
    ['relations.inconnue_ici', 'inconnue ici', 'inconnue ici'],
    ['inconnu', 'inconnu', 'inconnu'],
    ['custom.constructor', 'constructor', 'constructor'],
  ])('of %s is «%s» in French and «%s» in English', (field, french, english) => {
    expect([wording.label(field, 'fr'), wording.label(field, 'en')]).toEqual([french, english]);
  });

  it('of a word is that of its table, and of a category the way to it', () => {
    expect(wording.word('category', 'hardware.laptop', 'fr')).toBe('Matériel › Ordinateur portable');
    expect(wording.word('status', 'pending', 'fr')).toBe('En attente');
    expect(wording.word('level', 1, 'en')).toBe('Very high');
  });
});

describe('somebody, in one line', () => {
  it.each<readonly [Partial<Person>, string]>([
    [{ name: 'Zoé Ålund' }, 'Zoé Ålund'],
    [{ name: 'Zoé Ålund', email: 'zoe@exemple.fr' }, 'Zoé Ålund (zoe@exemple.fr)'],
    [{ name: 'Zoé', email: 'z@x.fr', login: 'zalund', employeeNumber: '7' }, 'Zoé (z@x.fr, zalund, 7)'],
    [{ name: 'zalund', login: 'zalund' }, 'zalund'],
    [{ email: 'z@x.fr', login: 'zalund' }, 'z@x.fr, zalund'],
    [{}, ''],
  ])('%j is «%s»', (more, text) => {
    expect(wording.person({ ...nobody, ...more })).toBe(text);
  });

  it.each<readonly [string, Partial<Person>]>([
    ['Zoé Ålund', { name: 'Zoé Ålund' }],
    ['Zoé (zoe@exemple.fr)', { name: 'Zoé', email: 'zoe@exemple.fr' }],
    ['Zoé (zalund)', { name: 'Zoé', login: 'zalund' }],
    ['Zoé (zalund, 7)', { name: 'Zoé', login: 'zalund', employeeNumber: '7' }],
    ['Zoé (zalund, z@x.fr, 7)', { name: 'Zoé', email: 'z@x.fr', login: 'zalund', employeeNumber: '7' }],
    ['Jean (DSI) (jean@x.fr)', { name: 'Jean (DSI)', email: 'jean@x.fr' }],
    ['Jean (DSI) ()', { name: 'Jean (DSI)' }],
    ['Zoé(zalund)', { name: 'Zoé(zalund)' }],
    ['Zoé (zalund) fin', { name: 'Zoé (zalund) fin' }],
    ['(zalund)', { name: '(zalund)' }],
    ['CL... (c@x.fr)', { name: 'CL...', email: 'c@x.fr', cut: true }],
  ])('is read of «%s» as %j', (text, more) => {
    expect(personOfText(text)).toEqual({ ...nobody, ...more });
  });

  it.each<readonly [Partial<Person>, string]>([
    [{ name: 'Jean (DSI)' }, 'Jean (DSI) ()'],
    [{ name: 'Jean (DSI)', login: 'jdsi' }, 'Jean (DSI) (jdsi)'],
    [{ name: 'Jean' }, 'Jean'],
    [{ name: 'Jean (DSI) bis' }, 'Jean (DSI) bis'],
  ])('%j is written «%s», so that no name is taken for a login', (more, text) => {
    expect(personText({ ...nobody, ...more }, wording)).toBe(text);
    expect(personOfText(text)).toEqual({ ...nobody, ...more });
  });
});
