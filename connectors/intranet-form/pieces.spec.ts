import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Fault, type Told } from '@passerelle/connector';
import fc from 'fast-check';
import { Config, modesOf } from './config.js';
import { openDirectory } from './database/directory.js';
import { openTables } from './database/tables.js';
import { sheetRows } from './export/sheet.js';
import { unzipped } from './export/zip.js';
import { followed } from './public/followed.js';
import { inLanes } from './reading/lanes.js';
import { asReference, idOf, openerOf } from './reading/reference.js';
import { fromPlane, toPlane } from './reading/text.js';
import { zipOf } from './simulator/wire/zip.js';
import { databaseOf } from './simulator/index.js';
import { tool } from './simulator/probe.js';
import { newJar } from './wire/jar.js';
import type { Site } from './wire/browser.js';

const site = {
  fault: (kind: Fault['kind'], message: Told) => new Fault({ kind, connection: 'intranet', message }),
} as Site;

describe('the configuration', () => {
  const url = 'https://intranet.exemple.fr/support';
  const staff = { user: 'svc', password: 'x' };
  const database = { host: 'h', name: 'n', user: 'u', password: 'x' };
  it.each([
    [{ url }, { read: 'public', write: 'public' }],
    [
      { url, staff },
      { read: 'staff', write: 'staff' },
    ],
    [
      { url, staff, database },
      { read: 'database', write: 'staff' },
    ],
    [
      { url, staff, database, read: 'staff', write: 'none' },
      { read: 'staff', write: 'none' },
    ],
  ])('%#: chooses the best way that it is given', (given, modes) => {
    expect(modesOf(Config.parse(given))).toEqual(modes);
  });

  it.each([
    { read: 'staff' },
    { write: 'staff' },
    { read: 'database' },
    { backfill: 'export' },
    { staff: { ...staff, folder: '../x' } },
  ])('wants what a way needs: %j', (more) => {
    expect(Config.safeParse({ url, ...more }).success).toBe(false);
  });
});

describe('cookies', () => {
  it('are told apart although the door joins their headers by commas, dates included', () => {
    const jar = newJar();
    const url = 'http://intranet.exemple.fr/support/index.php';
    jar.take(
      url,
      'HESK1=a; path=/; HttpOnly; SameSite=Lax, hesk_myemail=x%40y; expires=Thu, 01 Jan 2099 00:00:00 GMT; path=/',
    );
    expect(jar.header(url)).toBe('HESK1=a; hesk_myemail=x%40y');
    expect(jar.named(url, /^HESK/)).toBe('HESK1');
    expect(newJar().header(url)).toBeUndefined();
  });
});

describe('references', () => {
  it('are upper-cased and keep their dashes; a public id holds the e-mail too', () => {
    expect(asReference(' abc-def-gh12 ')).toBe('ABC-DEF-GH12');
    for (const wrong of ['ABCDEFGH12', 'ABC-DEF-GH123', 'x ABC-DEF-GH12', '']) expect(asReference(wrong)).toBeNull();
    const opener = { reference: 'ABC-DEF-GH12', email: 'a/b@exemple.fr' };
    expect(openerOf(idOf(opener))).toEqual(opener);
    expect(openerOf('ABC-DEF-GH12')).toEqual({ reference: 'ABC-DEF-GH12', email: null });
    expect(openerOf('../../etc/passwd')).toBeNull();
  });
});

describe('characters beyond the basic plane', () => {
  it('come back whatever the text', () => {
    const notation = /\[U\+[0-9A-F]+\]/;
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !notation.test(text)),
        (text) => {
          const sent = toPlane(text);
          expect(/[\u{10000}-\u{10ffff}]/u.test(sent)).toBe(false);
          expect(fromPlane(sent)).toBe(text);
        },
      ),
    );
  });
});

describe('an export', () => {
  const xml = (rows: string): string =>
    `<?xml version="1.0"?><Workbook xmlns:ss="x"><Worksheet ss:Name="Sheet1"><Table>${rows}</Table></Worksheet><Worksheet ss:Name="Sheet2"><Table><Row><Cell><Data>autre</Data></Cell></Row></Table></Worksheet></Workbook>`;
  const cell = (text: string, index = ''): string =>
    `<Cell${index}><Data ss:Type="String"><![CDATA[${text}]]></Data></Cell>`;

  it('is read by its headings, cells that were left out included, and the first sheet only', () => {
    const rows = sheetRows(
      xml(`<Row>${cell('A')}${cell('B')}${cell('C')}</Row><Row>${cell('1 & <2>')}${cell('é', ' ss:Index="3"')}</Row>`),
    );
    expect(rows).toEqual([{ A: '1 & <2>', B: '', C: 'é' }]);
  });

  it('that is torn is none, wherever it was cut', () => {
    const whole = xml(`<Row>${cell('A')}</Row><Row>${cell('1')}</Row>`);
    for (let at = 0; at < whole.length; at += 7) expect(sheetRows(whole.slice(0, at))).toBeNull();
    const zip = zipOf('a.xml', Buffer.from(whole));
    expect(unzipped(zip, /\.xml$/, 1e6)?.toString()).toBe(whole);
    for (let at = 0; at < zip.length; at += 5) expect(unzipped(zip.subarray(0, at), /\.xml$/, 1e6)).toBeNull();
    expect(unzipped(zip, /\.xml$/, 10)).toBeNull();
    expect(unzipped(zip, /\.csv$/, 1e6)).toBeNull();
  });

  it('that grows beyond what was told is not unpacked', () => {
    const bomb = deflateRawSync(Buffer.alloc(5_000_000));
    const zip = Buffer.from(zipOf('a.xml', bomb));
    const central = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
    for (const at of [8, central + 10]) zip.writeUInt16LE(8, at);
    expect(unzipped(zip, /\.xml$/, 1e6)).toBeNull();
    expect(unzipped(zip, /\.xml$/, 1e7)).toHaveLength(5_000_000);
  });
});

