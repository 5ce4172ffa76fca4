import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DelimitedOptions, readDelimited } from './delimited.js';
import type { Delimiter } from './dialect.js';
import { isFlaw, type Piece } from './row.js';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  // As the reader of files does: one buffer for all chunks, so that nobody may keep one.
  const shared = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield shared.subarray(0, bytes.copy(shared, 0, at, at + size));
}

function options(names: readonly string[], delimiter: Delimiter = ';', more: Partial<DelimitedOptions> = {}) {
  const dialect = { delimiter, quoted: true, carriageReturns: false, before: 0, names };
  return { dialect, numberAt: 0, suspicious: true, fill: false, most: 1_000_000, ...more };
}

async function read(text: string | Buffer, how: DelimitedOptions, size = 65_536): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const some of readDelimited(inChunks(Buffer.from(text as string), size), how)) pieces.push(...some);
  return pieces;
}

const rowsIn = (pieces: readonly Piece[]) =>
  pieces.flatMap((piece) => (isFlaw(piece) ? [] : [[piece.line, ...piece.cells]]));
const flawsIn = (pieces: readonly Piece[]) => pieces.filter(isFlaw);

const print = (rows: readonly (readonly string[])[], delimiter: string, end: string): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter) + end).join('');

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', ';', ',', '\t', '\n', '\r\n', ' ', "'", 'é', '😀', 'ש', '\u0000', '=', '\\', '|'),
  }),
);

