import { describe, expect, it } from '@jest/globals';
import { nearest } from './suggest.js';

describe('the word that was meant', () => {
  it.each([
    ['titel', ['title', 'description'], 'title'],
    ['lable', ['label', 'native'], 'label'],
    ['clases', ['journals', 'classes'], 'classes'],
    ['in_progres', ['planned', 'in_progress'], 'in_progress'],
    ['RESOLVED', ['closed', 'resolved'], 'resolved'],
    ['matériel.ecran', ['matériel.écran', 'matériel'], 'matériel.écran'],
    ['Étt', ['été', 'étt'], 'étt'],
    ['categorie_de_service', ['category', 'categorie_du_service'], 'categorie_du_service'],
    ['stauts', ['statuts', 'status'], 'statuts'],
    ['étée', ['étxy'], 'étxy'],
    ['catégorie', ['catégxxxe'], 'catégxxxe'],
    ['groupe', ['groupement'.slice(0, 8)], 'groupeme'],
    ['abc', ['ABC'], 'ABC'],
    ['écran', ['2.écran', 'écrin'], 'écrin'],
  ])('for «%s» among %j is «%s»', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });

  it.each([
    ['en_cours', ['new', 'queued', 'in_progress']],
    ['1', ['2', '3']],
    ['12', ['11', '13']],
    ['ab', ['ac']],
    ['404', ['403']],
    ['étée', ['éxyz']],
    ['catégorie', ['catéxxxxe']],
    ['groupe', ['groupemen']],
    ['écran', []],
    ['titre', ['title_of_the_ticket']],
  ])('for «%s» is none of %j', (word, known) => {
    expect(nearest(word, known)).toBeNull();
  });
});
