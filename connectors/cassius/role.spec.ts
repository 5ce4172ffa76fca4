import { expect, it } from '@jest/globals';
import { readExport } from './simulator/connect.js';

const list = 'Numero;Etat;Créé;Libellé\nR1;x;18/11/2025 10:00:00;y\n';
const journal = 'Numero;Date;Auteur;Type;Texte\nR1;18/11/2025 10:00:00;a;Commentaires;b\n';

it.each([
  ['by their names', 'liste.csv', 'journal.csv'],
  ['by their columns, where names say the contrary', 'liste-journaliere.csv', 'historique.csv'],
])('list and journal are told apart %s', async (_, first, second) => {
  const { tickets, warnings } = await readExport({ [first]: list, [second]: journal });
  expect(tickets.map(({ entries }) => entries.length)).toEqual([1]);
  expect(warnings).toEqual([]);
});

it('a folder with a journal alone has nothing to migrate, and says so', async () => {
  await expect(readExport({ 'journal.csv': journal })).rejects.toMatchObject({ kind: 'gone' });
});

it('files that no pattern fits are named and not read', async () => {
  const { warnings } = await readExport({
    'liste.csv': list,
    'lisezmoi.txt': 'x',
    '~$liste.xlsx': 'x',
    '.DS_Store': 'x',
  });
  expect(warnings).toEqual(['the export: lisezmoi.txt: no pattern of «list» or «journal» fits it']);
});

it('patterns of the connection choose among the files', async () => {
  const files = { 'a.csv': list, 'b.txt': list.replace('R1', 'R2'), 'notes.csv': 'rien' };
  const { tickets } = await readExport(files, { list: ['A.CSV', '*.txt'] });
  expect(tickets.map(({ number }) => number)).toEqual(['R1', 'R2']);
});