describe('what is printed as RFC 4180 has it', () => {
  it('is read back letter by letter, whatever it holds and wherever chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(nasty, nasty, nasty), { maxLength: 12 }),
        fc.constantFrom<Delimiter>(';', ',', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, delimiter, end, size) => {
          const text = print([['Numero', 'b', 'c'], ...rows], delimiter, end);
          const how = options(['Numero', 'b', 'c'], delimiter, { suspicious: false });
          const pieces = await read(text, how, size);
          const full = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
          expect(pieces.map((piece) => (isFlaw(piece) ? piece : piece.cells))).toEqual(full);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('names the line that each row starts on', async () => {
    const text = 'Numero;b\r\nR1;"deux\r\nlignes"\r\n\r\nR2;x\r\n';
    expect(rowsIn(await read(text, options(['Numero', 'b'])))).toEqual([
      [2, 'R1', 'deux\r\nlignes'],
      [5, 'R2', 'x'],
    ]);
  });
});

it('random bytes crash nothing, hang nothing and are rows or flaws', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('"', ';', '\n', '\r', 'R1', 'a', '""', '\u0000'), maxLength: 200 }),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 60 }), async (input, size) => {
      const how = options(['Numero', 'b', 'c'], ';', { most: 100 });
      for (const piece of await read(Buffer.from(input as string), how, size))
        expect(isFlaw(piece) ? piece.lastLine >= piece.line : piece.cells.length === 3).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

describe('a damaged row', () => {
  const names = ['Numero', 'Etat', 'Libellé'];
  const around = (row: string): string => `Numero;Etat;Libellé\nR1;a;x\n${row}\nR3;c;z\n`;
  const others = [
    [2, 'R1', 'a', 'x'],
    [4, 'R3', 'c', 'z'],
  ];

  it.each([
    ['R2;b', '3 cells as in the headings', '2 cells, the last one «b»'],
    ['R2;b;y;zz', '3 cells as in the headings', '4 cells'],
    ['R2;"b;y', expect.stringContaining('quotes'), expect.stringContaining('a quote that nothing closes: R2;"b;y')],
    ['R2;"b"b;y', expect.stringContaining('quotes'), expect.stringContaining('a quote inside a cell: R2;"b"b;y')],
  ])('%s is told and its neighbours are read', async (row, expected, came) => {
    const pieces = await read(around(row), options(names));
    expect(rowsIn(pieces)).toEqual(others);
    expect(flawsIn(pieces)).toMatchObject([
      { line: 3, lastLine: 3, column: null, number: 'R2', expected: { en: expected }, came: { en: came } },
    ]);
  });

  it('that is one of many with quotes never closed costs itself alone', async () => {
    const lines = Array.from({ length: 300 }, (_, index) => (index % 7 === 3 ? `R${index};"a;b` : `R${index};a;"b"`));
    const pieces = await read(`${['Numero;Etat;Libellé', ...lines].join('\n')}\n`, options(names), 128);
    expect(rowsIn(pieces)).toHaveLength(lines.filter((line) => !line.includes('"a')).length);
    expect(flawsIn(pieces).map(({ number }) => number)).toEqual(
      lines.filter((line) => line.includes('"a')).map((line) => line.split(';')[0]),
    );
  });

  it('takes the rest of its own text with it as one region', async () => {
    const text = 'Numero;Etat;Libellé\nR1;a;x\nR2;b;"un "texte" cassé\nsur trois\nlignes"\nR3;c;z\n';
    const pieces = await read(text, options(names));
    expect(rowsIn(pieces)).toEqual([
      [2, 'R1', 'a', 'x'],
      [6, 'R3', 'c', 'z'],
    ]);
    expect(flawsIn(pieces)).toMatchObject([{ line: 3, lastLine: 5, number: 'R2' }]);
  });

  it('at the end of a file that was cut says so, and is never filled up', async () => {
    const pieces = await read('Numero;Etat;Libellé\nR1;a;x\nR2;En co', options(names, ';', { fill: true }));
    expect(rowsIn(pieces)).toEqual([[2, 'R1', 'a', 'x']]);
    expect(flawsIn(pieces)).toMatchObject([
      { line: 3, number: 'R2', came: { en: '2 cells, the last one «En co»: the file ends in the middle of this row' } },
    ]);
  });

  it('that is longer than the limit is passed over', async () => {
    const text = `Numero;Etat;Libellé\nR1;a;x\nR2;b;${'y'.repeat(5_000)}\nR3;c;z\n`;
    const pieces = await read(text, options(names, ';', { most: 1_000 }), 100);
    expect(rowsIn(pieces)).toEqual(others);
    expect(flawsIn(pieces)).toMatchObject([{ line: 3, came: { en: 'a line that is longer' } }]);
  });

  it('may have its empty last cells left out, if the connection says so', async () => {
    const text = 'Numero;Etat;Libellé\nR1;a\nR2;b;y\n';
    expect(rowsIn(await read(text, options(names, ';', { fill: true })))).toEqual([
      [2, 'R1', 'a', ''],
      [3, 'R2', 'b', 'y'],
    ]);
    expect(rowsIn(await read(text, options(names)))).toEqual([[3, 'R2', 'b', 'y']]);
  });
});

describe('a quote inside an unquoted cell', () => {
  it('is a letter like another', async () => {
    const pieces = await read('Numero;Libellé\nR1;Écran 24" additionnel\n', options(['Numero', 'Libellé']));
    expect(rowsIn(pieces)).toEqual([[2, 'R1', 'Écran 24" additionnel']]);
  });
});

describe('stray quotes that make one valid row of several', () => {
  const text = 'Numero;Etat;Libellé;Fin\nR1;a;"x;f\nR2;b;y;f\nR3;c;z";f\nR4;d;w;f\n';
  const names = ['Numero', 'Etat', 'Libellé', 'Fin'];

  it('are told with the number of every row that they would swallow', async () => {
    const pieces = await read(text, options(names));
    expect(rowsIn(pieces)).toEqual([[5, 'R4', 'd', 'w', 'f']]);
    expect(flawsIn(pieces).map(({ number, line, lastLine }) => [number, line, lastLine])).toEqual([
      ['R1', 2, 4],
      ['R2', 2, 4],
      ['R3', 2, 4],
    ]);
  });

  it('would lose two tickets without a word if they were trusted', async () => {
    const pieces = await read(text, options(names, ';', { suspicious: false }));
    expect(rowsIn(pieces).map(([, number]) => number)).toEqual(['R1', 'R4']);
    expect(flawsIn(pieces)).toEqual([]);
  });

  it('are letters where the export quotes nothing', async () => {
    const how = options(names);
    const pieces = await read(text, { ...how, dialect: { ...how.dialect, quoted: false } });
    expect(rowsIn(pieces).map(([, number]) => number)).toEqual(['R1', 'R2', 'R3', 'R4']);
  });

  it('are not seen in a cell of several lines that only quotes some values', async () => {
    const cell = 'vu avec:\nR2;b\nR9;à vérifier;demain';
    const pieces = await read(print([names, ['R1', 'a', cell, 'f']], ';', '\n'), options(names));
    expect(rowsIn(pieces)).toEqual([[2, 'R1', 'a', cell, 'f']]);
  });
});

it('lines of the old Mac end with a carriage return', async () => {
  const how = options(['Numero', 'b']);
  const pieces = await read(
    'Numero;b\rR1;x\rR2;y\r',
    { ...how, dialect: { ...how.dialect, carriageReturns: true } },
    4,
  );
  expect(rowsIn(pieces)).toEqual([
    [2, 'R1', 'x'],
    [3, 'R2', 'y'],
  ]);
});
