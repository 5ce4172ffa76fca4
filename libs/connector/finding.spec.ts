import { describe, expect, it } from '@jest/globals';
import { clockFinding, fine, instanceFinding, lacking, looking, outOfReach, titles } from './finding.js';
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

describe('a check', () => {
  const mend = {
    credentials: { fr: 'corrigez le compte', en: 'correct the account' },
    connection: { fr: 'voyez le réseau', en: 'see the network' },
  };
  const fault = (kind: 'unauthorized' | 'unavailable'): Fault =>
    new Fault({ kind, connection: 'a', message: { fr: 'non', en: 'no' } });

  it.each([
    ['unauthorized', 'credentials'],
    ['unavailable', 'connection'],
  ] as const)('ends with one finding where its tool is %s, with what to do about it', (kind, name) => {
    expect(outOfReach(fault(kind), mend, 12)).toEqual({
      ok: false,
      findings: [lacking(titles[name], { fr: 'a : non', en: 'a: no' }, mend[name], true)],
      version: null,
      instance: null,
      clockOffset: 12,
    });
  });

  it('does not take a fault of ours for a tool that is out of reach', () => {
    expect(() => outOfReach(new TypeError('x'), mend, null)).toThrow(TypeError);
  });

  it('asks for the name of an instance that nobody pinned, and blocks where another one answers', () => {
    expect(instanceFinding('prod', 'prod')).toMatchObject({ ok: true, detail: asIs('prod') });
    const unpinned = instanceFinding('prod', undefined);
    expect(unpinned).toMatchObject({ ok: false, blocking: false });
    expect(unpinned.advice?.fr).toContain("instance: 'prod'");
    expect(instanceFinding('clone', 'prod')).toMatchObject({
      ok: false,
      blocking: true,
      detail: { fr: 'attendu prod, reçu clone', en: 'expected prod, came clone' },
    });
  });
});
