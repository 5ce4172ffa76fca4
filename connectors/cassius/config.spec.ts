import { expect, it } from '@jest/globals';
import { config } from './config.js';

it('a folder is all that a connection must say', () => {
  expect(config.parse({ folder: './exports' })).toMatchObject({
    list: ['*.csv', '*.tsv', '*.xlsx', '*.xml', '*.json'],
    mandatory: ['numero', 'etat', 'cree', 'libelle'],
    classes: { RITM: 'sc_req_item', INC: 'incident' },
    pageSize: 500,
  });
});

it.each([
  ['a column that there is not', { headings: { list: { nom: ['x'] } } }],
  ['a zone that there is not', { dates: { unload: 'Europe/Lutèce' } }],
  ['an encoding that nobody reads', { encoding: 'ebcdic' }],
  ['a setting that there is not', { folder: '.', audience: 'public' }],
  ['journal words, which only code may declare', { folder: '.', journals: { commentaires: 'internal' } }],
  ['no folder', { folder: '' }],
])('%s is refused', (_, wrong) => {
  expect(config.safeParse({ folder: '.', ...wrong }).success).toBe(false);
});
