import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownFrom, plainFrom } from './plain.js';

/** What people and tools really put into tickets: markup by accident, accents, emoji, right-to-left, every line end. */
const pieces = fc.constantFrom(
  '*',
  '_',
  '#',
  '[',
  ']',
  '\\',
  '`',
  '<b>',
  '&',
  '&#32;',
  '&amp;',
  '~~',
  '|',
  '- ',
  '+ ',
  '1. ',
  '12) ',
  '=',
  '---',

  '\n',
  '\r\n',
  '\r',
  '\n\n',
  '  ',
  '\t',
  ' ',
  '\u00a0',
  '\u2028',
  '![x](y)',
  '[code]',
  '> ',
  '```',
  'http://a_b/c*d',
  'é',
  'œ',
  'L’écran',
  'مرحبا',
  'שלום',
  '👩‍💻',
  '🇫🇷',
  'e\u0301',
  '\u202e',
  '\ud800',
  'Bonjour',
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(pieces).map((all) => all.join('')),
);

describe('plain text as Markdown', () => {
  it('comes back as the same characters, whatever they are', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(plainFrom(markdownFrom(plain))).toBe(plain);
      }),
      { numRuns: 3000 },
    );
  });

  it('is harmed by Markdown as it stands: the control that shows why it is escaped', () => {
    expect(plainFrom('C:\\#dossier')).toBe('C:#dossier');
    expect(plainFrom(markdownFrom('C:\\#dossier'))).toBe('C:\\#dossier');
  });

  it.each([
    ['*urgent*', '\\*urgent\\*'],
    ['# titre', '\\# titre'],
    ['- point', '\\- point'],
    ['1. point', '1\\. point'],
    ['2024) fait', '2024\\) fait'],
    ['ligne 1\nligne 2', 'ligne 1\\\nligne 2'],
    ['ligne 1\r\nligne 2', 'ligne 1\\\r\nligne 2'],
    ['a\n\nb', 'a\n\nb'],
    ['    quatre blancs', '&#32;   quatre blancs'],
    ['<script>', '\\<script\\>'],
    ['&nbsp;', '\\&nbsp;'],
    ['Écran additionnel, 24 pouces', 'Écran additionnel, 24 pouces'],
    ['', ''],
  ])('writes %j as %j', (plain, markdown) => {
    expect(markdownFrom(plain)).toBe(markdown);
  });

  it('keeps a text of a million characters, without taking a million times longer', () => {
    const long = 'L’utilisateur a dit : *rien ne va*.\r\n'.repeat(28_000);
    expect(long.length).toBeGreaterThan(1_000_000);
    expect(plainFrom(markdownFrom(long))).toBe(long);
  });

  it('leaves markup that was meant readable', () => {
    expect(plainFrom('**urgent** [lien](https://exemple.fr)')).toBe('**urgent** [lien](https://exemple.fr)');
  });
});
