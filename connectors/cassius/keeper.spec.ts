import { expect, it } from '@jest/globals';
import { connectCassius, pullAll, withFolder } from './simulator/connect.js';

const list = `Numero;Etat;Créé;Libellé\n${Array.from({ length: 20 }, (_, nth) => `R${nth};x;18/11/2025 10:00:00;y\n`).join('')}`;
const journal = `Numero;Date;Auteur;Type;Texte\n${Array.from({ length: 5_000 }, (_, nth) => `R${nth % 20};18/11/2025 10:00:00;a;Commentaires;${nth}\n`).join('')}`;

it('whoever stops waiting for the journal does not stop those who wait for the same', async () => {
  await withFolder({ 'liste.csv': list, 'journal.csv': journal }, async (folder) => {
    const connected = connectCassius(folder);
    const abort = new AbortController();
    const first = (async () => {
      for await (const page of connected.connector.source?.pull(null, abort.signal) ?? []) void page;
    })();
    const second = pullAll(connected);
    setImmediate(() => abort.abort());
    await expect(first).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await second).tickets.flatMap(({ entries }) => entries)).toHaveLength(5_000);
  });
});

it('a check and a pull gather what stands beside the list once, and both tell what was remarkable', async () => {
  const odd = `${journal}R1;18/11/2025 10:00:00;a;Mémo;z\n`;
  await withFolder({ 'liste.csv': list, 'journal.csv': odd }, async (folder) => {
    const connected = connectCassius(folder);
    const { findings } = await connected.connector.check();
    expect(findings.at(-1)?.detail.en).toContain('unknown type «Mémo»');
    expect((await pullAll(connected)).warnings).toEqual([expect.stringContaining('unknown type «Mémo»')]);
  });
});
