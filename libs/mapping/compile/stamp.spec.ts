import { describe, expect, it } from '@jest/globals';
import { stampOf, stampText } from './stamp.js';

describe('a moment in text', () => {
  it.each([
    ['2025-11-18T10:54:35.000Z', '18/11/2025 11:54:35', 'Europe/Paris', '18/11/2025 11:54:35 +01:00'],
    ['2025-07-18T10:54:35.120Z', '18/07/2025 12:54:35', 'Europe/Paris', '18/07/2025 12:54:35.120 +02:00'],
    ['2025-11-18T10:54:35.000Z', '18/11/2025 10:54:35', 'UTC', '18/11/2025 10:54:35 +00:00'],
    ['2025-11-18T10:54:35.007Z', '18/11/2025 07:24:35', 'America/St_Johns', '18/11/2025 07:24:35.007 -03:30'],
    ['2025-11-18T10:54:35.000Z', '18/11/2025 16:24:35', 'Asia/Kolkata', '18/11/2025 16:24:35 +05:30'],
  ])('carries its offset and no more than it must: %s', (at, shown, zone, text) => {
    expect(stampText(at, shown, zone)).toBe(text);
    expect(stampOf(text, 'fr')).toBe(at);
  });

  it('is read in the order of its language, and in no other', () => {
    expect(stampOf('2025-11-03 11:54:35 +01:00', 'en')).toBe('2025-11-03T10:54:35.000Z');
    expect(stampOf('2025-11-03 11:54:35.250 -03:30', 'en')).toBe('2025-11-03T15:24:35.250Z');
    expect(stampOf('03/11/2025 11:54:35 +01:00', 'fr')).toBe('2025-11-03T10:54:35.000Z');
    expect(stampOf('2025-11-03 11:54:35 +01:00', 'fr')).toBeNull();
    expect(stampOf('03/11/2025 11:54:35 +01:00', 'en')).toBeNull();
  });

  it.each([
    ['fr', ''],
    ['fr', 'demain'],
    ['fr', 'le 18/11/2025 11:54:35 +01:00'],
    ['fr', '18/11/2025 11:54:35 +01:00 environ'],
    ['fr', '18/11/2025 11:54:35'],
    ['fr', '18/11/2025 11:54:35 01:00'],
    ['fr', '18/11/2025 11:54:35.1 +01:00'],
    ['fr', '18/13/2025 11:54:35 +01:00'],
    ['fr', '18/11/2025 25:54:35 +01:00'],
    ['en', 'on 2025-11-18 11:54:35 +01:00'],
    ['en', '2025-11-18 11:54:35 +01:00 or so'],
    ['en', '2025-13-18 11:54:35 +01:00'],
  ] as const)('in %s «%s» is none', (language, text) => {
    expect(stampOf(text, language)).toBeNull();
  });
});
