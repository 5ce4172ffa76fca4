import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pullAll, connectCassius, readExport, withFolder } from './simulator/connect.js';

const headings = 'Numero;Etat;Créé;Libellé';
const row = (number: string, label = 'Écran'): string => `${number};En cours;18/11/2025 11:54:35;${label}`;
const list = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

describe('headings', () => {
  it.each([
    ['of other case and without accents', 'NUMERO;etat;cree;libelle'],
    ['with blanks and typographic apostrophes', ' Numero ;État ; Créé;Libellé '],
    ['as numbers are abbreviated', 'N°;Statut;Créé le;Description courte'],
    ['of the technical names of ServiceNow', 'number;state;sys_created_on;short_description'],
  ])('%s are ours', async (_, names) => {
    const { tickets } = await readExport({ 'liste.csv': list(names, row('RITM1')) });
    expect(tickets.map(({ fields }) => fields)).toEqual([
      { numero: 'RITM1', etat: 'En cours', cree: '2025-11-18T10:54:35.000Z', libelle: 'Écran' },
    ]);
  });

  it('stand in any order', async () => {
    const forth = await readExport({ 'liste.csv': list(headings, row('RITM1')) });
    const back = await readExport({
      'liste.csv': list('Libellé;Créé;Etat;Numero', 'Écran;18/11/2025 11:54:35;En cours;RITM1'),
    });
    expect(back.tickets).toEqual(forth.tickets);
  });

  it('that nobody knows keep their cells under their own name, in an order that columns do not change', async () => {
    const { tickets } = await readExport({
      'liste.csv': list(`${headings};Code bâtiment;__proto__;;Libellé;Étage`, `${row('RITM1')};B12;p;x;autre;(vide)`),
    });
    expect(Object.entries(tickets[0]?.fields ?? {}).slice(4)).toEqual([
      ['Code bâtiment', 'B12'],
      ['Libellé', 'autre'],
      ['__proto__', 'p'],
      ['colonne 7', 'x'],
      ['Étage', null],
    ]);
    expect(Object.getPrototypeOf(tickets[0]?.fields)).toBe(Object.prototype);
  });

  it('may be named by the connection', async () => {
    const files = { 'liste.csv': list('Réf;Etat;Créé;Intitulé', row('RITM1')) };
    const { tickets } = await readExport(files, { headings: { list: { numero: ['réf'], libelle: ['INTITULE'] } } });
    expect(tickets.map(({ number, fields }) => [number, fields['libelle']])).toEqual([['RITM1', 'Écran']]);
  });

  it('may stand below a title and below the hint for Excel', async () => {
    const { tickets } = await readExport({
      'liste.csv': list('sep=;', 'Export CASSIUS du 19/11/2025', '', headings, row('RITM1')),
    });
    expect(tickets.map(({ number }) => number)).toEqual(['RITM1']);
  });

  it('that are missing stop everything with the file, the heading and what to do', async () => {
    await expect(readExport({ 'liste.csv': list('Numero;Etat;Créé;Nom', row('RITM1')) })).rejects.toMatchObject({
      kind: 'malformed',
      message:
        'cassius: liste.csv: expected the heading «Libellé», came «Numero», «Etat», «Créé», «Nom»; rename the column or name yours under headings.list.libelle',
    });
  });

  it('are not found in a file that the connection reads in the wrong encoding, and the message shows why', async () => {
    await expect(
      readExport({ 'liste.csv': list(headings, row('RITM1')) }, { encoding: 'windows-1252' }),
    ).rejects.toThrow('«CrÃ©Ã©»');
  });
});

describe('separators', () => {
  it.each([';', ',', '\t', '|'])('«%s» is found by the headings that it makes', async (separator) => {
    const lines = [
      ['Numero', 'Etat', 'Créé', 'Libellé', 'Demandeur'],
      ['RITM1', 'En cours', '18/11/2025 11:54:35', '"a, b; c\t|d"', 'Zoé'],
    ];
    const { tickets } = await readExport({ 'liste.csv': list(...lines.map((cells) => cells.join(separator))) });
    expect(tickets[0]?.fields).toMatchObject({ libelle: 'a, b; c\t|d', demandeur: { name: 'Zoé' } });
  });

  it('are not taken from commas in an unquoted Libellé', async () => {
    const { tickets } = await readExport({
      'liste.tsv': list('Numero\tEtat\tCréé\tLibellé', `RITM1\tEn cours\t18/11/2025 11:54\tA, B, C, D, E, F`),
    });
    expect(tickets[0]?.fields['libelle']).toBe('A, B, C, D, E, F');
  });
});

