import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from './json.js';
import { isFlaw, type Pieces } from './row.js';
import { readUnload } from './unload.js';

async function* inChunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function recordsOf(pieces: Pieces): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const some of pieces)
    for (const piece of some)
      records.push(isFlaw(piece) ? piece : piece.names.map((name, index) => [name, piece.cells[index]]));
  return records;
}

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', '<', '>', '&', ']', ']]>', '{', '}', '},{', '\\', '\n', "'", 'é', '😀', 'ש', ' '),
  }),
);
const fields = fc.array(fc.tuple(fc.constantFrom('number', 'state', 'u_a', 'u_b', '__proto__'), nasty), {
  minLength: 1,
  maxLength: 4,
});
const record = fields.map((list) => [...new Map(list)]);
const records = fc.array(record, { maxLength: 6 });
const size = fc.integer({ min: 1, max: 50 });

describe('records of an XML unload', () => {
  const escape = (text: string): string => text.replace(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  // XML 1.0 has no control characters but these three, and makes every line end one.
  const inXml = (text: string): boolean => !/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text);

  it('are read back as they were printed, wherever chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(records, size, async (all, chunk) => {
        fc.pre(all.flat().every(([, value]) => inXml(value)));
        const body = all.map(
          (one) => `<task>${one.map(([name, value]) => `<${name}>${escape(value)}</${name}>`).join('')}</task>`,
        );
        const xml = `<?xml version="1.0"?>\n<unload>${body.join('\n')}</unload>`;
        expect(await recordsOf(readUnload(inChunks(xml, chunk), 10_000))).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  it('never crash on random text', async () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '/',
        'a',
        '<a>',
        '</a>',
        '<unload>',
        '<task>',
        '</task>',
        '&',
        ';',
        '"',
        '=',
        '!',
        '?',
        '\n',
      ),
    });
    await fc.assert(
      fc.asyncProperty(text, size, async (xml, chunk) => {
        expect(await recordsOf(readUnload(inChunks(`<unload>${xml}`, chunk), 100))).toEqual(expect.any(Array));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('records of JSON', () => {
  it.each([
    ['in records', (all: unknown) => JSON.stringify({ count: 1, records: all, more: [{}] })],
    ['in a result', (all: unknown) => JSON.stringify({ result: all }, null, 1)],
    ['in an array', (all: unknown) => JSON.stringify(all)],
  ])('%s are read back as they were printed, wherever chunks are cut', async (_, print) => {
    await fc.assert(
      fc.asyncProperty(records, size, async (all, chunk) => {
        const json = print(all.map((one) => Object.fromEntries(one)));
        expect(await recordsOf(readJson(inChunks(json, chunk), 10_000))).toEqual(
          all.map((one) => Object.entries(Object.fromEntries(one))),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never crash on random text', async () => {
    const text = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', 'null', '{"records":[', '},{', ' '),
    });
    await fc.assert(
      fc.asyncProperty(text, size, async (json, chunk) => {
        expect(await recordsOf(readJson(inChunks(json, chunk), 100))).toEqual(expect.any(Array));
      }),
      { numRuns: 3_000 },
    );
  });
});
