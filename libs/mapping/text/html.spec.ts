import { describe, expect, it } from '@jest/globals';
import { htmlFrom, markdownFromHtml } from './html.js';

describe('HTML', () => {
  it.each([
    ['<p>Bonjour <strong>Zoé</strong></p>', 'Bonjour **Zoé**'],
    ['<p>un</p><p>deux</p>', 'un\n\ndeux'],
    ['a<br>b', 'a\\\nb'],
    ['<a href="https://exemple.fr">ici</a>', '[ici](https://exemple.fr)'],
    ['<a href="javascript:alert(1)">ici</a>', 'ici'],
    ['<img src="x" onerror="alert(1)">', '![](x)'],
    ['<script>alert(1)</script>reste', 'reste'],
    ['<style>p{}</style>reste', 'reste'],
    ['1 * 2 * 3', '1 \\* 2 \\* 3'],
    ['', ''],
  ])('%j is read as %j', (html, markdown) => {
    expect(markdownFromHtml(html)).toBe(markdown);
  });

  it('is read however deep it is nested, and however long it is', () => {
    expect(markdownFromHtml(`${'<div><b>'.repeat(100_000)}fond`)).toContain('fond');
    expect(markdownFromHtml(`${'<div>'.repeat(300)}fond${'</div>'.repeat(300)}`)).toContain('fond');
    expect(markdownFromHtml('ligne<br>'.repeat(2_000)).split('\\\n').length).toBe(2_000);
    expect(markdownFromHtml('<p>ligne</p>'.repeat(5_000)).split('\n\n').length).toBe(5_000);
  });

  it('is written as text that no browser takes for markup', () => {
    expect(htmlFrom('\\<b\\>& "x"\\\ny')).toBe('&lt;b&gt;&amp; &quot;x&quot;<br>\ny');
  });
});
