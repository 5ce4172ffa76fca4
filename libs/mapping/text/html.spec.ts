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
    ['<h2>Été</h2>', '## Été'],
    ['<ul><li>un</li></ul>', '-   un'],
    ['<ol start="3"><li>trois</li></ol>', '3.  trois'],
    ['<em>vite</em>', '*vite*'],
    ['<pre><code>a * b</code></pre>', '```\na * b\n```'],
    ['<img src="x.png" alt="écran" title="noir">', '![écran](x.png "noir")'],
    ['<a href="mailto:zoe@exemple.fr">Zoé</a>', '[Zoé](mailto:zoe@exemple.fr)'],
    ['<a href="tel:+33123456789">ici</a>', '[ici](tel:+33123456789)'],
    ['<a href="http://exemple.fr" title="là" onclick="x()">ici</a>', '[ici](http://exemple.fr "là")'],
    ['<a href="//exemple.fr">ici</a>', 'ici'],
    ['<a href="ftp://exemple.fr">ici</a>', 'ici'],
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

  it('is kept as the text that it is where nobody could have written it so deep', () => {
    const nested = (depth: number) => `${'<b>'.repeat(depth)}*fond*`;
    expect(markdownFromHtml(nested(1001))).toBe(`${'\\<b\\>'.repeat(1001)}\\*fond\\*`);
    expect(markdownFromHtml(nested(1000))).not.toContain('\\<b');
    for (const empty of ['<br>', '<hr>', '<img src="x">', '<wbr>', '<input>', '<b></b>'])
      expect(markdownFromHtml(`${empty.repeat(1100)}fond`)).not.toContain('\\<');
  });

  it('keeps the blanks at the beginning of its lines, and every line end', () => {
    expect(htmlFrom('a\r\nb\rc\n  d\te')).toBe('a<br>\nb<br>\nc<br>\n&nbsp;&nbsp;d\te');
    expect(htmlFrom('')).toBe('');
  });

  it('is written as text that no browser takes for markup', () => {
    expect(htmlFrom('\\<b\\>& "x"\\\ny')).toBe('&lt;b&gt;&amp; &quot;x&quot;<br>\ny');
  });
});
