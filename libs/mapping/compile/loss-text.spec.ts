import { describe, expect, it } from '@jest/globals';
import { lossDetail, type LossText } from './loss-text.js';

const losses: readonly (readonly [LossText, readonly string[], readonly string[]])[] = [
  [{ why: 'no-field' }, ['pas de champ'], ['no field']],
  [{ why: 'own-stamp' }, ['sa propre date'], ['its own date']],
  [{ why: 'no-word', word: 'Planifié' }, ['pas de mot', '« Planifié »'], ['no word', '“Planifié”']],
  [
    { why: 'nearest-word', word: 'Planifié', instead: 'En cours' },
    ['« Planifié » devient « En cours »', 'le plus proche'],
    ['“Planifié” becomes “En cours”', 'the nearest'],
  ],
  [{ why: 'not-found', name: 'Zoé Ålund' }, ['« Zoé Ålund » est introuvable'], ['“Zoé Ålund” is not found']],
  [
    { why: 'too-long', length: 5000, max: 4000 },
    ['5000 caractères', 'en garde 4000'],
    ['5000 characters', 'keeps 4000'],
  ],
  [{ why: 'only-one', name: 'PC-12' }, ['qu’un', '« PC-12 » reste en texte'], ['keeps one', '“PC-12” stays as text']],
  [
    { why: 'computed', word: 'Haute', instead: 'Moyenne' },
    ['calcule', '« Haute » devient « Moyenne »'],
    ['works it out', '“Haute” becomes “Moyenne”'],
  ],
];

describe('what is lost', () => {
  it.each(losses)('names the field and what becomes of it, %j', (text, french, english) => {
    expect(lossDetail(text, 'Priorité', 'fr')).toMatch(/^Priorité : /u);
    for (const part of french) expect(lossDetail(text, 'Priorité', 'fr')).toContain(part);
    for (const part of english) expect(lossDetail(text, 'Priority', 'en')).toContain(part);
    expect(lossDetail(text, 'Priority', 'en')).toMatch(/^Priority: /);
  });
});
