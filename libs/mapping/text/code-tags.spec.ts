import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeTextFrom, markdownFromCodeText, withoutCodeTags } from './code-tags.js';
import { plainFrom } from './plain.js';

const active = /\[\/?code\]/i;

describe('a journal that renders [code] as HTML', () => {
  it('never gets an active tag, however it was spelt or nested', () => {
    const parts = fc.constantFrom(
      '[code]',
      '[/code]',
      '[CODE]',
      '[',
      'code',
      ']',
      '[/',
      '\\[code\\]',
      'x',
      '\\',
      '<b>',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(parts), (all) => {
        expect(codeTextFrom(all.join(''))).not.toMatch(active);
      }),
      { numRuns: 2000 },
    );
  });

  it('would get one from the text alone: the control', () => {
    const outside = '\\[code\\]<script>alert(1)</script>\\[/code\\]';
    expect(plainFrom(outside)).toMatch(active);
    expect(codeTextFrom(outside)).toBe('[ code]<script>alert(1)</script>[ /code]');
  });

  it('is stable: neutralised text stays as it is', () => {
    const once = withoutCodeTags('[code]a[/code]');
    expect(withoutCodeTags(once)).toBe(once);
  });

  it.each([
    ['avant [code]<b>gras</b>[/code] après', 'avant **gras** après'],
    ['[code]<script>x()</script>ok[/code]', 'ok'],
    ['[code]<a href="javascript:x()">lien</a>[/code]', 'lien'],
    ['[code]jamais fermé *x*', '\\[code\\]jamais fermé \\*x\\*'],
    ['sans balise *x*', 'sans balise \\*x\\*'],
    ['[CODE]<i>un</i>[/Code]  [code]deux[/code]', '*un*  deux'],
    ['  un [code]<i>deux[code]trois</i>[/code][/code] fin', '&#32; un *deux\\[code\\]trois*\\[/code\\] fin'],
    ['[code]un[/code] *deux*', 'un \\*deux\\*'],
    ['[code][/code]', ''],
    ['', ''],
    ['[/code]fermé sans ouvrir', '\\[/code\\]fermé sans ouvrir'],
  ])('reads %j as %j', (native, markdown) => {
    expect(markdownFromCodeText(native)).toBe(markdown);
  });

  it('reads a long text of opened tags without slowing down', () => {
    const many = '[code]'.repeat(20_000);
    expect(plainFrom(markdownFromCodeText(many))).toBe(many);
  });
});
