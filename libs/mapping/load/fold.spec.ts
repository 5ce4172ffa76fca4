import { describe, expect, it } from '@jest/globals';
import { foldLabel, foldOf } from './fold.js';

describe('two labels of a screen', () => {
  it.each([
    ['En cours', '  EN \u00a0\t cours\n'],
    ['Affecté', 'Affecte\u0301'],
    ['ÉTÉ', 'été'],
    ['L’écran d’Ana', "L'ÉCRAN D'ANA"],
    ['Lʼécran d`Ana', "l'écran d´ana"],
  ])('are one word: «%s» and «%s»', (one, other) => {
    expect(foldLabel(one)).toBe(foldLabel(other));
  });

  it('are two where a letter, an accent or a blank is another', () => {
    const words = ['En cours', 'Encours', 'En court', 'Affecté', 'Affecte', 'Affecte-'];
    expect(new Set(words.map(foldLabel)).size).toBe(words.length);
  });

  it('are compared so only where the tool speaks in labels: codes are what they are', () => {
    expect(['exact', 'label'].map((compare) => foldOf(compare as 'exact')(' É  T ')).join('|')).toBe(' É  T |é t');
  });
});
