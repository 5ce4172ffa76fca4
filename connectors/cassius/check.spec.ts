import { describe, expect, it } from '@jest/globals';
import { connectCassius, withFolder } from './simulator/connect.js';

const headings = 'Numero;Etat;Créé;Libellé';
const row = (number: string, date = '18/11/2025 10:00:00'): string => `${number};x;${date};y\n`;

const checkOf = (files: Readonly<Record<string, string>>, config: object = {}) =>
  withFolder(files, async (folder) => connectCassius(folder, config).connector.check());

describe('a check', () => {
  it('says of a sound export what each file was taken for, and how much is in it', async () => {
    const health = await checkOf({
      'liste.csv': `\ufeff${headings}\n${row('R1')}${row('R2')}`,
      'journal.tsv': 'Numero\tDate\tAuteur\tType\tTexte\nR1\t18/11/2025 10:00:00\ta\tCommentaires\tb\n',
      'pieces-jointes/R1/a.txt': 'a',
    });
    expect(health).toMatchObject({ ok: true, version: null, instance: null, clockOffset: null });
    expect(
      health.findings.map(({ name, ok, detail }) => [name, ok, detail.en.replace(/^.*: 2 files/, '2 files')]),
    ).toEqual([
      ['folder', true, '2 files to read'],
      ['journal.tsv', true, 'TSV, UTF-8, 5 columns: Numero, Date, Auteur, Type, Texte'],
      ['liste.csv', true, 'CSV, «;», UTF-8 with a byte order mark, 4 columns: Numero, Etat, Créé, Libellé'],
      ['export', true, 'list: liste.csv; journal: journal.tsv; attachments'],
      ['tickets', true, '2 tickets, all readable'],
      ['journal and attachments', true, '1 journal lines, 1 attachments, all readable'],
      ['remarks', true, 'none'],
    ]);
  });

  it('counts what cannot be read, names the first places, and blocks nothing', async () => {
    const health = await checkOf({
      'liste.csv': `${headings}\n${row('R1')}${row('R2', 'hier')}R3;x\n${row('R4', '30/03/2025 02:30:00')}`,
      'lisezmoi.txt': 'x',
    });
    expect(health.ok).toBe(true);
    expect(health.findings.filter(({ ok }) => !ok)).toMatchObject([
      {
        name: 'tickets',
        ok: false,
        blocking: false,
        detail: {
          en: '2 tickets; 2 places unreadable: liste.csv, ligne 3, colonne «Créé»: expected a date such as 18/11/2025 11:54:35 (dates.formats), came «hier»; liste.csv, ligne 4: expected 4 cells as in the headings, came 2 cells, the last one «x»',
        },
        advice: { en: 'repair these places in the export, or export again: what stands there does not arrive' },
      },
      {
        name: 'remarks',
        ok: false,
        blocking: false,
        detail: {
          fr: 'liste.csv, ligne 5, colonne «Créé» : aucune horloge n’a affiché 30/03/2025 02:30:00 (passage à l’heure d’été) ; lu comme 2025-03-30T01:30:00.000Z ; lisezmoi.txt : ne correspond à aucun motif de «list» ou de «journal»',
          en: 'liste.csv, ligne 5, colonne «Créé»: no clock showed 30/03/2025 02:30:00 (summer time began); read as 2025-03-30T01:30:00.000Z; lisezmoi.txt: no pattern of «list» or «journal» fits it',
        },
        advice: {
          fr: 'lisez-les : rien de tout cela n’arrête une migration',
          en: 'read them: nothing of this stops a migration',
        },
      },
    ]);
  });

  it('of a folder that is not there is an answer, not an exception', async () => {
    const health = await connectCassius('/nowhere').connector.check();
    expect(health).toMatchObject({
      ok: false,
      findings: [
        {
          name: 'folder',
          ok: false,
          blocking: true,
          advice: { en: 'check «folder» in the connection', fr: 'vérifiez «folder» dans la connexion' },
        },
      ],
    });
  });

  it('names every file that cannot be read, not only the first', async () => {
    const health = await checkOf({ 'a.csv': '', 'b.json': '{}', 'c.csv': `${headings}\n${row('R1')}` });
    expect(health.ok).toBe(false);
    expect(health.findings.map(({ name, ok }) => [name, ok])).toEqual([
      ['folder', true],
      ['a.csv', false],
      ['b.json', false],
      ['c.csv', true],
    ]);
  });

  it('says which heading is missing and what to do', async () => {
    const health = await checkOf({ 'liste.csv': `Numero;Etat;Créé\n` });
    expect(health.findings.at(-1)).toMatchObject({
      name: 'export',
      blocking: true,
      detail: {
        fr: 'cassius : liste.csv : attendu le titre de colonne «Libellé», reçu «Numero», «Etat», «Créé»',
        en: 'cassius: liste.csv: expected the heading «Libellé», came «Numero», «Etat», «Créé»',
      },
      advice: {
        fr: 'renommez la colonne, ou nommez la vôtre sous headings.list.libelle',
        en: 'rename the column or name yours under headings.list.libelle',
      },
    });
  });
});