describe('encodings', () => {
  const text = list(headings, row('RITM1', 'Œuvre à 12 € — l’été'), row('RITM2', 'naïve'));
  const cp1252 = (content: string): Buffer =>
    Buffer.from(
      Array.from(content, (letter) => ({ Œ: 0x8c, '€': 0x80, '—': 0x97, '’': 0x92 })[letter] ?? letter.charCodeAt(0)),
    );
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['Windows-1252', cp1252(text)],
    ['Windows-1252 with lines that end in CRLF', cp1252(text.replaceAll('\n', '\r\n'))],
    ['UTF-16 LE', utf16],
    ['UTF-16 BE', Buffer.from(utf16).swap16()],
  ])('%s is detected', async (_, bytes) => {
    const { tickets, broken } = await readExport({ 'liste.csv': bytes });
    expect(broken).toEqual([]);
    expect(tickets.map(({ fields }) => fields['libelle'])).toEqual(['Œuvre à 12 € — l’été', 'naïve']);
  });

  it('a letter of Windows-1252 in the very last row decides for the whole file', async () => {
    const rows = Array.from({ length: 9_000 }, (_, index) => `RITM${index};En cours;18/11/2025 11:54;Ecran`);
    const names = 'Numero;Etat;Cree;Libelle';
    const bytes = cp1252(list(names, ...rows, 'RITM9999;En cours;18/11/2025 11:54;Écran'));
    const { tickets } = await readExport({ 'liste.csv': bytes });
    expect(tickets.at(-1)?.fields['libelle']).toBe('Écran');
  });

  it('rows in Windows-1252 inside a UTF-8 file are broken, the others are read', async () => {
    const bytes = Buffer.concat([
      Buffer.from(list(headings, row('RITM1', 'été'), row('RITM2', 'à côté'))),
      cp1252(list(row('RITM3', 'pré'))),
    ]);
    const { tickets, broken } = await readExport({ 'liste.csv': bytes });
    expect(tickets.map(({ fields }) => fields['libelle'])).toEqual(['été', 'à côté']);
    expect(broken).toMatchObject([
      {
        where: 'liste.csv, ligne 4, colonne «Libellé»',
        number: 'RITM3',
        expected: { en: 'UTF-8 like the rest of the file' },
        came: { en: 'another encoding: «pr\ufffd»' },
      },
    ]);
  });

  it('rows in UTF-8 inside a Windows-1252 file are broken, the others are read', async () => {
    const bytes = Buffer.concat([
      cp1252(list(headings, row('RITM1', 'été'), row('RITM2', 'à côté'))),
      Buffer.from(list(row('RITM3', 'pré'))),
    ]);
    const { tickets, broken } = await readExport({ 'liste.csv': bytes });
    expect(tickets.map(({ fields }) => fields['libelle'])).toEqual(['été', 'à côté']);
    expect(broken).toMatchObject([{ number: 'RITM3', came: { en: 'words in UTF-8: «prÃ©»' } }]);
  });

  it('letters that were lost before the export are read, and said', async () => {
    const { tickets, warnings } = await readExport({ 'liste.csv': list(headings, row('RITM1', '\ufffdcran')) });
    expect(tickets[0]?.fields['libelle']).toBe('\ufffdcran');
    expect(warnings).toEqual(['liste.csv, ligne 2: the export itself holds «\ufffd»']);
  });

  it('UTF-16 without its mark is refused with the setting that reads it', async () => {
    const bare = { 'liste.csv': utf16.subarray(2) };
    await expect(readExport(bare)).rejects.toThrow('if it is UTF-16, set «encoding: utf-16le»');
    expect((await readExport(bare, { encoding: 'utf-16le' })).tickets).toHaveLength(2);
  });
});

