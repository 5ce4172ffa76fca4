import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { safeLink } from './safe-link.js';

describe('an address that others wrote', () => {
  it.each(['https://exemple.fr/a?b=c#d', 'http://10.0.0.1/', 'mailto:lea@exemple.fr', 'tel:+33561177000'])(
    'leads there: %s',
    (address) => {
      expect(safeLink(address)).toBe(address);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\u200bscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://x/1',
    '/api/v1/session',
    '//evil.example',
    '?x=1',
    '',
    'nonsense',
  ])('leads nowhere: %j', (address) => {
    expect(safeLink(address)).toBeNull();
  });

  it('never has another protocol, whatever is written', () => {
    const evil = fc.tuple(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('javascript', 'data', 'vbscript'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(evil, ([before, word, after]) => {
        const link = safeLink(`${before}${word}:${after}`);
        expect(link === null || ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(link).protocol)).toBe(true);
      }),
    );
  });
});
