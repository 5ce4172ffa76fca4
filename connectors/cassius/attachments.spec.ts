import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { connectCassius, pullAll, readExport, withFolder } from './simulator/connect.js';

const list = `Numero;Etat;Créé;Libellé\n${['R1', 'R2'].map((number) => `${number};x;18/11/2025 10:00:00;y\n`).join('')}`;
const decomposed = 'capture d’écran n°1.png'.normalize('NFD');
const png = Buffer.from('89504e470d0a1a0a', 'hex');

describe('files in the folder of a ticket', () => {
  it('are its attachments, internal unless the index says public', async () => {
    const { tickets, broken, warnings } = await readExport({
      'liste.csv': list,
      [`pieces-jointes/R1/${decomposed}`]: png,
      'pieces-jointes/R1/note.txt': 'a',
      'pieces-jointes/R1/devis.PDF': 'bb',
      'pieces-jointes/R1/sans extension': 'c',
      'pieces-jointes/R1/.DS_Store': 'x',
      'pieces-jointes/Thumbs.db': 'x',
      'pieces-jointes/index.csv': [
        'Fichier;Numero;Date;Auteur;Visibilité',
        'capture d’écran n°1.png;R1;18/11/2025 11:00:00;Zoé Petit;Public',
        'note.txt;R1;(vide);;Interne',
        'devis.PDF;R1;18/11/2025 11:00;Ma...;Tout le monde',
      ].join('\n'),
    });
    expect(broken).toEqual([]);
    expect(tickets.map(({ attachments }) => attachments)).toEqual([
      [
        ['capture d’écran n°1.png', 'image/png', 8, 'public', '2025-11-18T10:00:00.000Z', 'Zoé Petit'],
        ['devis.PDF', 'application/pdf', 2, 'internal', '2025-11-18T10:00:00.000Z', 'Ma...'],
        ['note.txt', 'text/plain', 1, 'internal', null, undefined],
        ['sans extension', null, 1, 'internal', null, undefined],
      ].map(([name, mime, size, audience, at, author]) => ({
        id: expect.stringMatching(/^R1\/[0-9a-f]{32}$/),
        name,
        mime,
        size,
        sha256: null,
        audience,
        at,
        author: author === undefined ? null : { id: null, name: author, cut: String(author).endsWith('...') },
      })),
      [],
    ]);
    expect(warnings).toEqual([expect.stringContaining('unknown visibility «Tout le monde»')]);
  });

  it('are opened whole, each time anew', async () => {
    await withFolder({ 'liste.csv': list, [`pieces-jointes/R1/${decomposed}`]: png }, async (folder) => {
      const connected = connectCassius(folder);
      const attachment = (await pullAll(connected)).tickets[0]?.attachments[0];
      if (!attachment) throw new Error('expected an attachment');
      for (let time = 0; time < 2; time += 1)
        expect(await buffer((await connected.connector.source?.open?.(attachment)) ?? Readable.from([]))).toEqual(png);
    });
  });

  it('have the same ids whether their names are composed or not, and ids of their own where both lie there', async () => {
    const ids = async (...names: readonly string[]) => {
      const files = Object.fromEntries(names.map((name) => [`pieces-jointes/R1/${name}`, png]));
      const { tickets } = await readExport({ 'liste.csv': list, ...files });
      return tickets[0]?.attachments.map(({ id }) => id) ?? [];
    };
    const composed = decomposed.normalize('NFC');
    expect(await ids(decomposed)).toEqual(await ids(composed));
    const both = await ids(composed, decomposed);
    expect(new Set(both).size).toBe(2);
    expect(both).toEqual(expect.arrayContaining([...(await ids(composed))]));
  });

  it('that changed since they were told are not read', async () => {
    await withFolder({ 'liste.csv': list, 'pieces-jointes/R1/a.txt': 'a' }, async (folder) => {
      const connected = connectCassius(folder);
      const attachment = (await pullAll(connected)).tickets[0]?.attachments[0];
      if (!attachment) throw new Error('expected an attachment');
      await writeFile(join(folder, 'pieces-jointes/R1/a.txt'), 'longer');
      await expect(connected.connector.source?.open?.(attachment)).rejects.toMatchObject({ kind: 'conflict' });
      await rm(join(folder, 'pieces-jointes/R1/a.txt'));
      await expect(connected.connector.source?.open?.(attachment)).rejects.toMatchObject({ kind: 'gone' });
      await rm(join(folder, 'pieces-jointes'), { recursive: true });
      await expect(connected.connector.source?.open?.(attachment)).rejects.toMatchObject({ kind: 'gone' });
    });
  });

  it('make a new version of the ticket when they change', async () => {
    await withFolder({ 'liste.csv': list, 'pieces-jointes/R1/a.txt': 'a' }, async (folder) => {
      const versions = async () => (await pullAll(connectCassius(folder))).tickets.map(({ version }) => version);
      const before = await versions();
      expect(await versions()).toEqual(before);
      await writeFile(join(folder, 'pieces-jointes/R1/b.txt'), 'b');
      const after = await versions();
      expect(after[0]).not.toBe(before[0]);
      expect(after[1]).toBe(before[1]);
    });
  });
});