describe('the list of followed tickets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suivi-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (content: string) => {
    writeFileSync(join(folder, 'suivi.csv'), content);
    return followed(site, folder, 'suivi.csv');
  };

  it('is read as people keep it', async () => {
    expect(await read('\ufeffreference,email\nabc-def-gh12, a@exemple.fr \n\n')).toEqual([
      { reference: 'ABC-DEF-GH12', email: 'a@exemple.fr' },
    ]);
    expect(await followed(site, folder, undefined)).toEqual([]);
  });

  it('is refused whole for one line that is none, since a ticket would be missed', async () => {
    for (const wrong of ['reference,email\nABC,a@exemple.fr', 'reference,email\nABC-DEF-GH12,x', 'numero;mail\n1;2'])
      await expect(read(wrong)).rejects.toMatchObject({ kind: 'malformed' });
    await expect(followed(site, folder, 'nulle-part.csv')).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('agents', () => {
  it('are found in the tables by e-mail, login, and a name without its accents; nobody by nothing', async () => {
    const directory = openDirectory(openTables(databaseOf(tool().form.tool), 'hesk_', 'intranet'));
    const nothing = { name: null, email: null, login: null, employeeNumber: null };
    const found = async (hint: Partial<typeof nothing> | { name?: string; email?: string; login?: string }) =>
      (await directory.persons([{ ...nothing, ...hint }])).map(({ id }) => id);
    expect(await found({ email: 'KARIM@intranet.example' })).toEqual(['2']);
    expect(await found({ login: 'karim' })).toEqual(['2']);
    expect(await found({ name: 'karim benali' })).toEqual(['2']);
    expect(await found({})).toEqual([]);
    expect(await directory.persons([])).toEqual([]);
  });
});

describe('the tables', () => {
  it.each([
    [{ code: 'ER_ACCESS_DENIED_ERROR', message: 'Access denied' }, 'unauthorized'],
    [{ code: 'ER_TABLEACCESS_DENIED_ERROR', message: 'SELECT command denied' }, 'unauthorized'],
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }, 'unavailable'],
    [{ code: 'PROTOCOL_CONNECTION_LOST', message: 'lost' }, 'unavailable'],
    [{ code: 'ER_NO_SUCH_TABLE', message: 'no table' }, 'malformed'],
  ])('say %j as a fault that is %s', async (error, kind) => {
    const tables = openTables(
      {
        query: () => Promise.reject(Object.assign(new Error(error.message), { code: error.code })),
        close: async () => undefined,
      },
      'hesk_',
      'intranet',
    );
    await expect(tables.look()).rejects.toMatchObject({ kind });
    await expect(tables.layout()).rejects.toMatchObject({ kind });
  });

  it('under another prefix are looked for under that prefix', async () => {
    const { form } = tool();
    await expect(openTables(databaseOf(form.tool, 'sup_'), 'sup_', 'x').look()).resolves.toMatchObject({ tickets: 0 });
    await expect(openTables(databaseOf(form.tool, 'sup_'), 'hesk_', 'x').look()).rejects.toMatchObject({
      kind: 'malformed',
    });
  });
});

describe('work in lanes', () => {
  it('gives answers in the order asked, never more at a time than told, and ends at the first failure', async () => {
    let [now, most] = [0, 0];
    const work = async (n: number): Promise<number> => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < n % 4; turn++) await Promise.resolve();
      now -= 1;
      return n * 2;
    };
    const all = Array.from({ length: 20 }, (_, n) => n);
    expect(await inLanes(all, 3, work)).toEqual(all.map((n) => n * 2));
    expect(most).toBe(3);
    const done: number[] = [];
    await expect(
      inLanes(all, 2, async (n) => {
        if (n === 3) throw new Error('trois');
        done.push(n);
      }),
    ).rejects.toThrow('trois');
    expect(done.length).toBeLessThan(6);
  });
});
