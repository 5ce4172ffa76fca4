import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './choose-language.js';
import { describeSpan, makeCalendar } from './dates.js';
import { describeValue } from './describe-value.js';

const now = Date.parse('2025-11-19T10:00:00.000Z');

describe('dates', () => {
  it('stand in the reader’s zone', () => {
    const paris = makeCalendar('fr', 'Europe/Paris', () => now);
    const reunion = makeCalendar('fr', 'Indian/Reunion', () => now);
    expect(paris.full('2025-11-18T10:54:35.000Z')).toMatch(/18\/11\/2025.*11:54/u);
    expect(reunion.full('2025-11-18T10:54:35.000Z')).toMatch(/18\/11\/2025.*14:54/u);
  });

  it('are the hour today and the day before that, by the days of the reader’s zone', () => {
    const paris = makeCalendar('fr', 'Europe/Paris', () => now);
    expect(paris.brief('2025-11-19T07:01:00.000Z')).toBe('08:01');
    expect(paris.brief('2025-11-18T23:30:00.000Z')).toBe('00:30');
    expect(paris.brief('2025-11-18T07:01:00.000Z')).toBe('18 nov.');
    expect(paris.brief('2023-01-02T07:01:00.000Z')).toBe('02/01/23');
  });

  it('are told as distances in both directions', () => {
    const english = makeCalendar('en', 'UTC', () => now);
    expect(english.ago('2025-11-19T09:55:00.000Z')).toBe('5 min ago');
    expect(english.ago('2025-11-19T12:00:00.000Z')).toBe('in 2 hr');
    expect(makeCalendar('fr', 'UTC', () => now).ago('2025-11-18T09:55:00.000Z')).toBe('hier');
  });
});

describe('a span', () => {
  it.each([
    [0, '0 s'],
    [8_400, '8 s'],
    [3_600_000, '1 h'],
    [3_720_000, '1 h 2 min'],
    [273_600_000, '3 j 4 h'],
    [86_400_000 + 5_000, '1 j'],
  ])('of %d ms is %s', (milliseconds, said) => {
    expect(describeSpan(milliseconds, 'fr')).toBe(said);
  });
});

describe('a value of any field', () => {
  it.each([
    [null, '—'],
    ['', '—'],
    ['Résolu', 'Résolu'],
    [3, '3'],
    [false, 'false'],
    [[], '—'],
    [[{ name: 'Léa' }, { name: 'Paul' }], 'Léa, Paul'],
    [{ name: '', email: 'lea@exemple.fr' }, 'lea@exemple.fr'],
    [{ odd: 1 }, '{"odd":1}'],
  ])('%j is one line', (value, said) => {
    expect(describeValue(value)).toBe(said);
  });
});

describe('the language', () => {
  it('is what was chosen, else the browser’s, else French', () => {
    expect(chooseLanguage('en', ['fr-FR'])).toBe('en');
    expect(chooseLanguage(null, ['de-DE', 'en-US', 'fr'])).toBe('en');
    expect(chooseLanguage('klingon', ['de-DE'])).toBe('fr');
  });
});