describe('what leads out of the export', () => {
  it('is not read, and each of it is told', async () => {
    await withFolder(
      { 'x/liste.csv': list, 'x/pieces-jointes/R1/a.txt': 'a', 'secret.txt': 'secret' },
      async (base) => {
        const root = join(base, 'x/pieces-jointes');
        await symlink(join(base, 'secret.txt'), join(root, 'R1/lien.txt'));
        await symlink(base, join(root, 'R2'));
        await mkdir(join(root, 'R1/dossier'));
        await writeFile(join(root, 'perdu.txt'), 'x');
        await writeFile(join(root, 'index.csv'), 'Numero;Fichier\nR1;../../../secret.txt\nR1;absent.txt\n');
        const { tickets, broken } = await pullAll(connectCassius(join(base, 'x')));
        expect(tickets.map(({ attachments }) => attachments.map(({ name }) => name))).toEqual([['a.txt'], []]);
        expect(broken.map(({ where, number, came }) => [where, number, came.en.split(',')[0]])).toEqual([
          ['pieces-jointes/index.csv, ligne 2, colonne «Fichier»', 'R1', '../../../secret.txt'],
          ['pieces-jointes/R1/dossier', 'R1', 'a folder inside a ticket’s folder'],
          ['pieces-jointes/R1/lien.txt', 'R1', 'a symbolic link'],
          ['pieces-jointes/R2', null, 'a symbolic link'],
          ['pieces-jointes/perdu.txt', null, 'a file outside the folders'],
          ['pieces-jointes/index.csv, ligne 3', 'R1', 'no file of that name'],
        ]);
      },
    );
  });

  it('is not opened either, whatever the id says', async () => {
    await withFolder(
      { 'x/liste.csv': list, 'x/pieces-jointes/R1/a.txt': 'a', 'secret.txt': 'secret' },
      async (base) => {
        const connected = connectCassius(join(base, 'x'));
        const attachment = (await pullAll(connected)).tickets[0]?.attachments[0];
        if (!attachment) throw new Error('expected an attachment');
        const path = join(base, 'x/pieces-jointes/R1/a.txt');
        await rm(path);
        await symlink(join(base, 'secret.txt'), path);
        await expect(connected.connector.source?.open?.({ ...attachment, size: 6 })).rejects.toMatchObject({
          name: 'Fault',
        });
        for (const id of ['../x', `../${'0'.repeat(32)}`, `R1/../../${'0'.repeat(32)}`, '', 'R1/secret.txt'])
          await expect(connected.connector.source?.open?.({ ...attachment, id })).rejects.toMatchObject({
            kind: 'gone',
          });
      },
    );
  });
});

it('a file that is listed twice is public only if it is so both times', async () => {
  const { tickets } = await readExport({
    'liste.csv': list,
    'pieces-jointes/R1/a.txt': 'a',
    'pieces-jointes/index.csv': 'Numero;Fichier;Visibilité\nR1;a.txt;Public\nR1;a.txt;Interne\n',
  });
  expect(tickets[0]?.attachments).toMatchObject([{ audience: 'internal' }]);
});
