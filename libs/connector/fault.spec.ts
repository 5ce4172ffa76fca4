import { describe, expect, it } from '@jest/globals';
import { Fault } from './fault.js';
import { asIs, saidBy } from './told.js';

const told = { fr: 'le ticket 12 n’existe plus', en: 'ticket 12 is no longer there' };

describe('a fault', () => {
  it('names its connection in either language, and is English for logs and programs', () => {
    const fault = new Fault({ kind: 'gone', connection: 'académie', message: told });
    expect(fault.told).toEqual({
      fr: 'académie : le ticket 12 n’existe plus',
      en: 'académie: ticket 12 is no longer there',
    });
    expect(fault.message).toBe(fault.told.en);
    expect(saidBy(fault)).toBe(fault.told);
  });
});

describe('what an error says', () => {
  it.each([
    ['is as it is where it has no words of ours', new Error('connect ECONNREFUSED'), asIs('connect ECONNREFUSED')],
    ['is as it is where it is no error', 'arrêté', asIs('arrêté')],
    ['is its message where something else is called «told»', Object.assign(new Error('non'), { told: 3 }), asIs('non')],
    ['is its message where one language lacks', Object.assign(new Error('no'), { told: { fr: 'non' } }), asIs('no')],
    ['is in both languages where it has them', Object.assign(new Error('x'), { told }), told],
  ])('%s', (_, error, said) => {
    expect(saidBy(error)).toEqual(said);
  });
});
