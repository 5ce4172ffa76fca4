import { describe, expect, it } from '@jest/globals';
import { Fault } from './fault.js';
import { saidBy } from './told.js';

describe('a fault', () => {
  it('names its connection in either language, and is English for logs and programs', () => {
    const message = { fr: 'le ticket 12 n’existe plus', en: 'ticket 12 is no longer there' };
    const fault = new Fault({ kind: 'gone', connection: 'académie', message });
    expect(fault.told).toEqual({
      fr: 'académie : le ticket 12 n’existe plus',
      en: 'académie: ticket 12 is no longer there',
    });
    expect(fault.message).toBe(fault.told.en);
    expect(fault.bare).toEqual(message);
    expect(saidBy(fault)).toBe(fault.told);
  });
});