describe('cells', () => {
  const fieldsOf = async (field: string, names: string, ...cells: readonly string[]) => {
    const rows = cells.map((cell, index) => `${row(`RITM${index}`)};${cell}`);
    const { tickets, broken } = await readExport({ 'liste.csv': list(`${headings};${names}`, ...rows) });
    expect(broken).toEqual([]);
    return tickets.map(({ fields }) => fields[field]);
  };

  it('«(vide)» and nothing are nothing', async () => {
    expect(await fieldsOf('groupe', 'Groupe d’affectation', '(vide)', '', '  ', '(Vide)', '"(vide)"', 'vide')).toEqual([
      null,
      null,
      null,
      null,
      null,
      'vide',
    ]);
  });

  it('the button behind the tags is none of them', async () => {
    expect(
      await fieldsOf(
        'tags',
        'Tags',
        'Ajouter',
        'Ajouter Ajouter',
        'VIP Ajouter',
        'VIP, déménagement Ajouter',
        'Ajouter mémoire',
      ),
    ).toEqual([null, null, ['VIP'], ['VIP', 'déménagement'], ['Ajouter mémoire']]);
  });

  it('names keep all that is known of somebody, cut ones say so', async () => {
    expect(
      await fieldsOf(
        'demandeur',
        'Demandeur',
        'Ma...',
        'CL... ST...',
        'Mar…',
        "Zoé L'Hôpital-Durand",
        'Zoé Petit (zoe.petit@exemple.fr)',
        'Zoé Petit <zoe.petit@exemple.fr>',
        'zoe.petit@exemple.fr',
        'Ma... (ma@exemple.fr)',
        'Petit Zoé (externe)',
        'S.A.R.L. etc.',
      ),
    ).toEqual([
      { id: null, name: 'Ma...', cut: true },
      { id: null, name: 'CL... ST...', cut: true },
      { id: null, name: 'Mar…', cut: true },
      { id: null, name: "Zoé L'Hôpital-Durand", cut: false },
      { id: null, name: 'Zoé Petit', cut: false, email: 'zoe.petit@exemple.fr' },
      { id: null, name: 'Zoé Petit', cut: false, email: 'zoe.petit@exemple.fr' },
      { id: null, name: null, cut: false, email: 'zoe.petit@exemple.fr' },
      { id: null, name: 'Ma...', cut: true, email: 'ma@exemple.fr' },
      { id: null, name: 'Petit Zoé (externe)', cut: false },
      { id: null, name: 'S.A.R.L. etc.', cut: false },
    ]);
  });

  it('columns beside a name tell more of the same person', async () => {
    const names = `${headings};Demandeur;E-mail du demandeur;Identifiant du demandeur;Matricule du bénéficiaire`;
    const { tickets } = await readExport({
      'liste.csv': list(names, `${row('RITM1')};Zoé Petit;zoe@exemple.fr;zpetit;004512`),
    });
    expect(tickets[0]?.fields).toMatchObject({
      demandeur: { id: null, name: 'Zoé Petit', cut: false, email: 'zoe@exemple.fr', login: 'zpetit' },
      beneficiaire: { id: null, name: null, cut: false, employeeNumber: '004512' },
    });
  });

  it('a group keeps its name with both codes', async () => {
    expect(await fieldsOf('groupe', "Groupe d'affectation", 'DIRCI PROX P98888 - #33015')).toEqual([
      'DIRCI PROX P98888 - #33015',
    ]);
  });

  it('hold lines, quotes and separators as they were written', async () => {
    expect(await fieldsOf('description', 'Description', '"ligne 1\r\nligne ""2"";\n\nfin 🖥️ שלום"')).toEqual([
      'ligne 1\nligne "2";\n\nfin 🖥️ שלום',
    ]);
  });

  it('with a date that is none break their row and name the column', async () => {
    const { tickets, broken } = await readExport({
      'liste.csv': list(headings, row('RITM1'), 'RITM2;En cours;31/02/2025 10:00:00;x', row('RITM3')),
    });
    expect(tickets.map(({ number }) => number)).toEqual(['RITM1', 'RITM3']);
    expect(broken).toMatchObject([
      {
        where: 'liste.csv, ligne 3, colonne «Créé»',
        number: 'RITM2',
        expected: { en: 'a date such as 18/11/2025 11:54:35 (dates.formats)' },
        came: { en: '«31/02/2025 10:00:00»' },
      },
    ]);
  });

  it('with an hour that summer time skipped or repeated are read, and said', async () => {
    const { tickets, broken, warnings } = await readExport({
      'liste.csv': list(headings, 'R1;x;30/03/2025 02:30:00;a', 'R2;x;26/10/2025 02:30;b'),
    });
    expect(broken).toEqual([]);
    expect(tickets.map(({ fields }) => fields['cree'])).toEqual([
      '2025-03-30T01:30:00.000Z',
      '2025-10-26T00:30:00.000Z',
    ]);
    expect(warnings).toEqual([
      'liste.csv, ligne 2, colonne «Créé»: no clock showed 30/03/2025 02:30:00 (summer time began); read as 2025-03-30T01:30:00.000Z',
      'liste.csv, ligne 3, colonne «Créé»: clocks showed 26/10/2025 02:30 twice (summer time ended); the first is taken, 2025-10-26T00:30:00.000Z',
    ]);
  });

  it('with a NUL are broken: no database can hold it', async () => {
    const { broken } = await readExport({ 'liste.csv': list(headings, row('RITM1', 'a\u0000b'), row('RITM2')) });
    expect(broken).toMatchObject([
      { number: 'RITM1', expected: { en: 'text' }, came: { en: 'a NUL character: «a␀b»' } },
    ]);
  });
});

