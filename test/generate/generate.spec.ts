import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { staleOf } from '../generate.js';
import { artefacts } from './artefacts.js';
import { betweenMarks } from './between-marks.js';

const root = join(import.meta.dirname, '..', '..');

describe('generated files', () => {
  it('say what their sources say', () => {
    expect(staleOf(artefacts, (path) => readFileSync(join(root, path), 'utf8')).map(({ path }) => path)).toEqual([]);
  });

  it('are named once they are stale or missing', () => {
    const all = [
      { path: 'fresh', render: () => 'now' },
      { path: 'stale', render: () => 'now' },
      { path: 'missing', render: () => 'now' },
      { path: 'part', render: (text: string | null) => betweenMarks(text ?? '', 'table', 'new') },
    ];
    const texts = new Map([
      ['fresh', 'now'],
      ['stale', 'then'],
      ['part', 'x\n<!-- table:begin -->\nold\n<!-- table:end -->\ny\n'],
    ]);
    expect(staleOf(all, (path) => texts.get(path) ?? null).map(({ path }) => path)).toEqual([
      'stale',
      'missing',
      'part',
    ]);
  });
});

describe('a generated part of a file that people write', () => {
  const text = '# Title\n<!-- table:begin -->\nold\n<!-- table:end -->\nafter\n';

  it('is replaced between its marks, and nothing else is', () => {
    expect(betweenMarks(text, 'table', '| a |\n')).toBe(
      '# Title\n<!-- table:begin -->\n\n| a |\n\n<!-- table:end -->\nafter\n',
    );
  });

  it('is missed loudly where its marks are gone', () => {
    expect(() => betweenMarks('# Title\n', 'table', 'x')).toThrow(/expected the marks <!-- table:begin -->/);
  });
});
