import { describe, expect, it } from '@jest/globals';
import { clockFinding, fine, looking, titles } from './finding.js';
import { asIs } from './told.js';
import { Fault } from './fault.js';

describe('a clock', () => {
  it.each([
    [0, true, '0 s d’avance sur la nôtre', '0 s ahead of ours'],
    [3_200, true, '3 s d’avance sur la nôtre', '3 s ahead of ours'],
    [-60_000, true, '60 s de retard sur la nôtre', '60 s behind ours'],
    [61_000, false, '61 s d’avance sur la nôtre', '61 s ahead of ours'],
    [-7_200_000, false, '7200 s de retard sur la nôtre', '7200 s behind ours'],
  ])('that is off by %i ms is told in both languages, and is to be set beyond a minute', (offset, ok, fr, en) => {
    expect(clockFinding(offset)).toMatchObject({ name: 'clock', ok, detail: { fr, en }, blocking: false });
  });

  it('that is not shown is a finding that stops nothing', () => {
    expect(clockFinding(null)).toMatchObject({ ok: false, blocking: false });
  });
});

describe('a look', () => {
  const advice = { fr: 'ouvrez', en: 'open it' };

  it('that ends in a fault is a finding in the fault’s own words', async () => {
    const message = { fr: 'GET /x : attendu une réponse, reçu 500', en: 'GET /x: expected an answer, came 500' };
    const look = async (): Promise<never> => {
      throw new Fault({ kind: 'unavailable', connection: 'a', message });
    };
    expect(await looking(titles.connection, advice, look, true)).toEqual([
      {
        name: 'connection',
        title: titles.connection,
        ok: false,
        detail: { fr: `a : ${message.fr}`, en: `a: ${message.en}` },
        advice,
        blocking: true,
      },
    ]);
  });

  it('that breaks otherwise is a fault of ours and goes on', async () => {
    const look = async (): Promise<never> => {
      throw new TypeError('x');
    };
    await expect(looking(titles.connection, advice, look)).rejects.toThrow(TypeError);
  });

  it('that ends well is what it found', async () => {
    const found = [fine(asIs('x'), asIs('y'))];
    expect(await looking(titles.connection, advice, async () => found)).toBe(found);
  });
});
