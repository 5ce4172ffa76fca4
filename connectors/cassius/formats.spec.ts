import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import writeXlsxFile from 'write-excel-file/node';
import { readExport } from './simulator/connect.js';

const seed = await readFile(new URL('fixtures/seed.tsv', import.meta.url), 'utf8');
const table = seed
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));
const names = table[0] ?? [];

interface SheetCell {
  readonly value: string | number | Date;
  readonly type: typeof String | typeof Number | typeof Date;
  readonly format?: string;
}

const text = (value: string): SheetCell => ({ value, type: String });

async function workbook(...sheets: readonly (readonly (readonly SheetCell[])[])[]): Promise<Buffer> {
  const data = sheets.map((rows, index) => ({ data: rows.map((cells) => [...cells]), sheet: `Feuille ${index + 1}` }));
  return writeXlsxFile(data as never).toBuffer();
}

/** A wall clock's time as a spreadsheet keeps it. */
function asSheetDate(french: string): Date {
  const [, day, month, year, time] = /(\d\d)\/(\d\d)\/(\d{4}) (.*)/.exec(french) ?? [];
  return new Date(`${year}-${month}-${day}T${time}.000Z`);
}

describe('the same six rows', () => {
  it.each([
    ['as CSV with quotes', 'liste.csv', table.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n')],
    ['as CSV with semicolons', 'liste.csv', table.map((cells) => cells.join(';')).join('\n')],
    ['as JSON records', 'liste.json', JSON.stringify({ records: recordsOf(table) })],
    ['as a JSON result', 'liste.json', JSON.stringify({ result: recordsOf(table), count: 6 }, null, 2)],
    ['as a JSON array', 'liste.json', JSON.stringify(recordsOf(table))],
  ])('%s are the same tickets', async (_, name, content) => {
    expect(await readExport({ [name]: content })).toMatchObject({
      broken: [],
      tickets: (await readExport({ 'seed.tsv': seed })).tickets,
    });
  });

  it('on a sheet, with dates as text or as days of its calendar, are the same tickets', async () => {
    const expected = (await readExport({ 'seed.tsv': seed })).tickets;
    const asText = table.map((cells) => cells.map(text));
    const asDates = table.map((cells) =>
      cells.map((cell): SheetCell =>
        /^\d\d\/\d\d\/\d{4} /.test(cell)
          ? { value: asSheetDate(cell), type: Date, format: 'dd/mm/yyyy hh:mm:ss' }
          : text(cell),
      ),
    );
    const asSerials = table.map((cells) =>
      cells.map((cell): SheetCell =>
        /^\d\d\/\d\d\/\d{4} /.test(cell)
          ? { value: asSheetDate(cell).getTime() / 86_400_000 + 25_569, type: Number }
          : text(cell),
      ),
    );
    for (const rows of [asText, asDates, asSerials])
      expect(await readExport({ 'liste.xlsx': await workbook(rows) })).toMatchObject({ broken: [], tickets: expected });
  });
});

function recordsOf([headings = [], ...rows]: readonly (readonly string[])[]): Record<string, string>[] {
  return rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [headings[index] ?? '', cell])));
}

