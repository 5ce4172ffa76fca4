import { describe, expect, it } from '@jest/globals';
import { parseFilter } from './filter.js';

describe('the words of a command', () => {
  it('make a wave out of terms; the same name twice means either', () => {
    expect(
      parseFilter(['status=new', 'status=pending', 'group=DIRCI PROX P98888 - #33015', 'createdFrom=2025-01-01']),
    ).toEqual({
      status: ['new', 'pending'],
      group: ['DIRCI PROX P98888 - #33015'],
      createdFrom: '2025-01-01T00:00:00.000Z',
    });
    expect(parseFilter([])).toEqual({});
  });

  it.each([['status'], ['=new'], ['status=open'], ['etat=new'], ['createdFrom=demain']])(
    'are refused when they say nothing we know: %s',
    (term) => {
      expect(() => parseFilter([term])).toThrow(/--where: /);
    },
  );
});
