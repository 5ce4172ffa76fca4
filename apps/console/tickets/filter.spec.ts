import { describe, expect, it } from '@jest/globals';
import { TicketFilter, TicketQuery } from '@passerelle/api';
import {
  countOf,
  everything,
  filterOfView,
  queryOf,
  readFilter,
  toggleValue,
  wishOf,
  withMark,
  withText,
  writeFilter,
  type Filter,
} from './filter.js';

const full: Filter = {
  lists: { status: ['new', 'queued'], team: ['name:réseau & télécom', 'none'], agent: ['mine'] },
  marks: { open: true, overdue: false },
  texts: { text: 'écran noir', turn: 'support', olderThan: '3' },
};

function search(filter: Filter): URLSearchParams {
  return new URLSearchParams(writeFilter(filter).map(([name, value]) => [name, value]));
}

describe('a filter', () => {
  it('says the same after a journey through the address', () => {
    expect(readFilter(search(full))).toEqual(full);
    expect(readFilter(search(everything))).toEqual(everything);
  });

  it('is understood by the API, as a query and as a saved desk', () => {
    const sent = search(full);
    const query = Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.getAll(name)]));
    const single = Object.fromEntries(
      Object.entries(query).map(([name, [one, ...more]]) => [name, more.length > 0 ? [one, ...more] : one]),
    );
    expect(TicketQuery.parse(single)).toMatchObject({
      status: ['new', 'queued'],
      agent: ['mine'],
      open: true,
      olderThan: 3,
    });
    expect(queryOf(full)).toMatchObject({ status: ['new', 'queued'], open: true, olderThan: '3' });
    expect(TicketFilter.parse(wishOf(full))).toMatchObject({
      team: ['name:réseau & télécom', 'none'],
      overdue: false,
      olderThan: 3,
    });
  });

  it('ignores what is no filter, and empty values', () => {
    expect(readFilter(new URLSearchParams('view=x&own=1&status=&open=maybe&turn=&zzz=1'))).toEqual(everything);
  });

  it('is read from a desk that was saved in any shape', () => {
    expect(filterOfView({ status: 'new', open: true, team: ['a', { odd: 1 }], olderThan: 2 })).toEqual({
      lists: { status: ['new'], team: ['a'] },
      marks: { open: true },
      texts: { olderThan: '2' },
    });
  });

  it('grows and shrinks by one value', () => {
    const with203 = toggleValue(everything, 'site', 'Salle 203');
    expect(with203.lists).toEqual({ site: ['Salle 203'] });
    expect(toggleValue(with203, 'site', 'Salle 203')).toEqual(everything);
    expect(withMark(withMark(everything, 'unread', true), 'unread', undefined)).toEqual(everything);
    expect(withText(withText(everything, 'text', 'a'), 'text', '')).toEqual(everything);
  });

  it('counts what narrows, the search apart', () => {
    expect(countOf(full)).toBe(9);
    expect(countOf(everything)).toBe(0);
  });
});
