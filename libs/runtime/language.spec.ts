import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';

describe('the words of a program', () => {
  it('are French unless English is asked for', () => {
    expect(languageOf(undefined, {})).toBe('fr');
    expect(languageOf(undefined, { LANG: 'de_DE.UTF-8' })).toBe('fr');
    expect(languageOf(undefined, { LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(languageOf('fr', { LANG: 'en_GB.UTF-8' })).toBe('fr');
    expect(languageOf('en', {})).toBe('en');
  });
});
