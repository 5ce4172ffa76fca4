import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { columnIds, isUsual, moveColumn, readColumns, toggleColumn, tracksOf, usual, widthOf } from './columns.js';

const words = readFileSync(join(import.meta.dirname, '../locales/fr.json'), 'utf8');

describe('the columns of the list', () => {
  it('never lose the title, whatever an address says', () => {
    expect(readColumns(['site', 'agent'])).toEqual(['site', 'agent', 'title']);
    expect(toggleColumn(usual, 'title')).toEqual(usual);
  });

  it('are the usual ones where nothing that is known was said', () => {
    expect([readColumns(null), readColumns([]), readColumns(['prix', '__proto__', 'toString'])]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('come once each, in the order that was chosen', () => {
    expect(readColumns(['updated', 'title', 'updated', 'number'])).toEqual(['updated', 'title', 'number']);
    expect(toggleColumn(['title'], 'site')).toEqual(['title', 'site']);
    expect(toggleColumn(['title', 'site'], 'site')).toEqual(['title']);
  });

  it('are moved by one place, and no further than the edges', () => {
    expect(moveColumn(['number', 'title', 'site'], 'site', -1)).toEqual(['number', 'site', 'title']);
    expect(moveColumn(['number', 'title'], 'number', -1)).toEqual(['number', 'title']);
    expect(moveColumn(['number', 'title'], 'title', 1)).toEqual(['number', 'title']);
    expect(moveColumn(['number', 'title'], 'site', 1)).toEqual(['number', 'title']);
  });

  it('have a track each, and a word', () => {
    expect(tracksOf(usual).split(' ')).toHaveLength(usual.length + 2);
    expect(widthOf(columnIds)).toBeGreaterThan(widthOf(usual));
    expect(columnIds.filter((id) => !words.includes(`"col.${id}":`))).toEqual([]);
    expect([isUsual(usual), isUsual(usual.toReversed())]).toEqual([true, false]);
  });
});
