import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase } from '../testing/test-database.js';
import { arrayLiteral, given, kept } from './text.js';
import { textArray } from './text-array.js';

/** Any code units at all, halves of pairs and control characters often. */
const anyText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: fc.constantFrom('\u0000', '\u0001', '0', '1', 'd', '\ud83d', '\ude00', 'é', '"', '\\', '{', ',') }),
  fc.string({ unit: 'binary' }),
);

describe('text on its way to PostgreSQL', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client(await createTestDatabase());
    await client.connect();
  });
  afterAll(() => client.end());

  it('comes back from its kept form as it was, and two texts never share one', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(given(kept(a))).toBe(a);
        expect(kept(a) === kept(b)).toBe(a === b);
        expect(kept(a)).not.toMatch(/\0|\p{Surrogate}/u);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is left as it is where nothing in it needs care', () => {
    const text = "L'écran – «cassé» 🖥️ שלום \t\r\n \u0002";
    expect(kept(text)).toBe(text);
    expect(given(text)).toBe(text);
  });

  it('passes as a binary array through the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(anyText), { maxLength: 20 }), async (texts) => {
        const sent = texts.map((text) => (text === null ? null : kept(text)));
        const { rows } = await client.query<{ text: string | null }>('select text from unnest($1::text[]) as x(text)', [
          textArray(sent),
        ]);
        expect(rows.map(({ text }) => (text === null ? null : given(text)))).toEqual(texts);
      }),
      { numRuns: 200 },
    );
  });

  it('passes as an array literal through the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 10 }), async (texts) => {
        const { rows } = await client.query<{ texts: string[] }>('select $1::text[] as texts', [arrayLiteral(texts)]);
        expect(rows[0]?.texts.map(given)).toEqual(texts);
      }),
      { numRuns: 200 },
    );
  });
});
