import { describe, expect, it } from '@jest/globals';
import { likelyLead } from './likely-lead.js';

const ticket = (id: string, created: string | null, members = 0) => ({ id, number: id, title: '', created, members });

describe('the lead of one outage', () => {
  it('is who leads already, else the ticket that was told first', () => {
    const [late, early] = [ticket('b', '2025-11-18T10:00:00.000Z'), ticket('a', '2025-11-18T09:00:00.000Z')];
    expect(likelyLead([late, early])).toBe('a');
    expect(likelyLead([early, { ...late, members: 3 }])).toBe('b');
    expect(likelyLead([ticket('x', null), late])).toBe('b');
  });

  it('is not guessed for one ticket alone: it stands under another one', () => {
    expect(likelyLead([ticket('a', null)])).toBeNull();
  });
});