describe('numbers', () => {
  it('tell the class by their letters', async () => {
    const numbers = ['RITM0524w', 'INC0012345', 'ritm7', 'CHG1', '4711'];
    const { tickets } = await readExport({ 'liste.csv': list(headings, ...numbers.map((number) => row(number))) });
    expect(tickets.map((ticket) => [ticket.number, ticket.class])).toEqual([
      ['RITM0524w', 'sc_req_item'],
      ['INC0012345', 'incident'],
      ['ritm7', 'sc_req_item'],
      ['CHG1', 'ticket'],
      ['4711', 'ticket'],
    ]);
  });

  it('that are missing or no numbers break their row', async () => {
    const { tickets, broken } = await readExport({
      'liste.csv': list(headings, row(''), row('"R1\nR2"'), row('x'.repeat(161)), row('R3')),
    });
    expect(tickets.map(({ number }) => number)).toEqual(['R3']);
    expect(broken.map(({ where, came }) => [where, came.en.length > 60 ? 'long' : came.en])).toEqual([
      ['liste.csv, ligne 2, colonne «Numero»', 'nothing'],
      ['liste.csv, ligne 3, colonne «Numero»', 'R1 R2'],
      ['liste.csv, ligne 5, colonne «Numero»', 'long'],
    ]);
  });

  it('that come twice are read once: word for word the same is said, anything else is broken', async () => {
    const { tickets, broken, warnings } = await readExport({
      'a.csv': list(headings, row('R1'), row('R2'), row('R1')),
      'b.csv': list(
        'Etat;Numero;Libellé;Créé',
        'En cours;R2;Écran;18/11/2025 11:54:35',
        'Clos;R1;Écran;18/11/2025 11:54',
      ),
    });
    expect(tickets.map(({ number }) => number)).toEqual(['R1', 'R2']);
    expect(warnings).toEqual([
      'a.csv, ligne 4: R1 stands there a second time, word for word; it is read once',
      'b.csv, ligne 2: R2 stands there a second time, word for word; it is read once',
    ]);
    expect(broken).toMatchObject([{ where: 'b.csv, ligne 3', number: 'R1' }]);
  });
});

it('random files are refused with a fault or read, and never crash', async () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ maxLength: 100 }).map((text) => Buffer.from(`${headings}\n${text}\n${row('R1')}\n`)),
    fc
      .string({ unit: fc.constantFrom('<', '>', '{', '}', '[', ']', '"', ':', ',', 'a', '/', '\n', '&', '!') })
      .map((text) => Buffer.from(text)),
  );
  await withFolder({ 'x/liste.csv': '' }, async (folder) => {
    const { writeFile } = await import('node:fs/promises');
    const name = fc.constantFrom('liste.csv', 'liste.json', 'liste.xml', 'liste.xlsx');
    await fc.assert(
      fc.asyncProperty(content, name, async (bytes, file) => {
        const path = `${folder}/x/${file}`;
        await writeFile(path, bytes);
        const outcome = await pullAll(connectCassius(`${folder}/x`, { list: [file] })).catch((error: unknown) => error);
        const isFault = outcome instanceof Error && outcome.name === 'Fault';
        expect(isFault || 'tickets' in (outcome as object)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });
});
