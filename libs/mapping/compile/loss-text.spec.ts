import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import { lossDetail, type LossText } from './loss-text.js';

const losses: readonly (readonly [LossText, string, string])[] = [
  [{ why: 'no-field' }, 'l’outil cible n’a pas de champ pour cela', 'the target has no field for it'],
  [{ why: 'own-stamp' }, 'l’outil cible pose sa propre date', 'the target stamps its own date'],
  [
    { why: 'no-word', word: asIs('Planifié') },
    'l’outil cible n’a pas de mot pour « Planifié »',
    'the target has no word for “Planifié”',
  ],
  [
    { why: 'nearest-word', word: asIs('Planifié'), instead: asIs('En cours') },
    '« Planifié » devient « En cours », le plus proche',
    '“Planifié” becomes “En cours”, the nearest',
  ],
  [
    { why: 'not-found', name: 'Zoé Ålund' },
    '« Zoé Ålund » est introuvable dans l’outil cible',
    '“Zoé Ålund” is not found in the target',
  ],
  [
    { why: 'too-long', length: 5000, max: 4000 },
    '5000 caractères, l’outil cible en garde 4000',
    '5000 characters, the target keeps 4000',
  ],
  [
    { why: 'only-one', name: 'PC-12' },
    'l’outil cible n’en garde qu’un, « PC-12 » reste en texte',
    'the target keeps one, “PC-12” stays as text',
  ],
  [
    { why: 'computed', word: asIs('Haute'), instead: asIs('Moyenne') },
    'l’outil cible la calcule, « Haute » devient « Moyenne »',
    'the target works it out, “Haute” becomes “Moyenne”',
  ],
];

describe('what is lost', () => {
  it.each(losses)('names the field and what becomes of it, %j', (text, french, english) => {
    expect(lossDetail(text, { fr: 'Priorité', en: 'Priority' })).toEqual({
      fr: `Priorité : ${french}`,
      en: `Priority: ${english}`,
    });
  });
});
