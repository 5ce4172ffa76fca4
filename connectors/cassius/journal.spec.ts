import { describe, expect, it } from '@jest/globals';
import { readExport } from './simulator/connect.js';

const list = `Numero;Etat;Créé;Libellé\n${['R1', 'R2'].map((number) => `${number};x;18/11/2025 10:00:00;y\n`).join('')}`;
const journalOf = (...lines: readonly string[]): string =>
  `Numero;Date;Auteur;Type;Texte\n${lines.map((line) => `${line}\n`).join('')}`;
const read = (...lines: readonly string[]) => readExport({ 'liste.csv': list, 'journal.csv': journalOf(...lines) });

describe('a line of the journal', () => {
  it('belongs to its ticket with author, instant, audience and text as they were written', async () => {
    const { tickets, broken } = await read(
      'R2;18/11/2025 11:00:00;Zoé Petit (zoe@exemple.fr);Commentaires;"Bonjour,\r\n\r\nc’est ""prêt"" ; 🖥️ שלום עולם"',
      'R2;18/11/2025 11:05:00;Ma...;Notes de travail;  vu  ',
    );
    expect(broken).toEqual([]);
    expect(tickets.map(({ entries }) => entries)).toEqual([
      [],
      [
        {
          id: null,
          journal: 'commentaires',
          audience: 'public',
          author: { id: null, name: 'Zoé Petit', cut: false, email: 'zoe@exemple.fr' },
          at: '2025-11-18T10:00:00.000Z',
          text: 'Bonjour,\n\nc’est "prêt" ; 🖥️ שלום עולם',
        },
        {
          id: null,
          journal: 'notes_travail',
          audience: 'internal',
          author: { id: null, name: 'Ma...', cut: true },
          at: '2025-11-18T10:05:00.000Z',
          text: '  vu  ',
        },
      ],
    ]);
  });

  it.each([
    ['comments', 'commentaires', 'public'],
    ['Commentaires supplémentaires', 'commentaires', 'public'],
    ['COMMENTAIRE', 'commentaires', 'public'],
    ['work_notes', 'notes_travail', 'internal'],
    ['Note de travail', 'notes_travail', 'internal'],
    ['Commentaires et notes de travail', 'Commentaires et notes de travail', 'internal'],
    ['Commentaires internes', 'Commentaires internes', 'internal'],
    ['public', 'public', 'internal'],
    ['', 'inconnu', 'internal'],
  ])('of type «%s» is %s and %s', async (type, journal, audience) => {
    const { tickets, warnings } = await read(`R1;18/11/2025 11:00:00;Zoé;${type};texte`);
    expect(tickets[0]?.entries).toMatchObject([{ journal, audience }]);
    expect(warnings.length).toBe(['commentaires', 'notes_travail'].includes(journal) ? 0 : 1);
  });

  it('is told in the order of time, and in the order of the file within a second', async () => {
    const { tickets } = await read(
      'R1;18/11/2025 10:59:00;a;Commentaires;0',
      'R1;18/11/2025 11:00:05;a;Commentaires;3',
      'R1;18/11/2025 11:00:00;a;Commentaires;1',
      'R1;18/11/2025 11:00:00;b;Notes de travail;2',
    );
    expect(tickets[0]?.entries.map(({ text }) => text)).toEqual(['0', '1', '2', '3']);
  });

  it('is told from the end of a file that shows the newest first', async () => {
    const { tickets } = await read(
      'R2;18/11/2025 12:00:00;a;Commentaires;3',
      'R1;18/11/2025 11:00:00;a;Commentaires;2',
      'R1;18/11/2025 11:00:00;a;Commentaires;1',
      'R2;18/11/2025 10:00:00;a;Commentaires;0',
    );
    expect(tickets.map(({ entries }) => entries.map(({ text }) => text))).toEqual([
      ['1', '2'],
      ['0', '3'],
    ]);
  });

  it('without a date keeps its place, without a text is left out and said', async () => {
    const { tickets, warnings } = await read(
      'R1;18/11/2025 11:00:00;a;Commentaires;1',
      'R1;(vide);a;Commentaires;2',
      'R1;18/11/2025 12:00:00;a;Commentaires;3',
      'R1;18/11/2025 12:00:00;a;Commentaires;(vide)',
    );
    expect(tickets[0]?.entries.map(({ text, at }) => [text, at?.slice(11, 16) ?? null])).toEqual([
      ['1', '10:00'],
      ['2', null],
      ['3', '11:00'],
    ]);
    expect(warnings).toEqual(['journal.csv, ligne 5: the line has no text and is left out']);
  });

  it('that cannot be read is broken, with the number of its ticket, and stops no other', async () => {
    const { tickets, broken } = await read(
      'R1;hier;a;Commentaires;1',
      'R1;18/11/2025 11:00:00;a;Commentaires',
      'R2;18/11/2025 11:00:00;a;Notes de travail;2',
    );
    expect(tickets.map(({ entries }) => entries.length)).toEqual([0, 1]);
    expect(broken).toMatchObject([
      { where: 'journal.csv, ligne 2, colonne «Date»', number: 'R1', came: { en: '«hier»' } },
      { where: 'journal.csv, ligne 3', number: 'R1', came: { en: '4 cells, the last one «Commentaires»' } },
    ]);
  });

  it('of another ticket is never swallowed by a public one', async () => {
    const lines = [
      'R1;18/11/2025 11:00:00;a;Commentaires;"Bonjour',
      'R2;18/11/2025 11:00:01;b;Notes de travail;client pénible',
      'R1;18/11/2025 11:00:02;a;Commentaires;merci"',
    ];
    const guarded = await read(...lines);
    expect(guarded.tickets.flatMap(({ entries }) => entries)).toEqual([]);
    expect(guarded.broken.map(({ number }) => number)).toEqual(['R1', 'R2', 'R1']);
    const trusting = await readExport({ 'liste.csv': list, 'journal.csv': journalOf(...lines) }, { quotes: 'trust' });
    expect(trusting.tickets[0]?.entries[0]).toMatchObject({
      audience: 'public',
      text: expect.stringContaining('pénible'),
    });
  });

  it('keeps what stands under other headings', async () => {
    const journal = 'Durée;Numero;Date;Auteur;Type;Texte\n15 min;R1;18/11/2025 11:00:00;a;Commentaires;1\n';
    const { tickets } = await readExport({ 'liste.csv': list, 'journal.csv': journal });
    expect(tickets[0]?.entries[0]?.fields).toEqual({ Durée: '15 min' });
  });
});

