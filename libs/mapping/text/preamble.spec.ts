import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownFrom } from './plain.js';
import { preambleText, stripPreamble, withPreamble } from './preamble.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '— —',
        '— Repris de x —',
        '\n',
        '\n\n',
        '\r\n',
        'Demandeur : A',
        '  ',
        ' : ',
        'é',
        '— Repris de —',
      ),
    )
    .map((parts) => parts.join('')),
);
const line = fc.record({ label: text, value: text });

describe('the preamble', () => {
  it('is a few lines that people can read', () => {
    const lines = [
      { label: 'Demandeur', value: 'CL... ST...' },
      { label: 'Notes de résolution', value: 'Écran changé.\nTesté.' },
    ];
    expect(withPreamble(preambleText('cassius RITM0524w', lines, 'fr'), 'Portable en panne')).toBe(
      [
        '— Repris de cassius RITM0524w —',
        'Demandeur : CL... ST...',
        'Notes de résolution : Écran changé.',
        '  Testé.',
        '— —',
        '',
        'Portable en panne',
      ].join('\n'),
    );
  });

  it('comes off again, and leaves every description as it was', () => {
    fc.assert(
      fc.property(
        fc.option(fc.tuple(text, fc.array(line, { maxLength: 4 }), fc.constantFrom('fr', 'en'))),
        text,
        (head, description) => {
          const preamble = head && preambleText(head[0], head[1], head[2] as 'fr' | 'en');
          expect(stripPreamble(withPreamble(preamble, description))).toBe(description);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('comes off after a tool turned its line ends into CRLF', () => {
    const whole = withPreamble(preambleText('glpi 12', [{ label: 'Site', value: 'Lyon\nNord' }], 'fr'), 'Texte');
    expect(stripPreamble(whole.replaceAll('\n', '\r\n'))).toBe('Texte');
  });

  it('comes off a description that a tool kept as Markdown', () => {
    const whole = preambleText('mon_outil #12', [{ label: 'Demandeur', value: '*Zoé*\n- la cheffe' }], 'fr');
    expect(stripPreamble(withPreamble(markdownFrom(whole), '**gras**'))).toBe('**gras**');
  });

  it('is not seen where a person wrote something alike', () => {
    for (const alike of ['— Repris de —', '— Repris de cassius —\nBonjour\n— —', '— —', 'x\n— Repris de a —\n— —'])
      expect(stripPreamble(alike)).toBe(alike);
  });

  it('protects a description that looks just like one: without it a part of that would be lost', () => {
    const alike = '— Repris de chez moi —\n— —\n\nsuite';
    expect(stripPreamble(alike)).toBe('suite');
    expect(stripPreamble(withPreamble(null, alike))).toBe(alike);
  });
});
