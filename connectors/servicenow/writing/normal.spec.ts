import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layoutsWith } from '../columns.js';
import { millisecondsOf, rawOf, readInstant, writeInstant } from '../instant.js';
import { compare } from './compare.js';
import { flatten } from './flatten.js';
import { normalise } from './normal.js';

const layouts = layoutsWith({ u_livre_le: 'instant' });
const normal = (field: string, value: Parameters<typeof normalise>[4]) =>
  normalise(layouts, (_class, name) => (name === 'short_description' ? 10 : null), 'incident', field, value);

describe('the normal form', () => {
  it('is what ServiceNow keeps', () => {
    expect(normal('description', ' un\r\ndeux \n')).toBe('un\ndeux');
    expect(normal('description', '  ')).toBeNull();
    expect(normal('short_description', 'abcdefghijkl')).toBe('abcdefghij');
    expect(normal('opened_at', '2025-11-18T11:54:35.700+01:00')).toBe('2025-11-18T10:54:35.000Z');
    expect(normal('u_livre_le', '2025-11-18')).toBe('2025-11-18T00:00:00.000Z');
    expect(normal('caller_id', { id: 'x', name: 'Marc', email: 'm@x' })).toEqual({ id: 'x', name: null });
  });

  it('cuts no character in half', () => {
    expect(normal('short_description', '123456789🙂')).toBe('123456789');
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('description', 'short_description', 'comments', 'opened_at'),
        (text, field) => {
          const once = normal(field, text);
          expect(normal(field, once)).toEqual(once);
        },
      ),
    );
  });
});

describe('values on their way', () => {
  it('are flat text: references by id, lists by comma, instants in UTC, nothing as the empty text', () => {
    const { columns } = layouts('incident');
    const fields = {
      caller_id: { id: 'abc', name: 'Marc Dubois' },
      watch_list: [{ id: 'a', name: null }, { id: null, name: null, email: 'x@y.fr' }, 'b'],
      opened_at: '2025-11-18T10:54:35.000Z',
      close_notes: null,
      assigned_to: { id: null, name: 'Ma...', cut: true },
    };
    expect(flatten(fields, columns)).toEqual({
      body: { caller_id: 'abc', watch_list: 'a,x@y.fr,b', opened_at: '2025-11-18 10:54:35', close_notes: '' },
      unsendable: ['assigned_to'],
    });
  });

  it('are held against what came back, each in its normal form', () => {
    const row = {
      description: { value: 'un\ndeux', display_value: '' },
      active: { value: 'true', display_value: 'true' },
      impact: { value: '3', display_value: '3 - Low' },
    };
    const sent = { description: 'un\r\ndeux ', active: '1', impact: '1', u_inconnu: 'x' };
    const { dropped } = compare(row, sent, 'incident', { layouts, lengths: () => null });
    expect(dropped).toEqual([
      { field: 'impact', sent: '1', kept: '3' },
      { field: 'u_inconnu', sent: 'x', kept: null },
    ]);
  });
});

describe('instants', () => {
  it('go there and back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        const raw = rawOf(seconds * 1000);
        expect(millisecondsOf(raw)).toBe(seconds * 1000);
        expect(writeInstant(readInstant(raw) ?? '')).toBe(raw);
      }),
    );
  });

  it('are none when they are no dates', () => {
    for (const text of [
      '',
      'hier',
      '2026-02-30 10:00:00',
      '2025-13-01',
      '2026-01-05 25:00:00',
      '2026-01-05T08:00:00Z',
      '18/11/2025',
    ]) {
      expect(readInstant(text)).toBeNull();
    }
    expect(readInstant('2024-02-29')).toBe('2024-02-29T00:00:00.000Z');
    expect(writeInstant('pas une date')).toBeNull();
  });
});