describe('journals that overlap', () => {
  const line = 'R1;18/11/2025 11:00:00;a;Commentaires;oui';
  it('double no line that both hold, and keep one that was written twice', async () => {
    const { tickets } = await readExport({
      'liste.csv': list,
      'journal-octobre.csv': journalOf(line, line),
      'journal-novembre.csv': journalOf(line, 'R1;18/11/2025 12:00:00;a;Commentaires;non'),
    });
    expect(tickets[0]?.entries.map(({ text }) => text)).toEqual(['oui', 'oui', 'non']);
  });

  it('know a line by its id, and break a second line of the same id that says something else', async () => {
    const row = (id: string, value: string): object => ({
      sys_id: id,
      element_id: 'R1',
      element: 'comments',
      sys_created_on: '2025-11-18 10:00:00',
      sys_created_by: 'zpetit',
      value,
    });
    const { tickets, broken } = await readExport({
      'liste.csv': list,
      'journal.json': JSON.stringify([row('a', '1'), row('a', '1'), row('b', '2'), row('b', '3')]),
    });
    expect(tickets[0]?.entries.map(({ id, text }) => [id, text])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(broken).toMatchObject([{ where: 'journal, entrée b', number: 'R1' }]);
  });
});

it('lines of tickets that no list holds are counted and said', async () => {
  const { warnings } = await read('R9;18/11/2025 11:00:00;a;Commentaires;1', 'R1;18/11/2025 11:00:00;a;Commentaires;1');
  expect(warnings).toEqual([
    expect.stringContaining('1 journal lines and 0 attachments belong to tickets that no list holds (R9…)'),
  ]);
});

it('a journal without a heading that it needs stops everything', async () => {
  const files = { 'liste.csv': list, 'journal.csv': 'Numero;Date;Auteur;Texte\nR1;18/11/2025 11:00:00;a;x\n' };
  await expect(readExport(files)).rejects.toThrow('journal.csv: expected the heading «Type», came «Numero», «Date»');
});
