import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Connected, connectCassius, pullAll, withFolder } from './simulator/connect.js';

const headings = 'Numero;Etat;Créé;Libellé';
const row = (number: number | string, label = 'Écran'): string => `R${number};x;18/11/2025 10:00:00;${label}\n`;
const rows = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index)).join('');
const numbersOf = (tickets: readonly { readonly number: string | null }[]) => tickets.map(({ number }) => number);
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `R${from + index}`);

const withList = <T>(content: string, use: (folder: string) => Promise<T>): Promise<T> =>
  withFolder({ 'liste.csv': `${headings}\n${content}` }, use);

async function firstPages(connected: Connected, count: number, cursor: string | null = null) {
  const pages = [];
  for await (const page of connected.connector.source?.pull(cursor) ?? []) {
    pages.push(page);
    if (pages.length === count) break;
  }
  return pages;
}

describe('a pull', () => {
  it('yields pages of the size that was asked for, in the order of the file, and tells the total', async () => {
    await withList(rows(1, 12), async (folder) => {
      const { pages } = await pullAll(connectCassius(folder, { pageSize: 5 }));
      expect(pages.map(({ items, total }) => [items.length, total])).toEqual([
        [5, 12],
        [5, 12],
        [2, 12],
      ]);
      expect(numbersOf(pages.flatMap(({ items }) => items))).toEqual(numbers(1, 12));
    });
  });

  it('goes on from each of its cursors with the last ticket that was told, in another process too', async () => {
    await withList(rows(1, 12), async (folder) => {
      const { pages } = await pullAll(connectCassius(folder, { pageSize: 5 }));
      for (const [index, { cursor }] of pages.entries()) {
        const { tickets } = await pullAll(connectCassius(folder, { pageSize: 3 }), cursor);
        expect(numbersOf(tickets)).toEqual(numbers(Math.min(12, 5 * (index + 1)), 12));
      }
    });
  });

  it('starts over when the export is another one, even by one letter', async () => {
    await withList(rows(1, 6), async (folder) => {
      const connected = connectCassius(folder, { pageSize: 4 });
      const [first] = await firstPages(connected, 1);
      await writeFile(join(folder, 'liste.csv'), `${headings}\n${rows(1, 5)}${row(6, 'Écrin')}`);
      expect(numbersOf((await pullAll(connected, first?.cursor)).tickets)).toEqual(numbers(1, 6));
    });
  });

  it('starts over when the same export is read in another way', async () => {
    await withList(rows(1, 6), async (folder) => {
      const [first] = await firstPages(connectCassius(folder, { pageSize: 4 }), 1);
      const elsewhere = connectCassius(folder, { pageSize: 4 }, 'Pacific/Noumea');
      expect((await pullAll(elsewhere, first?.cursor)).tickets).toHaveLength(6);
    });
  });

  it.each(['', 'x', '{}', '[]', '{"export":"x","row":1,"told":1,"beside":0}', '2025-11-18T10:00:00.000Z'])(
    'refuses «%s», which is no cursor of its own',
    async (cursor) => {
      await withList(rows(1, 2), async (folder) => {
        await expect(pullAll(connectCassius(folder), cursor)).rejects.toMatchObject({
          kind: 'malformed',
          message: expect.stringContaining('expected a cursor of this connector'),
        });
      });
    },
  );

  it('tells each broken piece once over all its pages and resumptions', async () => {
    const content = `${row(1)}R2;x\n${row(3)}R4;x\n${row(5)}R6;x\nR7;x\n`;
    await withFolder(
      { 'liste.csv': `${headings}\n${content}`, 'journal.csv': 'Numero;Date;Auteur;Type;Texte\nR1;hier;a;b;c\n' },
      async (folder) => {
        const told: (string | null)[] = [];
        let cursor: string | null = null;
        for (let time = 0; time < 12; time += 1) {
          const [page] = await firstPages(connectCassius(folder, { pageSize: 2 }), 1, cursor);
          told.push(...(page?.broken.map(({ where }) => where) ?? []));
          cursor = page?.cursor ?? null;
          if (page?.items.length === 1 && page.items[0]?.number === 'R5' && page.broken.length === 0) break;
        }
        expect(told).toEqual([
          'journal.csv, ligne 2, colonne «Date»',
          'liste.csv, ligne 3',
          'liste.csv, ligne 5',
          'liste.csv, ligne 7',
          'liste.csv, ligne 8',
        ]);
      },
    );
  });

  it('of a list without rows yields one empty page', async () => {
    await withList('', async (folder) => {
      const { pages } = await pullAll(connectCassius(folder));
      expect(pages).toMatchObject([{ items: [], broken: [], total: 0 }]);
      expect((await pullAll(connectCassius(folder), pages[0]?.cursor)).tickets).toEqual([]);
    });
  });

  it('gives a ticket a new version when anything of it changes, and only then', async () => {
    const journal = (text: string): string =>
      `Numero;Date;Auteur;Type;Texte\nR2;18/11/2025 10:00:00;a;Commentaires;${text}\n`;
    await withFolder({ 'liste.csv': `${headings}\n${rows(1, 3)}`, 'journal.csv': journal('a') }, async (folder) => {
      const versions = async () => (await pullAll(connectCassius(folder))).tickets.map(({ version }) => version);
      const before = await versions();
      await writeFile(join(folder, 'journal.csv'), journal('b'));
      const after = await versions();
      expect(after.map((version, index) => version === before[index])).toEqual([true, false, true]);
      await writeFile(join(folder, 'liste.csv'), `Libellé;Créé;Etat;Numero\n${'Écran;18/11/2025 10:00:00;x;R3\n'}`);
      expect(await versions()).toEqual([before[2]]);
    });
  });

  it('fails rather than mix two exports when one replaces the other meanwhile', async () => {
    await withList(rows(1, 20), async (folder) => {
      const pages = connectCassius(folder, { pageSize: 5 }).connector.source?.pull(null);
      const iterator = pages?.[Symbol.asyncIterator]();
      expect((await iterator?.next())?.value.items).toHaveLength(5);
      await writeFile(join(folder, 'liste.csv'), `${headings}\n${rows(1, 30)}`);
      const rest = async () => {
        while (!(await iterator?.next())?.done) continue;
      };
      await expect(rest()).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('liste.csv changed'),
      });
    });
  });

  it('stops behind the page at which it is told to, with a fault', async () => {
    await withList(rows(1, 20), async (folder) => {
      const abort = new AbortController();
      const sizes: number[] = [];
      const pulling = async () => {
        for await (const page of connectCassius(folder, { pageSize: 5 }).connector.source?.pull(null, abort.signal) ??
          []) {
          sizes.push(page.items.length);
          abort.abort();
        }
      };
      await expect(pulling()).rejects.toMatchObject({
        kind: 'unavailable',
        message: expect.stringContaining('stopped'),
      });
      expect(sizes).toEqual([5]);
    });
  });

  it('of a folder or a list that is not there is a fault with what to do', async () => {
    await withFolder({ 'liste.csv': '' }, async (folder) => {
      await expect(pullAll(connectCassius(folder))).rejects.toMatchObject({ kind: 'malformed' });
      await rm(join(folder, 'liste.csv'));
      await expect(pullAll(connectCassius(folder))).rejects.toMatchObject({
        kind: 'gone',
        message: expect.stringContaining('expected a list export (files that fit «*.csv»'),
      });
      await expect(pullAll(connectCassius(join(folder, 'absent')))).rejects.toMatchObject({
        kind: 'gone',
        message: expect.stringContaining('check «folder»'),
      });
    });
  });
});

describe('reading tickets by their numbers', () => {
  it('yields those that are there, each once, whole', async () => {
    const journal = 'Numero;Date;Auteur;Type;Texte\nR2;18/11/2025 10:00:00;a;Commentaires;b\n';
    await withFolder(
      {
        'a.csv': `${headings}\n${rows(1, 3)}R7;x\n`,
        'b.csv': `${headings}\n${row(2, 'autre')}${rows(8, 9)}`,
        'journal.csv': journal,
      },
      async (folder) => {
        const { connector } = connectCassius(folder);
        const all = (await pullAll({ connector, warnings: [] })).tickets;
        const found = [];
        for await (const ticket of connector.source?.read(['R9', 'R2', 'R7', 'R404', 'R2']) ?? []) found.push(ticket);
        expect(found).toEqual(all.filter(({ number }) => number === 'R2' || number === 'R9'));
        expect(found.map(({ entries }) => entries.length)).toEqual([1, 0]);
      },
    );
  });

  it('of none reads nothing', async () => {
    const { connector } = connectCassius('/nowhere');
    const found = [];
    for await (const ticket of connector.source?.read([]) ?? []) found.push(ticket);
    expect(found).toEqual([]);
  });
});
