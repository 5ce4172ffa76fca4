import { describe, expect, it } from '@jest/globals';
import { connectCassius, pullAll, readExport } from './simulator/connect.js';

describe('what goes wrong with an export is said in French and in English', () => {
  it('where the folder is not there', async () => {
    await expect(pullAll(connectCassius('/nowhere'))).rejects.toMatchObject({
      told: { fr: 'cassius : le dossier d’export «/nowhere» est introuvable ; vérifiez «folder» dans la connexion' },
      message: 'cassius: the export folder «/nowhere» is not there; check «folder» in the connection',
    });
  });

  it('where a file is no table', async () => {
    await expect(readExport({ 'liste.csv': '<html>' })).rejects.toMatchObject({
      told: {
        fr: 'cassius : liste.csv : attendu du CSV, TSV, XLSX, XML ou JSON, reçu une page web ; enregistrez-la en CSV',
      },
      message: 'cassius: liste.csv: expected CSV, TSV, XLSX, XML or JSON, came a web page; save it as CSV',
    });
  });

  it('where a file says nothing, after what made it unreadable', async () => {
    await expect(readExport({ 'liste.json': '[{"number":"R1"' })).rejects.toMatchObject({
      told: { fr: expect.stringContaining(' ; un fichier qui s’arrête au milieu de cet enregistrement') },
      message: expect.stringContaining('came JSON without any; the file ends in the middle of this record'),
    });
  });

  it('where a row cannot be read', async () => {
    const { broken } = await readExport({ 'liste.csv': 'Numero;Etat;Créé;Libellé\nR1;x\n' });
    expect(broken).toMatchObject([
      {
        expected: { fr: '4 cellules, autant que de titres de colonne', en: '4 cells as in the headings' },
        came: { fr: '2 cellules, la dernière «x»', en: '2 cells, the last one «x»' },
      },
    ]);
  });
});