describe('a workbook', () => {
  it('may hold the list and the journal on two sheets, each below a title', async () => {
    const journal = [
      [text('Historique')],
      ['Numero', 'Date', 'Auteur', 'Type', 'Texte'].map(text),
      ['RITM0524w', '18/11/2025 12:00:00', 'Zoé Petit', 'Notes de travail', 'vu'].map(text),
    ];
    const { tickets, broken } = await readExport({
      'export.xlsx': await workbook([[text('Export CASSIUS')], [], ...table.map((cells) => cells.map(text))], journal),
    });
    expect(broken).toEqual([]);
    expect(tickets.map(({ entries }) => entries.length)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('names the sheet, the row and the column of what it breaks', async () => {
    const rows = table.map((cells) => cells.map(text));
    rows[3] = rows[3]?.map((cell, index) => (names[index] === 'Créé' ? text('demain') : cell)) ?? [];
    const other = [['Notes', 'Divers'].map(text), ['a', 'b'].map(text)];
    const { tickets, broken, warnings } = await readExport({ 'export.xlsx': await workbook(rows, other) });
    expect(tickets).toHaveLength(5);
    expect(broken).toMatchObject([
      {
        where: 'export.xlsx (feuille «Feuille 1»), ligne 4, colonne «Créé»',
        number: 'RITM0524l',
        expected: { en: 'a date such as 18/11/2025 11:54:35 (dates.formats)' },
        came: { en: '«demain»' },
      },
    ]);
    expect(warnings).toEqual([expect.stringContaining('the export: export.xlsx (feuille «Feuille 2»): expected')]);
  });

  it('shows numbers as a spreadsheet does', async () => {
    const numbers = [0.1 + 0.2, 4711, 33015.5].map((value): SheetCell => ({ value, type: Number }));
    const rows = [
      ['Numero', 'Etat', 'Créé', 'Libellé', 'Coût'].map(text),
      ...numbers.map((cell, index) => [...[`R${index}`, 'x', '18/11/2025 11:54', 'y'].map(text), cell]),
    ];
    const { tickets } = await readExport({ 'liste.xlsx': await workbook(rows) });
    expect(tickets.map(({ fields }) => fields['Coût'])).toEqual(['0.30000000000000004', '4711', '33015.5']);
  });
});

describe('an XML unload', () => {
  const unload = (inside: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<unload unload_date="2025-11-19 16:00:00">\n${inside}\n</unload>\n`;
  const id = (letter: string): string => letter.repeat(32);
  const record = (number: string, more = ''): string =>
    `<sc_req_item action="INSERT_OR_UPDATE"><number>${number}</number><state>2</state>` +
    `<sys_created_on>2025-11-18 10:54:35</sys_created_on><short_description>Écran &amp; câble</short_description>${more}</sc_req_item>`;

  it('gives references their ids, dates in UTC, and our names to what is the same thing', async () => {
    const more =
      `<sys_id>${id('a')}</sys_id><sys_updated_on>2025-11-19 14:02:23</sys_updated_on>` +
      `<opened_by display_value="Zoé Petit">${id('b')}</opened_by>` +
      `<requested_for display_value="Ma...">${id('c')}</requested_for>` +
      `<assignment_group display_value="DIRCI PROX P98888 - #33015">${id('d')}</assignment_group>` +
      `<assigned_to/><cat_item display_value="Ordinateur Portable">${id('e')}</cat_item><work_end/>`;
    const { tickets, broken } = await readExport({ 'unload.xml': unload(record('RITM1', more)) });
    expect(broken).toEqual([]);
    expect(tickets).toMatchObject([
      {
        class: 'sc_req_item',
        changedAt: '2025-11-19T14:02:23.000Z',
        fields: {
          numero: 'RITM1',
          etat: '2',
          demandeur: { id: id('b'), name: 'Zoé Petit', cut: false },
          beneficiaire: { id: id('c'), name: 'Ma...', cut: true },
          groupe: 'DIRCI PROX P98888 - #33015',
          affecte: null,
          cree: '2025-11-18T10:54:35.000Z',
          mis_a_jour: '2025-11-19T14:02:23.000Z',
          libelle: 'Écran & câble',
          cat_item: { id: id('e'), name: 'Ordinateur Portable' },
          work_end: null,
        },
      },
    ]);
  });

  it('brings its journal along, known by the id of its record', async () => {
    const line = (element: string, value: string, at: string): string =>
      `<sys_journal_field action="INSERT_OR_UPDATE"><element>${element}</element><element_id>${id('a')}</element_id>` +
      `<name>sc_req_item</name><sys_created_by>zpetit</sys_created_by><sys_created_on>${at}</sys_created_on>` +
      `<sys_id>${at.at(-1)?.repeat(32)}</sys_id><value>${value}</value></sys_journal_field>`;
    const { tickets, warnings } = await readExport({
      'unload.xml': unload(
        record('RITM1', `<sys_id>${id('a')}</sys_id>`) +
          line('work_notes', '<![CDATA[vu <b>hier</b>]]>', '2025-11-18 11:00:02') +
          line('comments', 'Bonjour,\nc’est prêt', '2025-11-18 11:00:01') +
          '<sys_attachment action="INSERT_OR_UPDATE"><file_name>a.png</file_name></sys_attachment>',
      ),
    });
    expect(tickets[0]?.entries).toMatchObject([
      {
        id: id('1'),
        journal: 'commentaires',
        audience: 'public',
        author: { id: null, name: null, login: 'zpetit' },
        at: '2025-11-18T11:00:01.000Z',
        text: 'Bonjour,\nc’est prêt',
      },
      { id: id('2'), journal: 'notes_travail', audience: 'internal', text: 'vu <b>hier</b>' },
    ]);
    expect(warnings).toEqual([expect.stringContaining('unload.xml: expected the headings')]);
  });

  it('that is damaged in one record is read again from the next', async () => {
    const { tickets, broken } = await readExport({
      'unload.xml': unload(`${record('RITM1')}\n${record('RITM2').replace('</state>', '</etat>')}\n${record('RITM3')}`),
    });
    expect(tickets.map(({ number }) => number)).toEqual(['RITM1', 'RITM3']);
    expect(broken).toMatchObject([
      {
        where: 'unload.xml, lignes 4 à 5, colonne «state»',
        number: 'RITM2',
        expected: { en: 'well-formed XML' },
        came: { en: 'Unexpected close tag' },
      },
    ]);
  });

  it('that ends too early says so, in a record and between records', async () => {
    const whole = unload(record('RITM1') + record('RITM2'));
    const inRecord = await readExport({ 'unload.xml': whole.slice(0, whole.lastIndexOf('<short')) });
    expect(inRecord.tickets.map(({ number }) => number)).toEqual(['RITM1']);
    expect(inRecord.broken).toMatchObject([
      { number: 'RITM2', came: { en: 'the file ends in the middle of this record' } },
    ]);
    const between = await readExport({ 'unload.xml': whole.slice(0, whole.lastIndexOf('</unload>')) });
    expect(between.tickets).toHaveLength(2);
    expect(between.broken).toMatchObject([{ number: null, came: { en: 'the file ends too early' } }]);
  });

  it('in Latin-1 says so itself', async () => {
    const xml = unload(record('RITM1')).replace('UTF-8', 'ISO-8859-1');
    const { tickets } = await readExport({ 'unload.xml': Buffer.from(xml, 'latin1') });
    expect(tickets[0]?.fields['libelle']).toBe('Écran & câble');
  });

  it('of records that lack a heading of ours is refused, not left out', async () => {
    const bare = '<incident><number>INC1</number><state>1</state></incident>';
    await expect(readExport({ 'unload.xml': unload(record('RITM1') + bare) })).rejects.toThrow(
      'expected the headings «Créé», «Libellé» in records of incident',
    );
  });
});

describe('JSON', () => {
  const whole = { number: 'RITM1', state: 'x', sys_created_on: '2025-11-18 10:54:35', short_description: 'y' };
  const json = (...records: readonly unknown[]): string => JSON.stringify({ result: records });

  it('of the Table API gives what people see, and what the database holds of references and dates', async () => {
    const { tickets } = await readExport({
      'liste.json': json({
        ...whole,
        state: { display_value: 'En cours', value: '2' },
        sys_created_on: { display_value: '18/11/2025 11:54:35', value: '2025-11-18 10:54:35' },
        assigned_to: { display_value: 'Zoé Petit', value: 'b'.repeat(32), link: 'https://exemple.service-now.com/x' },
        assignment_group: { display_value: 'DIRCI PROX P98888 - #33015', link: 'https://exemple.service-now.com/y' },
        made_sla: true,
        reassignment_count: 12345678901234567890n.toString(),
        watch_list: ['a', 'b'],
        variables: { colour: 'noir' },
        parent: null,
      }),
    });
    expect(tickets[0]?.fields).toMatchObject({
      etat: 'En cours',
      cree: '2025-11-18T10:54:35.000Z',
      affecte: { id: 'b'.repeat(32), name: 'Zoé Petit', cut: false },
      groupe: 'DIRCI PROX P98888 - #33015',
      made_sla: 'true',
      reassignment_count: '12345678901234567890',
      watch_list: 'a, b',
      variables: '{"colour":"noir"}',
      parent: null,
    });
  });

  it('keeps the digits of long numbers', async () => {
    const text = json({ ...whole, count: 0 }).replace('"count":0', '"count":12345678901234567890.10');
    const { tickets } = await readExport({ 'liste.json': text });
    expect(tickets[0]?.fields['count']).toBe('12345678901234567890.10');
  });

  it('breaks records that are none or that lack what is mandatory, and reads the others', async () => {
    const { tickets, broken } = await readExport({
      'liste.json': json('texte', whole, { number: 'RITM2', state: 'x' }, [], { ...whole, number: 'RITM3' }),
    });
    expect(tickets.map(({ number }) => number)).toEqual(['RITM1', 'RITM3']);
    expect(broken.map(({ where, number }) => [where, number])).toEqual([
      ['liste.json, enregistrement 1', null],
      ['liste.json, enregistrement 3', 'RITM2'],
      ['liste.json, enregistrement 4', null],
    ]);
  });

  it('that ends too early keeps what stands before', async () => {
    const text = json(whole, { ...whole, number: 'RITM2' });
    const { tickets, broken } = await readExport({ 'liste.json': text.slice(0, -12) });
    expect(tickets.map(({ number }) => number)).toEqual(['RITM1']);
    expect(broken).toMatchObject([{ number: 'RITM2', came: { en: 'the file ends in the middle of this record' } }]);
  });

  it('that stops being JSON is read again from the next record', async () => {
    const text = json(whole, { ...whole, number: 'RITM2' }, { ...whole, number: 'RITM3' });
    for (const damaged of [
      text.replace('},{', '},!{'),
      text.replace('RITM2"', 'RITM2'),
      text.replace('"RITM2', '"\\RITM2'),
    ]) {
      const { tickets, broken } = await readExport({ 'liste.json': damaged });
      expect(tickets.map(({ number }) => number)).toEqual(['RITM1', 'RITM3']);
      expect(broken).toMatchObject([{ where: 'liste.json, enregistrement 2', expected: { en: 'JSON' } }]);
    }
  });

  it('without records is refused', async () => {
    await expect(readExport({ 'liste.json': '{"error":"no"}' })).rejects.toThrow(
      'expected records as {"records": […]}',
    );
  });
});
