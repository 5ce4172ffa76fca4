import { describe, expect, it } from '@jest/globals';
import { goBackTo } from './go-back-to.js';

describe('where one goes after signing in', () => {
  it('is where one came from', () => {
    expect(goBackTo('/tickets/a%20b?view=mine#l3')).toBe('/tickets/a%20b?view=mine#l3');
  });

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\evil',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/sign-in?to=/sign-in',
    '/api/v1/session/oidc',
  ])('is the list for %j', (wanted) => {
    expect(goBackTo(wanted)).toBe('/tickets');
  });
});
