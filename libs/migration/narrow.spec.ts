import { describe, expect, it } from '@jest/globals';
import { narrow } from './narrow.js';

describe('narrowing a filter', () => {
  it('lets through only what both let through', () => {
    expect(narrow({ status: ['new', 'pending'] }, { status: ['pending', 'closed'] })).toEqual({ status: ['pending'] });
  });

  it('lets nothing through where the two have nothing in common', () => {
    expect(narrow({ status: ['new'] }, { status: ['closed'] })).toEqual({ status: [] });
  });

  it('takes the deeper of two categories, since a dotted word stands for all below it', () => {
    expect(narrow({ category: ['hardware'] }, { category: ['hardware.laptop', 'software'] })).toEqual({
      category: ['hardware.laptop'],
    });
  });

  it('takes the later start and the earlier end', () => {
    const a = { createdFrom: '2025-01-01T00:00:00.000Z', createdBefore: '2025-12-01T00:00:00.000Z' };
    const b = { createdFrom: '2025-06-01T00:00:00.000Z' };
    expect(narrow(a, b)).toEqual({
      createdFrom: '2025-06-01T00:00:00.000Z',
      createdBefore: '2025-12-01T00:00:00.000Z',
    });
  });

  it('leaves a filter as it is beside one that asks for nothing', () => {
    expect(narrow({ group: ['DIRCI PROX P98888 - #33015'], number: ['RITM0524w'] }, {})).toEqual({
      group: ['DIRCI PROX P98888 - #33015'],
      number: ['RITM0524w'],
    });
  });
});
